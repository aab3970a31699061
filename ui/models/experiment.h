// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/conversation.h"

#include <QCoreApplication>
#include <QObject>

#include <optional>
#include <vector>

namespace ui {

/// What somebody wants changed for the replies to come: the router, and perhaps the temperature. The one experiment of
/// the window.
class Experiment : public QObject {
    Q_OBJECT
public:
    using Expert = engine::RouterOverride::Expert;
    using QObject::QObject;

    const engine::RouterOverride& router() const { return router_; }
    std::optional<float> temperature() const { return temperature_; }  ///< nothing: as the reply would have it
    bool isActive() const { return temperature_ || router_ != engine::RouterOverride(); }
    ReplyOptions applied(ReplyOptions options) const;  ///< `options` under this experiment
    /// To make a reply once more under this experiment: same seed, same sampling, same thinking.
    ReplyOptions again(const engine::ReplyStarted& original) const;

    void setRouter(engine::RouterOverride router);
    void setTopK(int experts);  ///< 0: as the model says
    void setBias(bool on);
    void setMuted(int layer, int expert, bool muted);  ///< layer -1: everywhere
    bool isMuted(int layer, int expert) const;
    void setBoosted(int layer, int expert, float boost);  ///< 0: no more; takes the place of another boost
    float boostOf(int layer, int expert) const;           ///< 0: not boosted
    void setTemperature(std::optional<float> temperature);
    void reset();

    /// One thing that is changed, to be shown and to be undone.
    struct Change {
        enum class What { TopK, Expert, Bias, Groups, SharedExperts, Temperature } what = What::TopK;
        int index = -1;  ///< of router().experts
        QString text;
    };
    std::vector<Change> changes() const;
    void undo(const std::vector<Change>& changes);  ///< some of changes()

signals:
    void changed();

private:
    void set(engine::RouterOverride router, std::optional<float> temperature);

    engine::RouterOverride router_;
    std::optional<float> temperature_;
};

/// `router` with each of `experts` added; what was asked of the same expert in the same place before is forgotten.
engine::RouterOverride withExperts(engine::RouterOverride router, const std::vector<Experiment::Expert>& experts);

/// Why no router of this model could choose under `router`: the engine's own sentence. Empty: it can.
QString obstacleTo(const engine::RouterOverride& router, const engine::Config& model);

/// "top-2, E11 in L5 muted, no bias"; empty when nothing is changed.
QString experimentText(const engine::RouterOverride& router);

}  // namespace ui
