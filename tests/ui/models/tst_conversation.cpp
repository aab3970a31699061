// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/conversation.h"

#include <QSignalSpy>
#include <QTest>

using ui::ChatMessage;
using ui::Conversation;

namespace {

/// A conversation together with somebody who grants its wishes.
struct Desk {
    Conversation conversation;
    std::vector<engine::StoredMessage> stored;
    std::vector<engine::Request> requests;

    Desk()
    {
        QObject::connect(&conversation, &Conversation::messageStored,
                         [this](const engine::StoredMessage& message) { stored.push_back(message); });
        QObject::connect(&conversation, &Conversation::replyRequested,
                         [this](const engine::Request& request) { requests.push_back(request); });
    }

    void send(std::vector<engine::Event> events)
    {
        ui::TraceBatch batch;
        batch.events = std::move(events);
        conversation.apply(batch);
    }

    void start(int promptTokens = 3)
    {
        engine::ReplyStarted started;
        started.reply = requests.back().reply;
        started.prompt_tokens = promptTokens;
        send({started});
    }

    void say(const std::string& piece, int position)
    {
        engine::TokenEvent token;
        token.reply = requests.back().reply;
        token.position = position;
        token.phase = engine::Phase::Decode;
        token.piece = token.text = piece;
        send({token});
    }

    void finish(const std::string& text, engine::StopReason reason = engine::StopReason::EndOfText)
    {
        engine::ReplyFinished finished;
        finished.reply = requests.back().reply;
        finished.reason = reason;
        finished.tokens = 1;
        finished.tokens_per_second = 212;
        finished.first_token_ms = 12;
        finished.text = text;
        send({finished});
    }

    engine::ReplyId answer(const QString& question, const std::string& text)
    {
        conversation.ask(question, {});
        start();
        say(text, 3);
        finish(text);
        return requests.back().reply;
    }
};

QStringList texts(const Conversation& conversation)
{
    QStringList all;
    for (const auto id : conversation.path()) {
        const ChatMessage& message = conversation.message(id);
        all << (message.isReply() ? message.reply.content() : message.text);
    }
    return all;
}

}  // namespace

class ConversationTest : public QObject {
    Q_OBJECT

private slots:
    void aQuestionIsStoredBeforeItsReplyIsRequested()
    {
        Desk desk;
        QStringList order;
        connect(&desk.conversation, &Conversation::messageStored, this, [&](const engine::StoredMessage& message) {
            order << (message.message.role == engine::Role::User ? "question" : "place");
        });
        connect(&desk.conversation, &Conversation::replyRequested, this, [&] { order << "request"; });
        desk.conversation.setSystemPrompt("Be brief.");
        ui::ReplyOptions options;
        options.sampling.seed = 7;
        options.thinking = true;
        desk.conversation.ask("Why?", options);

        QCOMPARE(order, QStringList({"question", "place", "request"}));
        const engine::Request& request = desk.requests.back();
        QCOMPARE(request.reply, desk.stored[1].id);
        QCOMPARE(desk.stored[1].parent, desk.stored[0].id);
        QVERIFY(!desk.stored[1].complete);
        QCOMPARE(request.chat.size(), size_t(2));
        QVERIFY(request.chat[0].role == engine::Role::System);
        QCOMPARE(request.chat[1].content, std::string("Why?"));
        QCOMPARE(request.sampling.seed, std::uint64_t(7));
        QVERIFY(request.thinking);
        QVERIFY(desk.conversation.isRunning());
    }

    void aFreshQuestionKnowsNothingOfTheOthers()
    {
        Desk desk;
        desk.conversation.ask("Why?", {});
        const auto first = desk.requests.back().reply;
        desk.start(3);
        desk.say("So", 3);
        desk.finish("So");
        ui::ReplyOptions options;
        options.router.top_k = 2;
        desk.conversation.askAfresh("And now?", options);
        QCOMPARE(desk.requests.size(), size_t(2));
        QCOMPARE(desk.requests.back().chat.size(), size_t(1));
        QCOMPARE(desk.requests.back().router.top_k, 2);
        QVERIFY(desk.conversation.contains(first));
        QCOMPARE(desk.conversation.path().size(), size_t(2));
        QCOMPARE(desk.conversation.placeAmongSiblings(desk.conversation.path().front()).count, 2);
    }

