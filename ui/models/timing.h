// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/selection.h"
#include "ui/models/timeline.h"
#include "ui/models/view_model.h"

#include <array>

namespace ui {

/// Where a token's time goes: the stages of one token, or their mean over the reply's decoded tokens.
class TimingModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::TimingModel)
public:
    enum class Span { Token, Reply };
    static constexpr size_t stage_count = 5;

    TimingModel(const Timeline& timeline, const Selection& selection);

    void setSpan(Span span) { span_ = span; }
    Span span() const { return span_; }

    void update() override;

    static QString stageName(size_t stage);  ///< attention, router, experts, head, sampling
    const std::array<double, stage_count>& milliseconds() const { return ms_; }
    double total() const;      ///< milliseconds of all stages
    double share(size_t stage) const { return total() > 0 ? ms_[stage] / total() : 0; }
    int tokens() const { return tokens_; }  ///< tokens measured

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return tokens_ > 0 ? int(stage_count) + 1 : 0; }
    QVariant cell(int row, int column) const override;

private:
    struct Sum {
        std::array<double, stage_count> ms{};
        int tokens = 0;  // measured
        void add(const engine::TokenEvent* token);
    };
    void foldReply();

    const Timeline& timeline_;
    const Selection& selection_;
    Span span_ = Span::Token;
    std::array<double, stage_count> ms_{};
    int tokens_ = 0;
    Sum reply_;                            // of the generated tokens before folded_
    int folded_ = 0, revision_ = -1;
};

}  // namespace ui
