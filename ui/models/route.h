// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/selection.h"
#include "ui/models/timeline.h"
#include "ui/models/view_model.h"

#include <vector>

namespace ui {

/// The way of the selected token through all layers: which experts each one sent it to.
class RouteModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::RouteModel)
public:
    struct Expert {
        int number = 0;
        float weight = 0;  ///< gate weight
    };
    struct Layer {
        std::vector<Expert> experts;  ///< [K] strongest selection value first; empty for a dense layer
        int strongest = -1;           ///< of experts, by weight
    };

    RouteModel(const Timeline& timeline, const Selection& selection);

    void update() override;

    const std::vector<Layer>& layers() const { return layers_; }  ///< [L]; empty when nothing was captured
    int experts() const { return timeline_.card() ? timeline_.card()->n_routed_experts : 0; }
    float largestWeight() const { return largest_; }
    QString layerText(int layer) const;  ///< one line about one layer

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return int(places_.size()); }
    QVariant cell(int row, int column) const override;

private:
    struct Place {
        int layer = 0, rank = 0;
    };
    const engine::TokenEvent* token() const { return timeline_.token(selection_.token()); }

    const Timeline& timeline_;
    const Selection& selection_;
    std::vector<Layer> layers_;
    std::vector<Place> places_;  // rows of the table
    float largest_ = 0;
};

}  // namespace ui
