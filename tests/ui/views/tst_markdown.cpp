// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/markdown.h"
#include "ui/views/markdown_pieces.h"

#include <QElapsedTimer>
#include <QTest>

using namespace ui;
using Kind = MarkdownBlock::Kind;

namespace {

QString textOf(const MarkdownRuns& runs)
{
    QString text;
    for (const auto& run : runs)
        text += run.text;
    return text;
}

QString textOf(const QString& source)
{
    const auto blocks = parseMarkdown(source).value();
    QString text;
    for (const auto& block : blocks)
        text += textOf(block.runs) + '\n';
    return text.chopped(1);
}

/// The links a reader could click.
QStringList links(const QString& source)
{
    const auto blocks = parseMarkdown(source).value();
    QStringList targets;
    for (const auto& block : blocks)
        for (const auto& run : block.runs)
            if (!run.link.isEmpty() && !targets.contains(run.link)) targets << run.link;
    return targets;
}

std::vector<MarkdownPiece> piecesOf(const QString& source)
{
    std::vector<MarkdownPiece> pieces;
    for (int begin = 0; begin < source.size(); begin = pieces.back().end)
        pieces.push_back(nextMarkdownPiece(source, begin, pieces.empty() ? QString() : pieces.back().nextOpening));
    return pieces;
}

}  // namespace

class MarkdownTest : public QObject {
    Q_OBJECT

private slots:
    void blocksAreTold()
    {
        const auto blocks = parseMarkdown(
                                "# Head\n\ntext **bold** `code`\n\n- one\n- two\n\n3. three\n\n> quote\n\n---\n"
                                "```cpp\nint x;\n```\n")
                                .value();
        QVector<Kind> kinds;
        for (const auto& block : blocks)
            kinds << block.kind;
        QCOMPARE(kinds, QVector<Kind>({Kind::Heading, Kind::Paragraph, Kind::Paragraph, Kind::Paragraph,
                                       Kind::Paragraph, Kind::Paragraph, Kind::Rule, Kind::Code}));
        QCOMPARE(blocks[2].marker, QStringLiteral("\u2022"));
        QCOMPARE(blocks[4].marker, QStringLiteral("3."));
        QCOMPARE(blocks[5].quoteDepth, 1);
        QCOMPARE(textOf(blocks[7].runs), QStringLiteral("int x;"));
        QVERIFY(blocks[1].runs[1].style & MarkdownRun::Bold);
    }

    void tablesHaveRowsAndColumns()
    {
        const auto blocks = parseMarkdown("| a | b |\n|---|---|\n| 1 | **2** |\n").value();
        QCOMPARE(blocks.size(), size_t(1));
        QCOMPARE(blocks[0].rows.size(), size_t(2));
        QCOMPARE(textOf(blocks[0].rows[1][1]), QStringLiteral("2"));
    }

    void runsKnowTheirPlaceInTheSource()
    {
        const QString source = QStringLiteral("\u72d0 and **f\u00f6x** &amp; [dog](http://a.b) \U0001f98a!");
        const auto runs = parseMarkdown(source).value()[0].runs;
        for (const auto& run : runs) {
            if (run.source < 0 || run.text.size() != run.sourceSize) continue;
            QCOMPARE(source.mid(run.source, run.sourceSize), run.text);
        }
        const auto amp = std::find_if(runs.begin(), runs.end(), [](const auto& run) { return run.text == "&"; });
        QVERIFY(amp != runs.end());
        QCOMPARE(source.mid(amp->source, amp->sourceSize), QStringLiteral("&amp;"));
    }

    void imagesAreText_data()  // M01 to M04
    {
        QTest::addColumn<QString>("source");
        for (const char* source :
             {"![x](/etc/passwd)", "![x](file:///etc/passwd)", "![x](red.png)", "![x](//host/x)", "![x](:/res)",
              "![x](qrc:/a)", "![x](/dev/zero)", "![x](http://host/?q=SECRET)", "![x][1]\n\n[1]: http://host/?q=S",
              "![x](data:image/svg+xml,<svg>)", "![x](/a \"title\")"})
            QTest::newRow(source) << QString(source);
    }
    void imagesAreText()
    {
        QFETCH(QString, source);
        QCOMPARE(textOf(source), QStringLiteral("[image: x]"));
        QVERIFY(links(source).isEmpty());
    }

