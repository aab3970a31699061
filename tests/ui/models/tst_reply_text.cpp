// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/reply_text.h"

#include <QTest>

using ui::ReplyText;

namespace {

constexpr int promptTokens = 5;

engine::ReplyStarted started(bool thinking)
{
    engine::ReplyStarted start;
    start.prompt_tokens = promptTokens;
    start.thinking = thinking;
    return start;
}

engine::TokenEvent token(int index, const std::string& piece, bool special = false)
{
    engine::TokenEvent event;
    event.position = promptTokens + index;
    event.phase = engine::Phase::Decode;
    event.piece = piece;
    event.special = special;
    if (!special) event.text = piece;
    return event;
}

ReplyText folded(bool thinking, const std::vector<engine::TokenEvent>& tokens)
{
    ReplyText text;
    text.start(started(thinking));
    for (const auto& event : tokens)
        text.add(event);
    return text;
}

QString spanText(const ReplyText& text, size_t index)
{
    const auto& span = text.spans()[index];
    return (span.thinking ? text.thinking() : text.content()).mid(span.begin, span.end - span.begin);
}

}  // namespace

class ReplyTextTest : public QObject {
    Q_OBJECT

private slots:
    void spansCoverTheTextOfEveryToken()
    {
        const ReplyText text = folded(false, {token(0, "The"), token(1, " fox"), token(2, "\xe7\x8b\x90")});
        QCOMPARE(text.content(), QStringLiteral("The fox\u72d0"));
        QCOMPARE(text.spans().size(), size_t(3));
        QCOMPARE(spanText(text, 1), QStringLiteral(" fox"));
        QCOMPARE(spanText(text, 2), QStringLiteral("\u72d0"));
    }

    void promptTokensAreNotText()
    {
        engine::TokenEvent prompt = token(-2, "question");
        prompt.phase = engine::Phase::Prefill;
        QCOMPARE(folded(false, {prompt, token(0, "answer")}).content(), QStringLiteral("answer"));
    }

    void thinkingIsSplitAtItsTokens_data()
    {
        QTest::addColumn<bool>("special");
        QTest::newRow("control tokens") << true;
        QTest::newRow("added tokens that count as text") << false;
    }
    void thinkingIsSplitAtItsTokens()
    {
        QFETCH(bool, special);
        const ReplyText text = folded(false, {token(0, "<think>", special), token(1, "hm"), token(2, " so"),
                                              token(3, "</think>", special), token(4, "Yes")});
        QCOMPARE(text.thinking(), QStringLiteral("hm so"));
        QCOMPARE(text.content(), QStringLiteral("Yes"));
        QCOMPARE(text.thinkingTokens(), 2);
        QVERIFY(text.spans()[2].thinking && !text.spans()[4].thinking);
        QCOMPARE(spanText(text, 2), QStringLiteral(" so"));
    }

    void aReplyMayStartInsideThinking()
    {
        ReplyText text = folded(true, {token(0, "let me see")});
        QVERIFY(text.isThinking());
        QCOMPARE(text.content(), QString());
        text.add(token(1, "</think>", true));
        QVERIFY(!text.isThinking());
        QCOMPARE(text.thinking(), QStringLiteral("let me see"));
    }

    void textAboutTheMarksIsText()
    {
        const ReplyText text = folded(false, {token(0, "write "), token(1, "</thi"), token(2, "nk> here")});
        QCOMPARE(text.content(), QStringLiteral("write </think> here"));
        QVERIFY(text.thinking().isEmpty());
    }

    void droppedEventsAreHealedByTheWholeText()
    {
        ReplyText text = folded(false, {token(0, "one "), token(1, "two "), token(4, "five")});
        QCOMPARE(text.spans().size(), size_t(5));
        text.finish(QStringLiteral("one two three four five"));
        QCOMPARE(text.content(), QStringLiteral("one two three four five"));
        QCOMPARE(text.spans().size(), size_t(2));  // what stands behind the gap is not known any more
        QCOMPARE(spanText(text, 1), QStringLiteral("two "));
    }

    void droppedEventsAreHealedOnBothSidesOfThinking_data()
    {
        QTest::addColumn<QString>("whole");
        QTest::newRow("with marks") << QStringLiteral("<think>a b c</think>x y z");
        QTest::newRow("started inside") << QStringLiteral("a b c</think>x y z");
    }
    void droppedEventsAreHealedOnBothSidesOfThinking()
    {
        QFETCH(QString, whole);
        ReplyText text = folded(true, {token(0, "a "), token(2, "c"), token(3, "</think>", true), token(6, "z")});
        text.finish(whole);
        QCOMPARE(text.thinking(), QStringLiteral("a b c"));
        QCOMPARE(text.content(), QStringLiteral("x y z"));
    }

    void nothingLostChangesNothing()
    {
        ReplyText text = folded(false, {token(0, "a"), token(1, "b")});
        text.finish(QStringLiteral("ab"));
        QCOMPARE(text.spans().size(), size_t(2));
        text.finish(QString());
        QCOMPARE(text.content(), QStringLiteral("ab"));
    }

    void spansNeverPointBehindTheText()
    {
        ReplyText text = folded(false, {token(0, "long text"), token(1, " here")});
        text.restore(QStringLiteral("short"), {});
        for (const auto& span : text.spans())
            QVERIFY(span.begin <= span.end && span.end <= text.content().size());
    }
};

QTEST_GUILESS_MAIN(ReplyTextTest)
#include "tst_reply_text.moc"
