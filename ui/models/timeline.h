// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/trace_batch.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace ui {

/// What a token is part of. The tokens <think> and </think> themselves count as thinking.
enum class Segment : quint8 { Prompt, Thinking, Answer };

/// The context on screen, token by token: everything captured about the tokens a reply was made from and of.
/// Knows every reply of the open conversation; shows one branch. GUI thread only. Router scores, the largest part of a
/// capture, are kept for the newest tokens only: score_bytes of them at most (a token of V3 has 59 KB).
class Timeline : public QObject {
    Q_OBJECT
public:
    using Token = std::shared_ptr<const engine::TokenEvent>;
    static constexpr qint64 score_bytes = qint64(512) << 20;

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
    Segment segment(int i) const;  ///< of position i of the context, which must be in it
    /// All of them, to be kept: only their router scores may be let go. Null like above.
    std::vector<Token> tokens() const { return shown_ ? shown_->context : std::vector<Token>(); }
    bool isCaptured(int first, int end) const;  ///< every position from `first` to before `end`
    /// Ids of the first `count` positions; empty when one of them was not captured.
    std::vector<engine::TokenId> ids(int count) const;
    engine::ReplyId reply() const { return reply_; }
    /// What the shown reply was made under: all of its context, since a latent cache is continued under the same
    /// override only.
    const engine::RouterOverride& router() const { return routerOf(reply_); }
    const engine::RouterOverride& routerOf(engine::ReplyId reply) const;  ///< the model as it is, for an unknown one
    bool knows(engine::ReplyId reply) const { return replies_.count(reply) != 0; }
    /// What was said about a reply besides its tokens: null for an unknown one, and `finished` while it runs.
    const engine::ReplyStarted* started(engine::ReplyId reply) const;
    const engine::ReplyFinished* finished(engine::ReplyId reply) const;  ///< without its text
    std::vector<engine::ReplyId> replies() const;  ///< of the conversation, all branches, ascending
    // Of any reply of the conversation, shown or not; nothing of an unknown one.
    const std::vector<Token>& tokensOf(engine::ReplyId reply) const;  ///< its context; may be kept like tokens()
    int firstOf(engine::ReplyId reply) const;                  ///< position of its first generated token
    std::shared_ptr<const engine::ModelCard> cardOf(engine::ReplyId reply) const;  ///< of the model that made it

    /// Every token captured in this conversation, once, in the order of arrival: all branches, all replies.
    struct Recorded {
        Token token;
        Segment segment = Segment::Prompt;
    };
    const std::vector<Recorded>& recorded() const { return recorded_; }
    /// Grows when recorded() became something else; adding to its end leaves it.
    int recordedRevision() const { return recordedRevision_; }
    int tokensWithoutScores() const { return int(released_); }  ///< of recorded(): let go, they stand in the file
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
        std::vector<Segment> segments;  ///< [context]
        int promptTokens = 0;
        bool thinking = false;  ///< what comes next is
        engine::ReplyStarted started;
        std::optional<engine::ReplyFinished> finished;
        std::shared_ptr<const engine::ModelCard> card;  ///< of the model that made it
    };
    void loaded(const std::shared_ptr<const engine::ModelCard>& card);
    bool start(const engine::ReplyStarted& started);
    bool finish(const engine::ReplyFinished& finished);
    bool add(const engine::TokenEvent& event);
    static void lengthen(Reply& reply, size_t size);
    Segment segmentOf(const engine::TokenEvent& event, Reply& reply) const;
    void record(const std::shared_ptr<engine::TokenEvent>& token, Segment segment);
    void releaseScores();
    void forget(engine::ReplyId reply);

    std::map<engine::ReplyId, Reply> replies_;
    const Reply* shown_ = nullptr;  ///< into replies_
    engine::ReplyId reply_ = 0;
    std::shared_ptr<const engine::ModelCard> card_;
    quint64 dropped_ = 0;
    int revision_ = 0;

    std::vector<Recorded> recorded_;
    std::vector<std::weak_ptr<engine::TokenEvent>> scored_;  // [recorded_] the same, to let scores go
    size_t released_ = 0;       // recorded_ before it have no scores any more
    qint64 scoreBytes_ = 0;
    int recordedRevision_ = 0;
};

}  // namespace ui