    void anImageInALinkIsALinkedText()
    {
        QCOMPARE(textOf("[![alt](/etc/passwd)](https://good)"), QStringLiteral("[image: alt]"));
        QCOMPARE(links("[![alt](/etc/passwd)](https://good)"), QStringList{"https://good"});
    }

    void htmlIsText_data()  // M05
    {
        QTest::addColumn<QString>("source");
        for (const char* source : {"<img src='/etc/passwd'>", "<table background='/x'><tr><td>y</td></tr></table>",
                                   "<style>a { }</style>", "a <b>bold</b> c", "<script>x</script>"})
            QTest::newRow(source) << QString(source);
    }
    void htmlIsText()
    {
        QFETCH(QString, source);
        QCOMPARE(textOf(source), source);
    }

    void otherTargetsAreShownAndNotLinked_data()  // M06
    {
        QTest::addColumn<QString>("target");
        for (const char* target : {"file:///etc/passwd", "javascript:alert(1)", "ms-msdt:/id", "smb://host/x",
                                   "vscode://x", "/etc/passwd", "data:text/html,x", "JaVaScRiPt:x"})
            QTest::newRow(target) << QString(target);
    }
    void otherTargetsAreShownAndNotLinked()
    {
        QFETCH(QString, target);
        const QString source = QStringLiteral("[x](%1)").arg(target);
        QVERIFY(links(source).isEmpty());
        QCOMPARE(textOf(source), QStringLiteral("x (%1)").arg(target));
    }

    void ordinaryTargetsAreLinked()
    {
        QCOMPARE(links("[a](http://a.b) <https://c.d> [m](mailto:e@f.g)"),
                 QStringList({"http://a.b", "https://c.d", "mailto:e@f.g"}));
    }

    void hiddenCharactersAreShown()  // M14 to M17, M19
    {
        QCOMPARE(textOf(QStringLiteral("a\u202eb")), QStringLiteral("a\u27e8U+202E\u27e9b"));
        QCOMPARE(textOf(QStringLiteral("`a\u200bb`")), QStringLiteral("a\u27e8U+200B\u27e9b"));
        QCOMPARE(textOf(QStringLiteral("\u0915\u094d\u200d\u0937")), QStringLiteral("\u0915\u094d\u200d\u0937"));
        QCOMPARE(textOf(QStringLiteral("a\u001b[2Jb\u009bc")), QStringLiteral("a[2Jbc"));
        QCOMPARE(textOf(QStringLiteral("&#x202e;x")), QStringLiteral("\u27e8U+202E\u27e9x"));
        QCOMPARE(textOf(QStringLiteral("x\U000e0041y")), QStringLiteral("x\u27e8U+E0041\u27e9y"));
        QCOMPARE(textOf('e' + QString(100000, QChar(0x0301))).size(), 33);
    }

    void whatNestsTooDeepOrIsTooWideIsPlain()  // P17
    {
        QVERIFY(!parseMarkdown(QStringLiteral(">").repeated(100) + "x"));
        QVERIFY(
            !parseMarkdown(QStringLiteral("| a ").repeated(65) + "|\n" + QStringLiteral("|---").repeated(65) + "|\n"));
        QVERIFY(
            parseMarkdown(QStringLiteral("| a ").repeated(64) + "|\n" + QStringLiteral("|---").repeated(64) + "|\n"));
    }