    void aReplyGrowsAndKeepsItsNumbers()
    {
        Desk desk;
        QSignalSpy changed(&desk.conversation, &Conversation::messageChanged);
        desk.conversation.ask("Why?", {});
        const auto reply = desk.requests.back().reply;
        QVERIFY(desk.conversation.message(reply).state == ChatMessage::State::Waiting);
        desk.start(3);
        desk.say("Beca", 3);
        QVERIFY(desk.conversation.message(reply).state == ChatMessage::State::Running);
        desk.say("use", 4);
        QCOMPARE(desk.conversation.contextTokens(), 5);
        desk.finish("Because");
        const ChatMessage& message = desk.conversation.message(reply);
        QCOMPARE(message.reply.content(), QStringLiteral("Because"));
        QCOMPARE(message.stored.finished.tokens_per_second, 212.0f);
        QVERIFY(message.state == ChatMessage::State::Complete);
        QVERIFY(!desk.conversation.isRunning());
        QCOMPARE(changed.count(), 4);  // one for each batch
    }

    void oneBatchAnnouncesAMessageOnce()
    {
        Desk desk;
        desk.conversation.ask("Why?", {});
        desk.start();
        QSignalSpy changed(&desk.conversation, &Conversation::messageChanged);
        std::vector<engine::Event> events;
        for (int i = 0; i < 100; ++i) {
            engine::TokenEvent token;
            token.reply = desk.requests.back().reply;
            token.position = 3 + i;
            token.phase = engine::Phase::Decode;
            token.text = token.piece = "x";
            events.emplace_back(token);
        }
        desk.send(std::move(events));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(desk.conversation.message(desk.requests.back().reply).reply.content(), QString(100, 'x'));
    }

    void regenerateKeepsTheOldAnswer()
    {
        Desk desk;
        const auto first = desk.answer("Why?", "A");
        desk.conversation.regenerate(first, {});
        QCOMPARE(desk.requests.back().chat.size(), size_t(1));  // the old answer is not part of the prompt
        desk.start();
        desk.say("B", 3);
        desk.finish("B");
        QCOMPARE(texts(desk.conversation), QStringList({"Why?", "B"}));
        const auto second = desk.conversation.leaf();
        const auto place = desk.conversation.placeAmongSiblings(second);
        QCOMPARE(place.index, 1);
        QCOMPARE(place.count, 2);
        desk.conversation.showSibling(second, -1);
        QCOMPARE(texts(desk.conversation), QStringList({"Why?", "A"}));
        desk.conversation.showSibling(first, -1);  // there is none before it
        QCOMPARE(desk.conversation.leaf(), first);
    }

    void editingAQuestionStartsABranch()
    {
        Desk desk;
        desk.answer("Why?", "A");
        desk.answer("And then?", "B");
        const auto question = desk.conversation.path()[2];
        desk.conversation.edit(question, "And before?", {});
        QCOMPARE(desk.requests.back().chat.size(), size_t(3));
        QCOMPARE(desk.requests.back().chat.back().content, std::string("And before?"));
        desk.start();
        desk.say("C", 3);
        desk.finish("C");
        QCOMPARE(texts(desk.conversation), QStringList({"Why?", "A", "And before?", "C"}));
        desk.conversation.showSibling(desk.conversation.path()[2], -1);
        QCOMPARE(texts(desk.conversation), QStringList({"Why?", "A", "And then?", "B"}));
    }

    void editingTheFirstQuestionStartsANewRoot()
    {
        Desk desk;
        desk.answer("Why?", "A");
        desk.conversation.edit(desk.conversation.path()[0], "How?", {});
        desk.start();
        desk.finish("B");
        QCOMPARE(texts(desk.conversation), QStringList({"How?", "B"}));
        QCOMPARE(desk.conversation.placeAmongSiblings(desk.conversation.path()[0]).count, 2);
    }

