// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store.h"
#include "ui/models/trace_batch.h"

#include <QObject>

#include <map>
#include <memory>
#include <vector>

namespace ui {

/// The context on screen, token by token: everything captured about the tokens a reply was made from and of.
/// Knows every reply of the open conversation; shows one branch. GUI thread only.
class Timeline : public QObject {
    Q_OBJECT
public:
    using Token = std::shared_ptr<const engine::TokenEvent>;

    explicit Timeline(QObject* parent = nullptr);

    void apply(const TraceBatch& batch);
    void showReply(engine::ReplyId reply);  ///< the branch ending in this reply; 0 shows nothing
    void clear();                           ///< another conversation

    const engine::ModelCard* card() const { return card_.get(); }  ///< null before a model or document is open
    void setCard(std::shared_ptr<const engine::ModelCard> card);

    int size() const { return int(shown_.size()); }
    /// Position i of the context. Null where the capture was dropped or never made.
    const engine::TokenEvent* token(int i) const { return shown_[size_t(i)].get(); }
    engine::ReplyId reply() const { return reply_; }
    int firstOfReply() const;               ///< position of the shown reply's first generated token, size() when none
    /// Position in the context of the n-th generated token of a reply on this branch, -1 when it is not shown.
    int positionOf(engine::ReplyId reply, int index) const;
    quint64 droppedEvents() const { return dropped_; }

signals:
    void changed();      ///< tokens were added or the branch changed; at most once per batch
    void cardChanged();

private:
    struct Reply {
        std::vector<Token> context;  ///< [0, reused) shared with the base reply, then its own
        int promptTokens = 0;
    };
    std::map<engine::ReplyId, Reply> replies_;
    std::vector<Token> shown_;
    engine::ReplyId reply_ = 0;
    std::shared_ptr<const engine::ModelCard> card_;
    quint64 dropped_ = 0;
};

}  // namespace ui
