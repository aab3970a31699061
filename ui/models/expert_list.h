// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model_card.h"

#include <QCoreApplication>

#include <vector>

namespace ui {

/// Experts as somebody types them: "L5 E3", "E7 everywhere", "L2-L4 E0-E3, E9". An expert without a layer belongs to
/// the layers named before it, or to every one when there are none. Names are those of the window: L1 is layer 0.
struct ExpertList {
    Q_DECLARE_TR_FUNCTIONS(ui::ExpertList)
public:
    struct Place {
        int layer = -1;  ///< of the model; -1: every layer with a router
        int expert = 0;
        bool operator==(const Place&) const = default;
    };
    std::vector<Place> places;  ///< as typed, none twice; empty with a problem
    QString problem;            ///< why it cannot be understood, or what this model has not

    static ExpertList read(const QString& text, const engine::Config& model);
};

}  // namespace ui