    void theLostEventsOfAReplyAreHealed()
    {
        Desk desk;
        desk.conversation.ask("Why?", {});
        desk.start();
        desk.say("one ", 3);
        desk.say("three", 5);
        desk.finish("one two three");
        QCOMPARE(texts(desk.conversation).back(), QStringLiteral("one two three"));
    }

    void aFailureEndsTheReplyAndIsKept()
    {
        Desk desk;
        desk.conversation.ask("Why?", {});
        const auto reply = desk.requests.back().reply;
        desk.send({engine::Failure{reply, {"PROMPT-TOO-LONG", "the prompt has 3000 tokens", "", "3000", "2048", ""}}});
        QVERIFY(!desk.conversation.isRunning());
        QVERIFY(desk.conversation.message(reply).state == ChatMessage::State::Failed);
        QCOMPARE(desk.conversation.message(reply).error.code, std::string("PROMPT-TOO-LONG"));
        desk.answer("Again", "fine");
        QCOMPARE(texts(desk.conversation).back(), QStringLiteral("fine"));
    }

    void aStoppedReplyKeepsItsText()
    {
        Desk desk;
        desk.conversation.ask("Why?", {});
        desk.start();
        desk.say("Beca", 3);
        desk.finish("Beca", engine::StopReason::Cancelled);
        const ChatMessage& message = desk.conversation.message(desk.conversation.leaf());
        QVERIFY(message.stored.finished.reason == engine::StopReason::Cancelled);
        QCOMPARE(message.reply.content(), QStringLiteral("Beca"));
    }

    void nothingIsAskedWhileAReplyRuns()
    {
        Desk desk;
        desk.conversation.ask("Why?", {});
        desk.conversation.ask("And?", {});
        desk.conversation.regenerate(desk.conversation.lastReply(), {});
        QCOMPARE(desk.requests.size(), size_t(1));
        desk.conversation.ask("   \n", {});
        QCOMPARE(desk.requests.size(), size_t(1));
    }

    void identifiersAscend()
    {
        Desk desk;
        for (int i = 0; i < 50; ++i)
            desk.answer("q", "a");
        for (size_t i = 1; i < desk.stored.size(); ++i)
            QVERIFY(desk.stored[i].id > desk.stored[i - 1].id);
    }

    void savingIsReported()
    {
        Desk desk;
        desk.answer("Why?", "A");
        const auto question = desk.conversation.path()[0];
        QVERIFY(!desk.conversation.message(question).saved);
        ui::TraceBatch batch;
        batch.saves.push_back({question, false, {}});
        desk.conversation.apply(batch);
        QVERIFY(desk.conversation.message(question).saved);
    }

    void theTitleIsTheFirstLine()
    {
        Desk desk;
        QSignalSpy chosen(&desk.conversation, &Conversation::titleChosen);
        desk.answer("  What is a router?\nTell me.", "A");
        desk.answer("More", "B");
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(desk.conversation.title(), QStringLiteral("What is a router?"));
    }

    void aDocumentIsShownAsItWasLeft()
    {
        Desk desk;
        desk.answer("Why?", "A");
        const auto first = desk.conversation.lastReply();
        desk.conversation.regenerate(first, {});
        desk.start();
        desk.finish("B");

        engine::Document document;
        document.title = "Why?";
        document.system_prompt = "Be brief.";
        document.active_leaf = first;
        for (auto message : desk.stored) {
            if (message.message.role == engine::Role::Assistant) {
                message.message.content = message.id == first ? "A" : "B";
                message.complete = message.id == first;
            }
            document.messages.push_back(message);
        }
        Conversation reopened;
        reopened.load(document);
        QCOMPARE(texts(reopened), QStringList({"Why?", "A"}));
        QCOMPARE(reopened.systemPrompt(), QStringLiteral("Be brief."));
        reopened.showSibling(first, +1);
        QVERIFY(reopened.message(reopened.leaf()).state == ChatMessage::State::Interrupted);
    }

