// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Teaches every bundled lesson with the model it names: what a lesson expects must be what is observed.
#include "engine/engine.h"
#include "engine/session.h"
#include "ui/models/comparison.h"
#include "ui/models/conversation.h"
#include "ui/models/lesson_player.h"
#include "ui/models/lesson_shelf.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

#include <map>

using namespace ui;

namespace {

const QString folder = QStringLiteral(EXPERTSCOPE_SOURCE_DIR "/resources/lessons");
const QString models = QStringLiteral(EXPERTSCOPE_SOURCE_DIR "/resources/models/");

bool isThere(const QString& model)
{
    return QDir(models + model).exists(QStringLiteral("config.json"));
}

/// Answers a player's questions as the program does, but at once.
class Class : public QObject {
public:
    explicit Class(LessonPlayer& player) : player_(player)
    {
        player_.setModelFinder(isThere);
        useModel(QStringLiteral("workshop"));
        if (isThere(QStringLiteral("workshop-rl"))) player_.setRewards(readRewardLog(models + "workshop-rl"));
        connect(&player_, &LessonPlayer::questionAsked, this, &Class::answer);
        connect(&conversation_, &Conversation::replyRequested, this, &Class::generate);
    }

private:
    void useModel(const QString& name)
    {
        if (!name.isEmpty()) model_ = name;
        auto& session = sessions_[model_];
        if (!session)
            session = std::make_unique<engine::Session>(engine::Engine::open((models + model_).toStdString()));
        timeline_.setCard(session->engine().shared_card());
        player_.setCard(session->engine().shared_card());
    }

    void answer(const LessonQuestion& question)
    {
        useModel(question.model);
        conversation_.askAfresh(question.text, question.options);
        const auto& message = conversation_.message(conversation_.lastReply());
        QCOMPARE(timeline_.reply(), message.id());
        player_.answered({timeline_.sharedCard(), timeline_.tokens(), message.stored.started.prompt_tokens,
                          message.reply.all(), message.stored.started.router});
    }

    void generate(const engine::Request& request)
    {
        TraceBatch batch;
        const auto finished = sessions_[model_]->generate(
            request, [&](engine::Event& event) { batch.events.push_back(std::move(event)); });
        batch.events.emplace_back(finished);
        timeline_.apply(batch);
        conversation_.apply(batch);
    }

    LessonPlayer& player_;
    Conversation conversation_;
    Timeline timeline_;
    std::map<QString, std::unique_ptr<engine::Session>> sessions_;
    QString model_;
};

}  // namespace

class LessonsHoldTest : public QObject {
    Q_OBJECT

private slots:
    void everyLessonHolds_data()
    {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<QString>("language");
        const LessonShelf shelf = readLessons({folder});
        for (const auto& problem : shelf.problems) QFAIL(engine::sentence(problem).c_str());
        QVERIFY(shelf.lessons.size() >= 8);
        for (const auto& lesson : shelf.lessons)
            for (const char* language : {"en", "ja"})
                QTest::addRow("%s %s", qPrintable(lesson->id), language) << lesson->id << QString::fromLatin1(language);
    }

    void everyLessonHolds()
    {
        QFETCH(QString, lesson);
        QFETCH(QString, language);
        LessonPlayer player;
        Class students(player);
        player.setLanguage(language);
        player.open(*readLessons({folder}).find(lesson));
        for (int step = 0; step < player.stepCount(); ++step) {
            player.goTo(step);
            const QByteArray where = (player.step()->title.in(language) + QStringLiteral(": ")).toUtf8();
            if (!player.need().isEmpty()) {
                QVERIFY2(!isThere(QStringLiteral("workshop-rl")), (where + player.need().toUtf8()).constData());
                continue;
            }
            player.reveal();
            QVERIFY2(player.isRevealed(), where.constData());
            holds(player, where);
            readsWell(player, where);
        }
    }

    void everyLessonAsksAndEndsWithTheLearner()
    {
        for (const auto& lesson : readLessons({folder}).lessons) {
            const auto asks = [](const LessonStep& step) { return !step.choices.empty(); };
            QVERIFY2(std::any_of(lesson->steps.begin(), lesson->steps.end(), asks), qPrintable(lesson->id));
            QVERIFY2(lesson->steps.back().experiment, qPrintable(lesson->id));
            for (const LessonStep& step : lesson->steps) {
                QVERIFY2(step.text.en.size() < 700 && step.text.ja.size() < 400, qPrintable(step.title.en));
                for (const LessonText* text : {&step.title, &step.text, &step.question, &step.answer})
                    QVERIFY2(text->en.isEmpty() == text->ja.isEmpty(), qPrintable(step.title.en));
                for (const LessonChoice& choice : step.choices)
                    QVERIFY2(!choice.text.ja.isEmpty() || isNumber(choice.text.en), qPrintable(step.title.en));
            }
        }
    }

private:
    static bool isNumber(QString text)
    {
        text.remove(QRegularExpression(QStringLiteral("\\{[^}]*\\}")));
        return text.trimmed().isEmpty();
    }

    static void holds(const LessonPlayer& player, const QByteArray& where)
    {
        for (const LessonExpression& expected : player.step()->expectations) {
            const auto value = expected.evaluate(player.evidence());
            QVERIFY2(expected.holds(player.evidence()),
                     (where + expected.text().toUtf8() + (value ? " does not hold" : " was not observed")).constData());
        }
        QString values;
        for (const LessonChoice& choice : player.step()->choices)
            values += choice.when.text() + (choice.when.holds(player.evidence()) ? " holds; " : " does not hold; ");
        QVERIFY2(player.step()->choices.empty() || player.rightChoice(), (where + values.toUtf8()).constData());
    }

    static void readsWell(const LessonPlayer& player, const QByteArray& where)
    {
        for (const LessonText* text : {&player.step()->text, &player.step()->answer}) {
            const QString filled = filledText(text->in(player.language()), player.evidence());
            QVERIFY2(!filled.contains(QStringLiteral("–")), (where + filled.toUtf8()).constData());
            if (qEnvironmentVariableIsSet("SHOW_LESSONS")) qInfo("%s%s", where.constData(), qPrintable(filled));
        }
        for (const LessonRecord& record : player.evidence().records)
            if (qEnvironmentVariableIsSet("SHOW_LESSONS")) qInfo("    > %s", qPrintable(record.reply));
        if (const auto right = player.rightChoice(); right && qEnvironmentVariableIsSet("SHOW_LESSONS"))
            qInfo("    right: %s", qPrintable(player.choiceText(*right)));
        ComparisonModel comparison(player);
        comparison.update();
        for (const auto& row : comparison.rows())
            QVERIFY2(!comparison.pointsAtWord() || !row.chosen.empty(), (where + "the word is nowhere").constData());
    }
};

QTEST_GUILESS_MAIN(LessonsHoldTest)
#include "tst_lessons_hold.moc"
