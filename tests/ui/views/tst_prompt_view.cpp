// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"
#include "ui/views/prompt_view.h"

#include <QApplication>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>

using Shown = ui::PromptView::Shown;

class TestPromptView : public QObject {
    Q_OBJECT

    ui::Timeline timeline_;
    ui::Selection selection_;
    ui::PromptModel model_{timeline_};

    void write(engine::PromptVersions versions)
    {
        ui::TraceBatch batch;
        batch.events.emplace_back(engine::PromptWritten{std::move(versions)});
        model_.expect();
        model_.apply(batch);
    }

    static QBrush ground(const ui::PromptView& view, int line)
    {
        return view.findChild<QPlainTextEdit*>()->document()->findBlockByNumber(line).blockFormat().background();
    }

private slots:
    void initTestCase() { ui::applyTheme(*qApp, ui::darkTheme(), 10); }

    void signsAndColoursTellTheVersionsApart()
    {
        write({"<b>a</b>\nmine\nend", "<b>a</b>\nbuilt\nend", {}});
        ui::PromptView view(model_, timeline_, selection_);
        view.resize(700, 300);
        view.show();
        QCOMPARE(view.text(), QStringLiteral("  <b>a</b>↵\n\u2212 built↵\n+ mine↵\n  end"));
        QVERIFY(ground(view, 1) != ground(view, 0) && ground(view, 1) != ground(view, 2));
        view.setShown(Shown::ByModel);
        QTRY_COMPARE(view.text(), QStringLiteral("<b>a</b>↵\nmine↵\nend"));
        view.setShown(Shown::BuiltIn);
        QTRY_COMPARE(view.text(), QStringLiteral("<b>a</b>↵\nbuilt↵\nend"));
    }

    void copiesExactlyWhatIsSent()
    {
        write({"a\u202e\tb\n", "other", {}});
        ui::PromptView view(model_, timeline_, selection_);
        view.show();
        for (auto* button : view.findChildren<QToolButton*>())
            if (button->text() == QStringLiteral("Copy prompt")) button->click();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("a\u202e\tb\n"));
        QVERIFY(!view.text().contains(QChar(0x202e)));
    }

    void oneVersionNeedsNoSigns()
    {
        write({{}, "only", {}});
        ui::PromptView view(model_, timeline_, selection_);
        view.show();
        QCOMPARE(view.text(), QStringLiteral("only"));
        QCOMPARE(ground(view, 0).style(), Qt::NoBrush);
    }
};

QTEST_MAIN(TestPromptView)
#include "tst_prompt_view.moc"
