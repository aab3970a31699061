// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

    /// A reply that starts and is newer than all known ones is shown live. A model that is loaded becomes the one on
    /// screen, unless a reply of another one is shown.
    void apply(const TraceBatch& batch);
    void showReply(engine::ReplyId reply);  ///< the branch ending in this reply; 0 shows nothing
    void clear();                           ///< another conversation

    const engine::ModelCard* card() const { return card_.get(); }  ///< null before a model or document is open
    std::shared_ptr<const engine::ModelCard> sharedCard() const { return card_; }
    void setCard(std::shared_ptr<const engine::ModelCard> card);  ///< also of the replies that start from now on

    int size() const { return shown_ ? int(shown_->context.size()) : 0; }
    /// Position i of the context. Null where the capture was dropped or never made, and outside the context.
    const engine::TokenEvent* token(int i) const
    {
        return i >= 0 && i < size() ? shown_->context[size_t(i)].get() : nullptr;
    }
    /// All of them, to be kept: they do not change any more. Null like above.
    std::vector<Token> tokens() const { return shown_ ? shown_->context : std::vector<Token>(); }
    engine::ReplyId reply() const { return reply_; }
    /// What the shown reply was made under: all of its context, since a latent cache is continued under the same
    /// override only.
    engine::RouterOverride router() const { return shown_ ? shown_->router : engine::RouterOverride(); }
    int firstOfReply() const;               ///< position of the shown reply's first generated token, size() when none
    /// Position in the context of the n-th generated token of a reply on this branch, -1 when it is not shown.
    int positionOf(engine::ReplyId reply, int index) const;
    quint64 droppedEvents() const { return dropped_; }
    /// Grows when positions already shown became something else; adding tokens leaves it. Incremental readers
    /// that keep "folded up to here" start over when it changes.
    int revision() const { return revision_; }

signals:
    void changed();      ///< tokens were added or the branch changed; at most once per batch
    void cardChanged();

private:
    struct Reply {
        std::vector<Token> context;  ///< [0, reused) shared with the base reply, then its own
        int promptTokens = 0;
        engine::RouterOverride router;
        std::shared_ptr<const engine::ModelCard> card;  ///< of the model that made it
    };
    void loaded(const std::shared_ptr<const engine::ModelCard>& card);
    bool start(const engine::ReplyStarted& started);
    bool add(const engine::TokenEvent& event);

    std::map<engine::ReplyId, Reply> replies_;
    const Reply* shown_ = nullptr;  ///< into replies_
    engine::ReplyId reply_ = 0;
    std::shared_ptr<const engine::ModelCard> card_;
    quint64 dropped_ = 0;
    int revision_ = 0;
};

}  // namespace ui
