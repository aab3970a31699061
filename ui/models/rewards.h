// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/reward_log.h"
#include "ui/models/view_model.h"

namespace ui {

/// How a model got better by trial: what was written down at every step of its training.
class RewardsModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::RewardsModel)
public:
    void setLog(std::shared_ptr<const RewardLog> log, const QString& problem);

    const RewardLog* log() const { return log_.get(); }
    QString nameOf(const RewardLog::Series& series) const;  ///< in words where it is known
    /// Mean over a window of steps around each, so that the trend can be seen beside the single steps.
    static QVector<double> smoothed(const QVector<double>& values);

    void update() override {}
    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return log_ ? int(log_->steps.size()) : 0; }
    QVariant cell(int row, int column) const override;

private:
    std::shared_ptr<const RewardLog> log_;
    QString problem_;
};

}  // namespace ui
