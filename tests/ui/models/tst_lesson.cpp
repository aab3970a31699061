// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/comparison.h"
#include "ui/models/lesson.h"
#include "ui/models/lesson_evidence.h"
#include "ui/models/lesson_player.h"
#include "ui/models/lesson_shelf.h"
#include "ui/models/token_routing.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;

namespace {

const QByteArray whole = R"(# a comment
title: Same word
title.ja: 同じ言葉
about: About it
model: workshop

=== first
title: Same experts?
title.ja: 同じエキスパート？
prompt: The bank of the river.
prompt.ja: 川の岸。
tokens: 1
prompt: The bank in town.
top_k: 2
mute: E11, L5 E3
bias: off
word: bank
layer: 3
show: comparison
question: Same?
question.ja: 同じ？
choice: All
choice.ja: すべて
when: overlap = chosen
choice: Some
when: overlap < chosen
expect: chosen = 2
--- text
Some **words**, and {top_k}.
--- text.ja
言葉。
--- answer
{overlap} of {chosen} in common; {{ is a brace.
=== second
title: Now you
experiment: yes
--- text
Change something.
)";

Lesson parsed(const QByteArray& bytes)
{
    return parseLesson(bytes, QStringLiteral("10-same.lesson"));
}

/// CODE and line of the error, "" when there is none.
QString refused(const QByteArray& bytes)
{
    try {
        parsed(bytes);
    } catch (const engine::Error& error) {
        const QString where = QString::fromStdString(error.parts().where);
        return QString::fromStdString(error.code()) + u' ' + where.mid(where.lastIndexOf(u':') + 1);
    }
    return {};
}

LessonRecord recordOf(const engine::ModelCard& card, engine::ReplyId reply, const std::vector<std::string>& prompt,
                      const std::vector<std::string>& answer)
{
    LessonRecord record;
    record.card = std::make_shared<engine::ModelCard>(card);
    Timeline timeline;
    timeline.setCard(record.card);
    timeline.apply(recording::events(card, {reply, 0, 0, prompt, answer}));
    record.tokens = timeline.tokens();
    record.promptTokens = int(prompt.size());
    for (const auto& piece : answer) record.reply += QString::fromStdString(piece);
    return record;
}

std::optional<double> valueOf(const QString& text, const LessonEvidence& evidence)
{
    QString problem;
    const auto expression = LessonExpression::parse(text, problem);
    if (!expression) qFatal("%s: %s", qPrintable(text), qPrintable(problem));
    return expression->evaluate(evidence);
}

QString problemIn(const QString& text)
{
    QString problem;
    return LessonExpression::parse(text, problem) ? QString() : problem;
}

}  // namespace

class LessonTest : public QObject {
    Q_OBJECT

private slots:
    void aFileBecomesALesson()
    {
        const Lesson lesson = parsed(whole);
        QCOMPARE(lesson.id, QStringLiteral("10-same"));
        QCOMPARE(lesson.title.in(QStringLiteral("ja")), QStringLiteral("同じ言葉"));
        QCOMPARE(lesson.about.in(QStringLiteral("ja")), QStringLiteral("About it"));
        QCOMPARE(lesson.steps.size(), size_t(2));
        const LessonStep& step = lesson.steps[0];
        QCOMPARE(step.prompts.size(), size_t(2));
        QCOMPARE(step.prompts[0].text.ja, QStringLiteral("川の岸。"));
        QCOMPARE(step.prompts[0].maxTokens, 1);
        QCOMPARE(step.prompts[0].model, QStringLiteral("workshop"));
        QVERIFY(step.prompts[0].router == engine::RouterOverride());
        QCOMPARE(step.prompts[1].router.top_k, 2);
        QCOMPARE(step.prompts[1].router.bias, false);
        QCOMPARE(step.prompts[1].router.experts.size(), size_t(2));
        QCOMPARE(int(step.prompts[1].router.experts[0].layer), -1);
        QCOMPARE(int(step.prompts[1].router.experts[1].layer), 4);
        QCOMPARE(int(step.prompts[1].router.experts[1].expert), 3);
        QCOMPARE(step.layer, 2);
        QCOMPARE(step.choices.size(), size_t(2));
        QCOMPARE(step.choices[0].text.ja, QStringLiteral("すべて"));
        QCOMPARE(step.choices[1].when.text(), QStringLiteral("overlap < chosen"));
        QCOMPARE(step.text.en, QStringLiteral("Some **words**, and {top_k}."));
        QVERIFY(lesson.steps[1].experiment);
    }

