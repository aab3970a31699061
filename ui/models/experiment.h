// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/trace.h"

#include <QCoreApplication>
#include <QObject>

namespace ui {

/// What somebody wants changed about the router for the replies to come: the one experiment of the window.
class Experiment : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const engine::RouterOverride& router() const { return router_; }
    bool isActive() const { return router_ != engine::RouterOverride(); }

    void setTopK(int experts);  ///< 0: as the model says
    void setBias(bool on);
    void setMuted(int layer, int expert, bool muted);  ///< layer -1: everywhere
    bool isMuted(int layer, int expert) const;
    void setBoosted(int layer, int expert, float boost);  ///< 0: no more; takes the place of another boost
    float boostOf(int layer, int expert) const;           ///< 0: not boosted
    void reset();

signals:
    void changed();

private:
    void set(engine::RouterOverride router);

    engine::RouterOverride router_;
};

/// "top-2, E11 in L5 muted, no bias"; empty when nothing is changed.
QString experimentText(const engine::RouterOverride& router);

}  // namespace ui
