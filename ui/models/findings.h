// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"
#include "ui/models/trace_batch.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>
#include <tuple>

namespace ui {

/// Answers found by computing parts of the conversation again, on demand: what each expert did for a token, which
/// routers look alike, how far a change moves the next-token distribution. Views look here and ask when there is
/// nothing; the answer arrives with a batch like everything else. GUI thread only.
class Findings : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void apply(const TraceBatch& batch);
    void clear();  ///< another conversation
    /// Whether a question would be answered: the loaded model is the recorded one and nothing else is running.
    void setReady(bool ready);
    bool isReady() const { return ready_; }

    const engine::ExpertEffects* effects(engine::ReplyId reply, int position, int layer) const;
    const engine::RouterNeighbours* neighbours(const std::string& model, int layer) const;
    const engine::Divergence* divergence(engine::ReplyId reply, const engine::RouterOverride& changed) const;
    /// Of the machine, whatever the conversation: stays when that changes.
    const engine::MachineBandwidth* bandwidth() const { return bandwidth_ ? &*bandwidth_ : nullptr; }

    /// Does nothing while another question waits for its answer, or when it would not be answered.
    void ask(const engine::Probe& question);
    bool isAsking() const { return asking_.has_value(); }
    const engine::Probe* asked() const { return asking_ ? &*asking_ : nullptr; }
    const std::optional<engine::ErrorParts>& failure() const { return failure_; }  ///< of the last question

signals:
    void changed();
    void wanted(const engine::Probe& question);

private:
    bool keep(const engine::Event& event);

    std::map<std::tuple<engine::ReplyId, int, int>, std::shared_ptr<const engine::ExpertEffects>> effects_;
    std::map<std::pair<std::string, int>, std::shared_ptr<const engine::RouterNeighbours>> neighbours_;
    std::vector<std::shared_ptr<const engine::Divergence>> divergences_;
    std::optional<engine::MachineBandwidth> bandwidth_;
    std::optional<engine::Probe> asking_;
    std::optional<engine::ErrorParts> failure_;
    bool ready_ = false;
};

}  // namespace ui
