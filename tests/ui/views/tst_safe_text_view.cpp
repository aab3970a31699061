// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/safe_text_view.h"


#include <QHelpEvent>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QToolTip>
#include <QVBoxLayout>

#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

using namespace ui;
using Syntax = MarkdownDocument::Syntax;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr double slowdown = 4;  // of an instrumented program, about
#else
constexpr double slowdown = 1;
#endif

/// Milliseconds of work of this thread: what a stall costs on a machine that does nothing else.
double threadMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) * 1e-6;
}

struct Shown {
    SafeTextView view;

    explicit Shown(const QString& source, Syntax syntax = Syntax::Markdown) : view(syntax)
    {
        view.resize(500, 400);
        view.show();
        view.setSourceText(source);
        const bool complete = QTest::qWaitFor([this] { return view.isComplete(); }, 60000);
        if (!complete) qWarning("the text was not written in time");
    }
    QString text() const { return view.toPlainText(); }
};

/// As in the window: a view as high as its text in a column that scrolls.
struct Column : QScrollArea {
    SafeTextView* view = new SafeTextView(Syntax::Markdown);

    Column()
    {
        auto* inside = new QWidget;
        auto* layout = new QVBoxLayout(inside);
        layout->addWidget(view);
        layout->addStretch(1);
        setWidget(inside);
        setWidgetResizable(true);
        resize(500, 700);
        show();
    }
};

}  // namespace

class SafeTextViewTest : public QObject {
    Q_OBJECT

private slots:
    void markdownIsShown()
    {
        Shown shown("# Head\n\n- **one**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nint x;\n```\n");
        QVERIFY(shown.text().startsWith(QStringLiteral("Head\n\u2022\tone")));
        QVERIFY(shown.text().contains("int x;"));
        QVERIFY(shown.view.height() > 100);
    }