    void windowsLineEndsAreRead()
    {
        const Lesson lesson = parsed(QByteArray(whole).replace("\n", "\r\n"));
        QCOMPARE(lesson.title.en, QStringLiteral("Same word"));
        QCOMPARE(lesson.steps[0].text.en, QStringLiteral("Some **words**, and {top_k}."));
    }

    void everyErrorSaysItsLine_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("refusal");
        const QByteArray head = "title: A\n", step = head + "===\ntitle: B\n", end = "--- text\nC\n";
        QTest::newRow("size") << head + QByteArray(largestLesson, '#') << "LESSON-SIZE 10-same.lesson";
        QTest::newRow("utf-8") << head + "about: \xff\n" << "LESSON-UTF8 2";
        QTest::newRow("control") << head + "about: a\x01\n" << "LESSON-CHARACTER 2";
        QTest::newRow("turns direction") << head + "about: a\xe2\x80\xae\n" << "LESSON-CHARACTER 2";
        QTest::newRow("long line") << head + "about: " + QByteArray(5000, 'x') << "LESSON-LINE 2";
        QTest::newRow("no pair") << head + "hello\n" << "LESSON-LINE 2";
        QTest::newRow("no value") << head + "about:\n" << "LESSON-VALUE 2";
        QTest::newRow("unknown key") << head + "layer: 3\n" << "LESSON-KEY 2";
        QTest::newRow("twice") << head + "title: B\n" << "LESSON-TWICE 2";
        QTest::newRow("no title") << QByteArray("about: A\n===\ntitle: B\n") + end << "LESSON-MISSING 5";
        QTest::newRow("no steps") << head << "LESSON-MISSING 1";
        QTest::newRow("step without title") << head + "===\n" + end << "LESSON-MISSING 2";
        QTest::newRow("step without text") << step << "LESSON-MISSING 2";
        QTest::newRow("unknown key in a step") << step + "colour: red\n" << "LESSON-KEY 4";
        QTest::newRow("section outside a step") << head + "--- text\n" << "LESSON-KEY 2";
        QTest::newRow("unknown section") << step + "--- song\n" << "LESSON-KEY 4";
        QTest::newRow("section twice") << step + end + "--- text\nD\n" << "LESSON-TWICE 6";
        QTest::newRow("unknown view") << step + "show: garden\n" << "LESSON-VALUE 4";
        QTest::newRow("layer 0") << step + "layer: 0\n" << "LESSON-VALUE 4";
        QTest::newRow("setting without prompt") << step + "tokens: 3\n" << "LESSON-MISSING 4";
        QTest::newRow("tokens") << step + "prompt: x\ntokens: many\n" << "LESSON-VALUE 5";
        QTest::newRow("thinking") << step + "prompt: x\nthinking: maybe\n" << "LESSON-VALUE 5";
        QTest::newRow("mute") << step + "prompt: x\nmute: eleven\n" << "LESSON-VALUE 5";
        QTest::newRow("mute strongest of nothing") << step + "prompt: x\nmute: strongest\n" << "LESSON-MISSING 5";
        QTest::newRow("prompts") << step + QByteArray("prompt: x\n").repeated(5) << "LESSON-MANY 8";
        QTest::newRow("choices") << step + QByteArray("choice: x\n").repeated(5) << "LESSON-MANY 8";
        QTest::newRow("steps") << head + (QByteArray("===\ntitle: B\n") + end).repeated(41) << "LESSON-MANY 162";
        QTest::newRow("expectations") << step + QByteArray("expect: layers = 8\n").repeated(21) << "LESSON-MANY 24";
        QTest::newRow("choice without question") << step + "choice: x\nwhen: layers = 1\n" + end << "LESSON-MISSING 2";
        QTest::newRow("question without choice") << step + "question: x\n" + end << "LESSON-MISSING 2";
        QTest::newRow("one choice") << step + "question: x\nchoice: y\nwhen: layers = 1\n" + end << "LESSON-MISSING 2";
        QTest::newRow("choice without when") << step + "question: x\nchoice: y\nchoice: z\nwhen: layers = 1\n" + end << "LESSON-MISSING 2";
        QTest::newRow("when without choice") << step + "when: layers = 1\n" << "LESSON-MISSING 4";
        QTest::newRow("expression") << step + "expect: beauty > 3\n" << "LESSON-EXPRESSION 4";
        QTest::newRow("braces") << step + "--- text\nSome {beauty}.\n" << "LESSON-EXPRESSION 2";
        QTest::newRow("open brace") << step + "--- text\nSome {top_k\n" << "LESSON-EXPRESSION 2";
    }

