// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/bottleneck.h"
#include "ui/models/device.h"

namespace ui {

/// What limits the speed of the shown reply, how near it is to what the machine's memory allows, what observing costs.
class SpeedModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::SpeedModel)
public:
    SpeedModel(const Timeline& timeline, const DeviceModel& device);

    void update() override;

    const SpeedMeasured& measured() const { return measured_; }
    const Bottleneck& bottleneck() const { return bottleneck_; }
    /// A share of the time from one decoded token to the next.
    struct Part {
        QString name;
        double ms = 0, share = 0;
    };
    /// The stages, and when the time between tokens is known what is none of them: waiting, the window, other programs.
    std::vector<Part> parts() const;

    double tokensPerSecond() const;          ///< of computing alone, without waiting; 0: not known
    static QString rateText(double perSecond);
    std::optional<double> bound() const;     ///< tokens per second if memory did nothing but deliver the weights
    QString boundText() const;               ///< both, or why there is no bound
    std::optional<double> observingMs() const;  ///< what capturing cost, of the whole reply; nothing: not known
    std::optional<double> observingMsPerToken() const;
    std::optional<double> observingShare() const;  ///< of the computing of the reply
    QString observingText() const;

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return int(rows_.size()); }
    QVariant cell(int row, int column) const override;

private:
    struct Row {
        QString what, unit;
        QVariant value;  ///< invalid: not measured
    };
    void restart();
    void fold(int position);
    void foldWall(int position, const engine::TokenEvent& token);
    void addPromptCost(const engine::ModelCard& card);
    void collectRows();
    double replyMs() const;  // of computing

    const Timeline& timeline_;
    const DeviceModel& device_;
    SpeedMeasured measured_;
    Bottleneck bottleneck_;
    std::array<double, TimingModel::stage_count> stageSums_{};  // ms of the decoded tokens
    double spanMs_ = 0;        // of the pairs of decoded tokens that follow one another
    std::int64_t seenSum_ = 0;  // cache positions that the decoded tokens saw, one added to the other
    int pairs_ = 0, folded_ = 0, revision_ = -1;
    std::vector<Row> rows_;
};

}  // namespace ui