    void noPictureIsReadFromAnywhere_data()  // M01, M02
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("file") << QStringLiteral("/etc/passwd");
        QTest::newRow("endless") << QStringLiteral("/dev/zero");
        QTest::newRow("fifo") << QString();  // made below: reading it would wait for ever
    }
    void noPictureIsReadFromAnywhere()
    {
        QFETCH(QString, target);
        QTemporaryDir folder;
        if (target.isEmpty()) {
            target = folder.filePath("fifo");
            QCOMPARE(mkfifo(qPrintable(target), 0600), 0);
        }
        for (const QString& source : {QStringLiteral("![x](%1)"), QStringLiteral("![x](file://%1)"),
                                      QStringLiteral("![x][r]\n\n[r]: %1"), QStringLiteral("<img src='%1'>")}) {
            Shown shown(source.arg(target));
            shown.view.grab();
            QVERIFY(shown.text().contains(source.startsWith('<') ? "<img" : "[image: x]"));
        }
    }

    void aResourceIsOneGreyPixel()  // fact 1: an empty answer would make Qt open the file itself
    {
        Shown shown("x");
        for (const char* name : {"/etc/passwd", "file:///etc/passwd", "http://host/x", "qrc:/x", "relative.png"}) {
            const auto image = shown.view.loadResource(QTextDocument::ImageResource, QUrl(name)).value<QImage>();
            QCOMPARE(image.size(), QSize(1, 1));
        }
        // Even a picture that got into the document shows nothing of the file.
        QTemporaryDir folder;
        QImage red(20, 20, QImage::Format_RGB32);
        red.fill(Qt::red);
        QVERIFY(red.save(folder.filePath("red.png")));
        QTextCursor(shown.view.document()).insertHtml(QStringLiteral("<img src='%1'>").arg(folder.filePath("red.png")));
        const QImage picture = shown.view.grab().toImage();
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                QVERIFY(picture.pixelColor(x, y) != QColor(Qt::red));
    }

    void aLinkOpensNothingByItself()  // M06, M07, fact 3
    {
        Shown shown("[https://good](https://evil.example/x)");
        QSignalSpy chosen(&shown.view, &SafeTextView::linkChosen);
        emit shown.view.anchorClicked(QUrl("https://evil.example/x"));
        QCOMPARE(chosen.count(), 1);
        QVERIFY(shown.text().startsWith("https://good"));
        QVERIFY(!shown.view.openLinks());
    }

    void theLinkQuestionShowsTheWholeTruth()
    {
        QVERIFY(linkQuestion(QUrl("https://good.com@evil.example/x")).contains("Host: evil.example"));
        QVERIFY(linkQuestion(QUrl(QStringLiteral("https://\u0430pple.com/"))).contains("xn--"));
        const QString question = linkQuestion(QUrl("https://host/" + QString(8000, 'a') + "end"));
        QVERIFY(question.size() < 1000 && question.endsWith("end") && question.contains("https://host/"));
    }

    void copyingGivesPlainText()
    {
        Shown shown("**bold** ![x](/etc/passwd)");
        shown.view.selectAll();
        QVERIFY(QMetaObject::invokeMethod(&shown.view, "copy"));
        QVERIFY(!shown.view.document()->isEmpty());
    }

    void aGrowingTextEqualsTheWhole()
    {
        const QString whole = QStringLiteral(
            "# Router\n\nA **router** is\n\n1. small\n2. linear\n\n```py\nx = 1\n\ny = 2\n"
            "```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nend \u72d0");
        SafeTextView growing(Syntax::Markdown);
        growing.resize(500, 400);
        for (int size = 1; size <= whole.size(); ++size)
            growing.setSourceText(whole.left(size));
        QTRY_VERIFY(growing.isComplete());
        Shown atOnce(whole);
        QCOMPARE(growing.toPlainText(), atOnce.text());
    }

    void anotherTextReplacesTheOld()
    {
        Shown shown("one\n\n| a |\n|---|\n| 1 |\n\ntwo");
        shown.view.setSourceText("three");
        QCOMPARE(shown.text(), QStringLiteral("three"));
        shown.view.setSourceText({});
        QCOMPARE(shown.text(), QString());
    }

    void aClickFindsItsToken()
    {
        const QString source = QStringLiteral("The **router** picks");
        Shown shown(source);
        // Tokens as a model would have written them, marks and all.
        shown.view.setTokens({{0, 3, Qt::red}, {3, 12, Qt::green}, {12, 14, Qt::blue}, {14, 20, Qt::red}});
        QSignalSpy clicked(&shown.view, &SafeTextView::tokenClicked);
        const auto click = [&](int position) {
            QTextCursor cursor(shown.view.document());
            cursor.setPosition(position);
            const QPoint point = shown.view.cursorRect(cursor).center() + QPoint(2, 0);
            QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, point);
        };
        click(1);   // "h" of The
        click(6);   // inside router
        click(12);  // inside picks
        QCOMPARE(clicked.count(), 3);
        QCOMPARE(clicked[0][0].toInt(), 0);
        QCOMPARE(clicked[1][0].toInt(), 1);
        QCOMPARE(clicked[2][0].toInt(), 3);
    }

    void underlinesAreDrawnInTheirColor()
    {
        Shown shown("router");
        const QColor color(1, 200, 3);
        shown.view.setTokens({{0, 6, color}});
        const QImage picture = shown.view.grab().toImage();
        int pixels = 0;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                pixels += picture.pixelColor(x, y) == color;
        QVERIFY(pixels > 30);
    }

    void aTokenSaysItsTextAsItIs()
    {
        Shown shown("The router picks");
        shown.view.setTokens({{0, 3, {}}, {3, 10, {}}});
        shown.view.setTokenText([](int index) { return QStringLiteral("<b>%1</b>").arg(index); });
        const QPoint at(shown.view.fontMetrics().horizontalAdvance(QStringLiteral("The ro")), 8);
        QHelpEvent help(QEvent::ToolTip, at, shown.view.viewport()->mapToGlobal(at));
        QApplication::sendEvent(shown.view.viewport(), &help);
        QVERIFY(QToolTip::text().contains(QStringLiteral("&lt;b&gt;1")));
    }

    void longTextsNeverHoldUpTheWindow_data()  // M09, M10, M12, M13
    {
        QTest::addColumn<QString>("source");
        QTest::newRow("emphasis") << QStringLiteral("*a **a ").repeated(30000);
        QTest::newRow("word") << QString(300000, 'x');
        QTest::newRow("code") << "```\n" + QStringLiteral("int x = 1;\n").repeated(20000);
        QTest::newRow("wide table") << QStringLiteral("|x").repeated(20000) + "\n" +
                                           QStringLiteral("|-").repeated(20000);
        QTest::newRow("table rows") << "|a|b|c|\n|-|-|-|\n" + QStringLiteral("|1|2|3|\n").repeated(3000);
        QTest::newRow("list") << QStringLiteral("- x\n").repeated(10000);
        QTest::newRow("quotes") << QStringLiteral(">").repeated(20000) + "a";
        QTest::newRow("prose") << QStringLiteral("A router is a small linear layer. ").repeated(6000);
    }
    void longTextsNeverHoldUpTheWindow()
    {
        QFETCH(QString, source);
        Column column;
        SafeTextView& view = *column.view;
        // Work of this thread between two turns of the event loop, so that a busy machine does not fail the test.
        double slowest = 0, last = threadMs();
        QTimer turn;
        connect(&turn, &QTimer::timeout, &view,
                [&] { slowest = std::max(slowest, threadMs() - last), last = threadMs(); });
        turn.start(0);
        view.setSourceText(source);
        QVERIFY(QTest::qWaitFor([&] { return view.isComplete(); }, 120000));
        QTest::qWait(20);
        qInfo("longest turn %.1f ms", slowest);
        QVERIFY2(slowest < 100 * slowdown, qPrintable(QString::number(slowest)));
    }

    void aFastStreamNeverHoldsUpTheWindow()  // 500 tokens per second for six seconds, a frame every 16 ms
    {
        Column column;
        SafeTextView& view = *column.view;
        const QString sentence = QStringLiteral("A **router** is a `small` layer that looks at each token. ");
        QString text;
        double slowest = 0;
        for (int frame = 0; frame < 375; ++frame) {
            for (int token = 0; token < 8; ++token)
                text += sentence.mid((frame * 8 + token) * 5 % sentence.size(), 5);
            if (frame % 50 == 49) text += frame % 100 == 99 ? "\n\n```\ncode\n" : "\n```\n\n";
            const double before = threadMs();
            view.setSourceText(text);
            column.repaint();
            slowest = std::max(slowest, threadMs() - before);
        }
        qInfo("slowest frame %.1f ms", slowest);
        QVERIFY2(slowest < 50 * slowdown, qPrintable(QString::number(slowest)));
    }
};

QTEST_MAIN(SafeTextViewTest)
#include "tst_safe_text_view.moc"