    void everyErrorSaysItsLine()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, refusal);
        QCOMPARE(refused(bytes), refusal);
    }

    void aTruncatedFileIsReadOrRefused()
    {
        int read = 0;
        for (int size = 0; size < int(whole.size()); ++size) {
            const QString why = refused(whole.left(size));
            if (why.isEmpty()) ++read;
            QVERIFY2(why.isEmpty() || why.startsWith(QLatin1String("LESSON-")), qPrintable(why));
        }
        QVERIFY(read > 10 && read < whole.size() / 2);
    }

    void expressionsCalculate()
    {
        LessonEvidence evidence;
        evidence.card = recording::workshopCard();
        QCOMPARE(valueOf("1 + 2 * 3 - 4 / 2", evidence), 5.0);
        QCOMPARE(valueOf("(1 + 2) * 3", evidence), 9.0);
        QCOMPARE(valueOf("top_k = 4 and experts >= 32 and moe_layers < layers", evidence), 1.0);
        QCOMPARE(valueOf("top_k != 4", evidence), 0.0);
        QCOMPARE(valueOf("cache_bytes_per_token < mha_bytes_per_token / 4", evidence), 1.0);
        QVERIFY(!valueOf("1 / (top_k - 4)", evidence));
        QVERIFY(!valueOf("reply_tokens > 3", evidence));  // nothing was asked
        QVERIFY(!valueOf("reward_after > reward_before", evidence));
        QVERIFY(!valueOf("reply contains \"x\"", evidence));
    }

    void brokenExpressionsSayWhy()
    {
        for (const char* text : {"", "top_k =", "= 3", "(top_k", "top_k)", "beauty", "top_k(0)", "top_k(9)", "1 2", "1.2.3",
                                 "reply", "reply contains", "reply contains \"", "reply contains \"\"", "and",
                                 "((((((((((((((((((1))))))))))))))))))"})
            QVERIFY2(!problemIn(QString::fromLatin1(text)).isEmpty(), text);
        QVERIFY(!problemIn(QString(400, u'1')).isEmpty());
    }

    void observationsComeFromTheCapture()
    {
        const auto card = recording::workshopCard();
        LessonEvidence evidence;
        evidence.card = card;
        evidence.word = QStringLiteral("bank");
        evidence.layer = 4;
        evidence.records = {recordOf(*card, 1, {"The", " b", "ank", " of"}, {" It", " is", " 84", "."}),
                            recordOf(*card, 2, {"My", " bank"}, {" It", " was"})};
        QCOMPARE(positionOfWord(evidence.records[0], evidence.word), 2);  // the token that ends it
        QCOMPARE(positionOfWord(evidence.records[1], evidence.word), 1);
        QCOMPARE(positionOfWord(evidence.records[0], QStringLiteral("84")), 6);
        QCOMPARE(positionOfWord(evidence.records[0], QStringLiteral("river")), -1);

        const auto routing = TokenRouting::of(evidence.records[0].tokens[2].get(), *card);
        QVERIFY(routing);
        const int strongest = routing->experts(3)[size_t(routing->strongest(3))];
        QCOMPARE(valueOf("strongest", evidence), double(strongest));
        QCOMPARE(valueOf("chosen(2)", evidence), 4.0);
        QVERIFY(std::abs(*valueOf("weight_sum", evidence) - 1) < 1e-5);
        QVERIFY(*valueOf("top_weight - low_weight", evidence) > 0);
        QVERIFY(*valueOf("margin", evidence) >= 0);
        QCOMPARE(valueOf("overlap_by_chance", evidence), 0.5);
        const auto a = expertsOfWord(evidence, 1), b = expertsOfWord(evidence, 2);
        int common = 0;
        for (const int expert : a) common += int(std::count(b.begin(), b.end(), expert));
        QCOMPARE(valueOf("overlap", evidence), double(common));
        QVERIFY(*valueOf("overlap_all_layers", evidence) >= common);
        QCOMPARE(valueOf("prompt_tokens + reply_tokens", evidence), 8.0);
        QCOMPARE(valueOf("cache_bytes(2) / cache_bytes_per_token", evidence), 4.0);
        QCOMPARE(valueOf("reply contains \"84\"", evidence), 1.0);
        QCOMPARE(valueOf("reply(2) contains \"84\"", evidence), 0.0);
        QCOMPARE(valueOf("reply(2) lacks \"84\" and reply contains \"84\"", evidence), 1.0);
        QCOMPARE(valueOf("first_probability", evidence), 62.5);
        QVERIFY(*valueOf("used_experts", evidence) >= 4);
        QVERIFY(*valueOf("busiest_share", evidence) >= *valueOf("fair_share", evidence));
        QVERIFY(!valueOf("muted_chosen", evidence));  // none is muted
        QVERIFY(!valueOf("strongest(3)", evidence));
        evidence.layer = 0;  // dense
        QVERIFY(!valueOf("chosen", evidence));
    }

    void aMutedExpertThatIsChosenIsCounted()
    {
        const auto card = recording::workshopCard();
        LessonEvidence evidence;
        evidence.card = card;
        evidence.word = QStringLiteral("bank");
        evidence.layer = 4;
        evidence.records = {recordOf(*card, 1, {"The", " bank"}, {" It"})};
        const int strongest = expertsOfWord(evidence, 1).front();
        evidence.records[0].router.experts = {{4, std::uint16_t(strongest), engine::RouterOverride::Kind::Muted, 0}};
        QVERIFY(*valueOf("muted_chosen", evidence) >= 1);
    }

    void textShowsWhatWasObserved()
    {
        LessonEvidence evidence;
        evidence.card = recording::workshopCard();
        QCOMPARE(filledText(QStringLiteral("{top_k} of {experts}; {reply_tokens}; {{x}; {top_k / 3}"), evidence),
                 QStringLiteral("4 of 32; –; {x}; 1.3"));
    }

    void thePlayerAsksPredictsAndReveals()
    {
        const auto card = recording::workshopCard();
        card->name = "workshop";
        LessonPlayer player;
        player.setCard(card);
        QSignalSpy asked(&player, &LessonPlayer::questionAsked);
        player.open(std::make_shared<Lesson>(parsed(whole)));
        QCOMPARE(player.need(), QString());
        player.predict(1);
        player.addHands(0, 1);
        player.addHands(0, -3);
        player.addHands(1, 17);
        QCOMPARE(player.hands(0), 0);
        QCOMPARE(player.hands(1), 17);
        QVERIFY(!player.rightChoice());
        player.reveal();
        QCOMPARE(asked.count(), 1);
        auto question = asked.takeFirst().at(0).value<LessonQuestion>();
        QCOMPARE(question.text, QStringLiteral("The bank of the river."));
        QCOMPARE(question.options.sampling.temperature, 0.0f);
        QVERIFY(!player.canReveal());
        player.answered(recordOf(*card, 1, {"The", " bank"}, {" A"}));
        QCOMPARE(asked.count(), 1);
        question = asked.takeFirst().at(0).value<LessonQuestion>();
        QCOMPARE(question.options.router.top_k, 2);
        QVERIFY(!player.isRevealed());
        player.answered(recordOf(*card, 2, {"My", " bank"}, {" A"}));
        QVERIFY(player.isRevealed());
        QVERIFY(player.rightChoice());
        const bool same = *valueOf("overlap = chosen", player.evidence()) != 0;
        QCOMPARE(*player.rightChoice(), same ? 0 : 1);
        player.predict(0);  // too late
        QCOMPARE(player.prediction(), 1);

        ComparisonModel comparison(player);
        comparison.update();
        QCOMPARE(comparison.rows().size(), size_t(2));
        QCOMPARE(comparison.rows()[0].before, QStringLiteral("The "));
        QCOMPARE(comparison.rows()[0].after, QStringLiteral(" of the river."));
        QCOMPARE(comparison.rows()[1].chosen.size(), size_t(4));
        QCOMPARE(comparison.rowCount(), 8);
        QVERIFY(comparison.chance().endsWith(QStringLiteral("0.5")));

        player.goTo(1);
        QVERIFY(!player.isRevealed());
        player.goTo(0);
        QVERIFY(player.isRevealed());  // what happened in a step stays
        QCOMPARE(player.hands(1), 17);
    }

    void theLearnersOwnExperimentIsTheSecondAnswer()
    {
        const auto card = recording::workshopCard();
        card->name = "workshop";
        LessonPlayer player;
        player.setCard(card);
        QSignalSpy asked(&player, &LessonPlayer::questionAsked);
        player.open(std::make_shared<Lesson>(
            parsed("title: A\n===\ntitle: B\nprompt: The bank\nword: bank\nlayer: 5\nexperiment: yes\n--- text\nC\n")));
        player.tryOut(QStringLiteral("too early"), {});
        QCOMPARE(asked.count(), 0);
        player.reveal();
        player.answered(recordOf(*card, 1, {"The", " bank"}, {" A"}));
        asked.clear();
        engine::RouterOverride router;
        router.top_k = 1;
        player.tryOut(QStringLiteral("My bank"), router);
        QCOMPARE(asked.takeFirst().at(0).value<LessonQuestion>().options.router.top_k, 1);
        player.answered(recordOf(*card, 2, {"My", " bank"}, {" B"}));
        QCOMPARE(player.evidence().records.size(), size_t(2));
        QCOMPARE(player.promptText(1), QStringLiteral("My bank"));
        player.tryOut(QStringLiteral("Your bank"), router);
        player.failed(QStringLiteral("stopped"));
        QCOMPARE(player.failure(), QStringLiteral("stopped"));
        QCOMPARE(player.evidence().records.size(), size_t(2));
    }

    void aLessonSaysWhatItNeeds()
    {
        LessonPlayer player;
        player.open(std::make_shared<Lesson>(parsed(whole)));
        QVERIFY(!player.need().isEmpty());  // no model
        const auto other = recording::workshopCard();
        other->name = "another";
        player.setCard(other);
        QVERIFY(player.need().contains(QStringLiteral("workshop")));
        QVERIFY(player.need().contains(QStringLiteral("another")));
        QCOMPARE(player.neededModel(), QStringLiteral("workshop"));
        QVERIFY(!player.canReveal());
        player.setModelFinder([](const QString&) { return false; });
        QVERIFY(player.need().contains(QStringLiteral("not here")));
        const auto small = recording::smallCard();
        small->name = "workshop";
        player.setCard(small);
        QCOMPARE(player.need(), QString());  // has layer 3
        player.open(std::make_shared<Lesson>(parsed(QByteArray(whole).replace("layer: 3", "layer: 7"))));
        QVERIFY(player.need().contains(QStringLiteral("L7")));
    }

    void oneBadFileDoesNotHideTheOthers()
    {
        QTemporaryDir folder;
        const auto write = [&](const QString& name, const QByteArray& bytes) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        write(QStringLiteral("10-good.lesson"), whole);
        write(QStringLiteral("20-bad.lesson"), "title: A\nnonsense\n");
        write(QStringLiteral("30-good.lesson"), whole);
        write(QStringLiteral("note.txt"), "nothing");
        const LessonShelf shelf = readLessons({folder.path(), folder.filePath(QStringLiteral("missing"))});
        QCOMPARE(shelf.lessons.size(), size_t(2));
        QVERIFY(shelf.find(QStringLiteral("30-good")));
        QCOMPARE(shelf.problems.size(), size_t(1));
        QCOMPARE(QString::fromStdString(shelf.problems[0].where), QStringLiteral("20-bad.lesson:2"));
    }

    void everyObservationIsDescribed()
    {
        QFile readme(QStringLiteral(EXPERTSCOPE_SOURCE_DIR "/resources/lessons/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(readme.readAll());
        for (const auto& one : lessonObservations())
            QVERIFY2(text.contains(QStringLiteral("`%1`").arg(QLatin1String(one.name))), one.name);
        for (const QString& view : lessonViews()) QVERIFY2(text.contains(QStringLiteral("`%1`").arg(view)), qPrintable(view));
    }
};

QTEST_GUILESS_MAIN(LessonTest)
#include "tst_lesson.moc"