    void piecesCoverTheSourceOnce_data()
    {
        QTest::addColumn<QString>("source");
        QTest::newRow("paragraphs") << QStringLiteral("one\n\ntwo\ntwo\n\n\nthree");
        QTest::newRow("fence") << QStringLiteral("a\n\n```\nx\n\ny\n```\n\nb");
        QTest::newRow("long word") << QString(100000, 'x');
        QTest::newRow("long lines") << QStringLiteral("word ").repeated(30000);
        QTest::newRow("pairs") << QStringLiteral("\U0001f98a").repeated(20000);
        QTest::newRow("open fence") << "```\n" + QStringLiteral("line of code\n").repeated(3000);
        QTest::newRow("newlines") << QString(50000, '\n');
    }
    void piecesCoverTheSourceOnce()
    {
        QFETCH(QString, source);
        int end = 0;
        for (const auto& piece : piecesOf(source)) {
            QCOMPARE(piece.begin, end);
            QVERIFY(piece.end > piece.begin && piece.end - piece.begin <= 4096);
            if (piece.end < source.size()) QVERIFY(!source[piece.end].isLowSurrogate());
            end = piece.end;
        }
        QCOMPARE(end, int(source.size()));
    }

    void aBlankLineInAFenceIsNoBorder()
    {
        const auto pieces = piecesOf("a\n\n```\nx\n\ny\n```\n\nb");
        QCOMPARE(pieces.size(), size_t(3));
        QCOMPARE(pieces[1].begin, 3);
    }

    void aCutFenceIsOpenedAgain()
    {
        const auto pieces = piecesOf("~~~~\n" + QStringLiteral("code\n").repeated(4000));
        QVERIFY(pieces.size() > 1);
        QCOMPARE(pieces[1].opening, QStringLiteral("~~~~\n"));
    }

    void pathologicalPiecesAreReadInTime_data()  // M09, M10, M12
    {
        QTest::addColumn<QString>("source");
        const auto times = [](const char* text, int count) { return QString(text).repeated(count); };
        QTest::newRow("nested emphasis") << times("*a **a ", 65000);
        QTest::newRow("emphasis closers") << times("a_ ", 65000);
        QTest::newRow("emphasis openers") << times("_a ", 65000);
        QTest::newRow("link closers") << times("a]", 65000);
        QTest::newRow("link openers") << times("[a", 65000);
        QTest::newRow("brackets") << times("[", 50000) + "a" + times("]", 50000);
        QTest::newRow("link and emphasis") << times("[ a_", 50000);
        QTest::newRow("pattern [ (](") << times("[ (](", 80000);
        QTest::newRow("image openers") << times("![[]()", 60000);
        QTest::newRow("backticks") << []() {
            QString s;
            for (int i = 1; i < 700; ++i)
                s += 'e' + QString(i, '`');
            return s;
        }();
        QTest::newRow("quotes") << times(">", 50000) + "a";
        QTest::newRow("nested lists") << []() {
            QString s;
            for (int i = 0; i < 700; ++i)
                s += QString(i * 2, ' ') + "* a\n";
            return s;
        }();
        QTest::newRow("entities") << times("&", 50000) + times("a", 50000) + ";";
        QTest::newRow("html openers") << times("<!A ", 65000);
        QTest::newRow("html comments") << times("<!--", 65000) + "-->";
        QTest::newRow("autolinks") << times("x@", 50000);
        QTest::newRow("www") << times("www.", 50000);
        QTest::newRow("many references") << []() {
            QString s = "[a]: u\n\n";
            for (int i = 0; i < 25000; ++i)
                s += "[a] ";
            return s;
        }();
        QTest::newRow("wide table") << times("|x", 20000) + "\n" + times("|-", 20000) + "\n" + times("|y", 20000);
        QTest::newRow("table rows") << "|a|b|\n|-|-|\n" + times("|1|2|\n", 20000);
        QTest::newRow("long word") << QString(1000000, 'x');
        QTest::newRow("long fence") << QString(65000, '`');
        QTest::newRow("strikes") << times("~~a ~", 65000);
    }
    void pathologicalPiecesAreReadInTime()
    {
        QFETCH(QString, source);
        QElapsedTimer piece;
        qint64 slowest = 0;
        for (const auto& part : piecesOf(source)) {
            piece.start();
            const auto blocks = parseMarkdown(part.opening + source.mid(part.begin, part.end - part.begin));
            Q_UNUSED(blocks);
            slowest = std::max(slowest, piece.elapsed());
        }
        QVERIFY2(slowest < 100, qPrintable(QString::number(slowest)));
    }
};

QTEST_GUILESS_MAIN(MarkdownTest)
#include "tst_markdown.moc"