    void aReplayBringsTheSpansBackAndLeavesTheText()
    {
        Desk desk;
        desk.answer("Why?", "A");
        const auto reply = desk.conversation.lastReply();
        engine::Document document;
        document.messages = desk.stored;
        document.messages[1].message.content = "One two";
        document.messages[1].complete = true;
        Conversation reopened;
        reopened.load(document);
        QVERIFY(reopened.message(reply).reply.spans().empty());

        ui::TraceBatch batch;
        engine::ReplyStarted started;
        started.reply = reply;
        started.prompt_tokens = 3;
        batch.events.emplace_back(started);
        for (const auto& [position, piece] : {std::pair{3, "One"}, std::pair{4, " two"}}) {
            engine::TokenEvent token;
            token.reply = reply;
            token.position = position;
            token.phase = engine::Phase::Decode;
            token.piece = token.text = piece;
            batch.events.emplace_back(token);
        }
        engine::ReplyFinished finished;
        finished.reply = reply;
        batch.events.emplace_back(finished);
        reopened.apply(batch);
        QCOMPARE(reopened.message(reply).reply.content(), QStringLiteral("One two"));
        QCOMPARE(reopened.message(reply).reply.spans().size(), size_t(2));
        QVERIFY(!reopened.isRunning());
    }

    void aDamagedTreeEndsSomewhere()
    {
        engine::Document document;
        for (const auto& [id, parent] : {std::pair{1, 2}, std::pair{2, 1}, std::pair{3, 99}, std::pair{4, 4}}) {
            engine::StoredMessage message;
            message.id = id;
            message.parent = parent;
            message.complete = true;
            document.messages.push_back(message);
        }
        document.active_leaf = 77;
        Conversation conversation;
        conversation.load(document);
        QCOMPARE(conversation.path(), std::vector<engine::ReplyId>({4}));
        conversation.showSibling(4, -1);
        QVERIFY(!conversation.path().empty());
    }

    void whatIsReadOnlyCannotBeContinued()
    {
        Desk desk;
        desk.answer("Why?", "A");
        desk.conversation.setReadOnly(true);
        desk.conversation.ask("More", {});
        desk.conversation.edit(desk.conversation.path()[0], "x", {});
        QCOMPARE(desk.requests.size(), size_t(1));
        desk.conversation.clear();
        QVERIFY(!desk.conversation.isReadOnly() && desk.conversation.path().empty());
    }

    /// Beside the reply, made as it was, whatever would be asked with now.
    void anotherTokenIsASiblingMadeTheSameWay()
    {
        Desk desk;
        const auto reply = desk.answer("Why?", "Because");
        engine::Document document;
        document.messages = desk.stored;
        document.messages[1].complete = true;
        auto& made = document.messages[1].started;
        made.sampling.seed = 42;
        made.sampling.temperature = 0.25f;
        made.thinking = true;
        made.router.top_k = 3;
        desk.conversation.load(document);
        const size_t before = desk.requests.size();
        desk.conversation.takeInstead(reply, {});
        desk.conversation.takeInstead(desk.stored[0].id, {1});  // a question
        QCOMPARE(desk.requests.size(), before);

        desk.conversation.takeInstead(reply, {7, 9});
        QCOMPARE(desk.requests.size(), before + 1);
        const engine::Request& request = desk.requests.back();
        QCOMPARE(request.reply_start, (std::vector<engine::TokenId>{7, 9}));
        QCOMPARE(request.sampling.seed, std::uint64_t(42));
        QCOMPARE(request.sampling.temperature, 0.25f);
        QCOMPARE(request.router.top_k, 3);
        QVERIFY(request.thinking);
        QCOMPARE(request.chat.size(), size_t(1));
        QCOMPARE(desk.stored.back().parent, desk.stored[0].id);
        QVERIFY(request.reply != reply);
        QCOMPARE(desk.conversation.placeAmongSiblings(request.reply).count, 2);
        desk.conversation.takeInstead(reply, {7});  // one at a time
        QCOMPARE(desk.requests.size(), before + 1);
    }

    void otherRepliesBeginByThemselves()
    {
        Desk desk;
        desk.answer("Why?", "Because");
        QVERIFY(desk.requests.back().reply_start.empty());
    }
};

QTEST_GUILESS_MAIN(ConversationTest)
#include "tst_conversation.moc"
