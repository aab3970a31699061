// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/device.h"
#include "ui/models/token_cost.h"

namespace ui {

/// What a token costs, part by part, and what it would cost a dense model or one with multi-head attention. Under an
/// experiment the numbers are those of its top-k.
class EfficiencyModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::EfficiencyModel)
public:
    EfficiencyModel(const Timeline& timeline, const DeviceModel& device);

    void update() override;

    const std::vector<PartCost>& parts() const { return parts_; }  ///< in the order of PartCost::Part; empty: no model
    const PartCost& sum() const { return sum_; }
    static QString partName(PartCost::Part part);
    QString partText(const PartCost& part) const;  ///< its numbers, in words
    int context() const { return context_; }       ///< positions of the cache that the token sees

    enum class Beside { Dense, Mha };  ///< every expert at work | keys and values of all heads kept
    struct Ratio {
        Beside beside = Beside::Dense;
        QString name;
        double used = 0, equivalent = 0;
        QString text;
        double share() const { return equivalent > 0 ? used / equivalent : 0; }
    };
    const std::vector<Ratio>& ratios() const { return ratios_; }

    std::optional<double> joulesPerToken() const;  ///< of the GPU while the shown reply was decoded
    QString energyText() const;                    ///< or why it is not measured

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return parts_.empty() ? 0 : int(parts_.size()) + 1; }
    QVariant cell(int row, int column) const override;

private:
    void addRatio(Beside beside, const QString& name, double used, double equivalent, QString (*text)(double));
    void collectRatios(const engine::ModelCard& card);
    double tokensPerSecond() const;  // decoded ones of the shown reply; 0: it runs, or was not measured

    const Timeline& timeline_;
    const DeviceModel& device_;
    std::vector<PartCost> parts_;
    PartCost sum_;
    std::vector<Ratio> ratios_;
    int context_ = 0;
};

}  // namespace ui
