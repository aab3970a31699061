// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/classroom.h"

#include "recording.h"

#include <QSignalSpy>
#include <QTest>

using namespace app;
using ui::LessonPlayer;

namespace {

const QByteArray lesson = "title: Two models\nmodel: workshop\n===\ntitle: A\nprompt: Hello there\nprompt: Hello again\n"
                          "model: workshop-rl\nword: Hello\nlayer: 5\n--- text\nB\n===\ntitle: C\nprompt: Bye\n--- text\nD\n";

/// Everything around a classroom: two models that can be loaded and a document that can be made.
struct School {
    ui::Conversation conversation;
    ui::Timeline timeline;
    LessonPlayer player;
    Classroom classroom{player, conversation, timeline};
    std::vector<engine::Request> requests;
    QStringList loads;
    int chats = 0, stops = 0;

    School()
    {
        QObject::connect(&conversation, &ui::Conversation::replyRequested, &conversation,
                         [this](const engine::Request& request) { requests.push_back(request); });
        QObject::connect(&classroom, &Classroom::modelWanted, &classroom, [this](const QString& name) { loads << name; });
        QObject::connect(&classroom, &Classroom::stopWanted, &classroom, [this] { ++stops; });
        QObject::connect(&classroom, &Classroom::chatWanted, &classroom, [this] {
            classroom.leaveChat();
            conversation.clear();
            ++chats;
        });
        load("workshop");
        player.open(std::make_shared<ui::Lesson>(ui::parseLesson(lesson, QStringLiteral("x.lesson"))));
    }

    void load(const std::string& name)
    {
        auto card = recording::workshopCard();
        card->name = card->hash = name;
        card->path = "/models/" + name;
        timeline.setCard(card);
        classroom.setModel(card);
    }

    void answer(engine::StopReason reason = engine::StopReason::EndOfText)
    {
        auto batch = recording::events(*timeline.card(), {requests.back().reply, 0, 0, {"Hello", " there"}, {" Hi"}});
        std::get<engine::ReplyFinished>(batch.events.back()).reason = reason;
        timeline.apply(batch);
        conversation.apply(batch);
        QTest::qWait(1);
    }
};

}  // namespace

class ClassroomTest : public QObject {
    Q_OBJECT

private slots:
    void questionsAreAnsweredInAChatOfTheirOwn()
    {
        School school;
        school.conversation.setSystemPrompt(QStringLiteral("Be kind."));
        school.player.reveal();
        QCOMPARE(school.chats, 1);
        QVERIFY(school.requests.empty());  // the document is being made
        school.classroom.chatOpened();
        QCOMPARE(school.requests.size(), size_t(1));
        QCOMPARE(school.requests[0].chat.size(), size_t(1));  // no system prompt of the user's
        QCOMPARE(school.conversation.title(), QStringLiteral("Two models"));
        school.answer();
        QCOMPARE(school.loads, QStringList{"workshop-rl"});
        QCOMPARE(school.requests.size(), size_t(1));  // not before that model is there
        school.load("workshop-rl");
        QCOMPARE(school.requests.size(), size_t(2));
        QCOMPARE(school.requests[1].chat.size(), size_t(1));  // an empty context
        school.answer();
        QVERIFY(school.player.isRevealed());
        const auto& records = school.player.evidence().records;
        QCOMPARE(records.size(), size_t(2));
        QCOMPARE(records[0].card->name, std::string("workshop"));
        QCOMPARE(records[1].card->name, std::string("workshop-rl"));
        QCOMPARE(records[1].tokens.size(), size_t(3));
        QCOMPARE(school.chats, 1);
        school.classroom.leaveChat();
        QCOMPARE(school.conversation.systemPrompt(), QStringLiteral("Be kind."));
    }

    void aModelThatCannotBeLoadedEndsTheQuestion()
    {
        School school;
        school.player.reveal();
        school.classroom.chatOpened();
        school.answer();
        school.classroom.failed({0, {"MODEL-MISSING", "there is no such model", "", "", "", ""}});
        QVERIFY(!school.player.isAsking());
        QVERIFY(school.player.failure().contains(QStringLiteral("MODEL-MISSING")));
        QVERIFY(!school.player.isRevealed());
        school.load("workshop");
        QCOMPARE(school.requests.size(), size_t(1));  // nothing is asked by itself later
    }

    void theModelIsGivenBackAfterTheLesson()
    {
        School school;
        school.player.reveal();
        school.classroom.chatOpened();
        school.answer();
        school.load("workshop-rl");
        school.answer();
        school.player.close();
        QCOMPARE(school.loads, (QStringList{"workshop-rl", "/models/workshop"}));
        school.load("workshop");
        school.player.open(std::make_shared<ui::Lesson>(ui::parseLesson(lesson, QStringLiteral("x.lesson"))));
        school.player.close();
        QCOMPARE(school.loads.size(), 2);  // it is there
    }

    void aStoppedAnswerIsNoAnswer()
    {
        School school;
        school.player.reveal();
        school.classroom.chatOpened();
        school.answer(engine::StopReason::Cancelled);
        QVERIFY(!school.player.isAsking() && !school.player.isRevealed());
        QVERIFY(!school.player.failure().isEmpty());
        QVERIFY(school.player.canReveal());  // once more
    }

    void anAnswerToAStepThatWasLeftIsNotTaken()
    {
        School school;
        school.player.reveal();
        school.classroom.chatOpened();
        school.player.goTo(1);
        school.player.reveal();
        QCOMPARE(school.stops, 1);  // the old reply is ended first
        QCOMPARE(school.requests.size(), size_t(1));
        school.answer(engine::StopReason::Cancelled);
        QTRY_COMPARE(school.requests.size(), size_t(2));
        QCOMPARE(school.requests[1].chat.back().content, std::string("Bye"));
        school.answer();
        QVERIFY(school.player.isRevealed());
        QCOMPARE(school.player.evidence().records.size(), size_t(1));
    }

    void anotherChatBetweenQuestionsIsLeftAlone()
    {
        School school;
        school.player.goTo(1);
        school.player.reveal();
        school.classroom.chatOpened();
        school.answer();
        school.classroom.leaveChat();  // the user opened something else
        school.conversation.clear();
        school.player.goTo(0);
        school.player.reveal();
        QCOMPARE(school.chats, 2);  // a new chat, not the user's
    }
};

QTEST_GUILESS_MAIN(ClassroomTest)
#include "tst_classroom.moc"
