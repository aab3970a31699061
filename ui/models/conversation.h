// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"
#include "ui/models/reply_text.h"
#include "ui/models/trace_batch.h"

#include <QObject>

#include <map>
#include <vector>

namespace ui {

/// One node of the conversation as it is shown.
struct ChatMessage {
    enum class State { Waiting, Running, Complete, Failed, Interrupted };

    engine::StoredMessage stored;  ///< of a running reply: message and finished follow at its end
    ReplyText reply;               ///< assistant messages: text and token spans
    QString text;                  ///< user messages
    State state = State::Complete;
    engine::ErrorParts error;  ///< why it failed
    int contextTokens = 0;     ///< positions of the context it ends at, 0: not known yet
    int promptTokens = 0;      ///< of a reply that waits: prompt to be read, 0: not known yet
    bool saved = false;        ///< durable on disk

    engine::ReplyId id() const { return stored.id; }
    bool isReply() const { return stored.message.role == engine::Role::Assistant; }
};

/// How the next reply is to be made.
struct ReplyOptions {
    engine::Sampling sampling;
    bool thinking = false;
    engine::RouterOverride router;  ///< the experiment it is made under
};

/// The tree of messages and the branch of it on screen. Regenerating and editing add siblings; nothing is
/// overwritten. Turns wishes into messages and requests (signals), and trace events into text. GUI thread only.
class Conversation : public QObject {
    Q_OBJECT
public:
    using Id = engine::ReplyId;

    explicit Conversation(QObject* parent = nullptr);

    void clear();
    void load(const engine::Document& document);
    void apply(const TraceBatch& batch);

    void ask(const QString& text, const ReplyOptions& options);  ///< below the branch on screen
    /// From an empty context, beside what was asked before.
    void askAfresh(const QString& text, const ReplyOptions& options);
    void edit(Id question, const QString& text, const ReplyOptions& options);
    void regenerate(Id reply, const ReplyOptions& options);
    /// A sibling of `reply`, made as it was (sampling, seed, experiment), that begins with these tokens: its own first
    /// ones and then another than came.
    void takeInstead(Id reply, std::vector<engine::TokenId> start);
    void showSibling(Id message, int step);  ///< the branch through the next (+1) or previous (-1) sibling
    void setSystemPrompt(const QString& text);
    void setTitle(const QString& title);
    void setReadOnly(bool readOnly);

    const std::vector<Id>& path() const { return path_; }  ///< root to leaf
    const ChatMessage& message(Id id) const { return messages_.at(id); }
    bool contains(Id id) const { return messages_.count(id) != 0; }
    struct Place {
        int index = 0, count = 1;
    };
    Place placeAmongSiblings(Id message) const;
    std::vector<Id> siblings(Id message) const;  ///< with itself, oldest first
    std::vector<Id> replies() const;             ///< of all branches, oldest first
    Id leaf() const { return path_.empty() ? 0 : path_.back(); }
    Id lastReply() const;  ///< of the branch on screen, 0 when none
    Id lastQuestion() const;
    Id runningReply() const { return running_; }
    bool isRunning() const { return running_ != 0; }
    bool isReadOnly() const { return readOnly_; }
    const QString& title() const { return title_; }
    const QString& systemPrompt() const { return systemPrompt_; }
    /// What a reply would be asked with: the branch on screen and `draft` behind it, or without a draft the branch up
    /// to its last question; empty when nothing was asked.
    std::vector<engine::Message> chatWith(const QString& draft) const;
    int contextTokens() const;  ///< positions the branch on screen holds after its last reply

signals:
    void pathChanged();              ///< other messages, or more
    void messageChanged(qint64 id);  ///< its text, state or numbers; at most once per batch
    void runningChanged(bool running);
    void saveStateChanged(const engine::SaveStatus& status);

    // Wishes, for whoever writes documents and runs the model. A reply's place is stored before it is requested.
    void messageStored(const engine::StoredMessage& message);
    void leafChosen(qint64 leaf);
    void titleChosen(const QString& title);
    void systemPromptChosen(const QString& text);
    void replyRequested(const engine::Request& request);

private:
    Id newId();
    Id add(engine::StoredMessage stored);
    Id addQuestion(Id parent, const QString& text);
    void requestReply(Id question, const ReplyOptions& options, std::vector<engine::TokenId> start = {});
    std::vector<engine::Message> chatTo(Id question) const;
    Id lastOf(engine::Role role) const;
    Id newestLeafBelow(Id message) const;
    void showBranchTo(Id leaf);
    void endRunning();

    /// Each answers with the message it changed, 0 for none.
    Id fold(const engine::Event& event);
    Id onStarted(const engine::ReplyStarted& started);
    Id onProgress(const engine::PrefillProgress& progress);
    Id onToken(const engine::TokenEvent& token);
    Id onFinished(const engine::ReplyFinished& finished);
    Id onFailure(const engine::Failure& failure);
    Id onSaved(const engine::SaveStatus& status);

    std::map<Id, ChatMessage> messages_;  // ascending id is order of creation
    std::vector<Id> path_;
    Id running_ = 0;
    Id lastId_ = 0;
    Id replayed_ = 0;  // reply whose recorded events are arriving
    ReplyText replay_;
    QString title_, systemPrompt_;
    bool readOnly_ = false;
};

}  // namespace ui
