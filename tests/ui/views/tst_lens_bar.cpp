// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/theme.h"
#include "ui/views/lens_bar.h"
#include "ui/views/view_style.h"

#include <QApplication>
#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using ui::Lens;
using ui::LensBar;

class TestLensBar : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_ = recording::smallCard();
    ui::Timeline timeline_;
    ui::LensModel lens_{timeline_};

    void look(Lens lens)
    {
        lens_.look(lens, 1);
        lens_.update();
    }

private slots:
    void initTestCase()
    {
        ui::applyTheme(*qApp, ui::darkTheme(), 10);
        timeline_.setCard(card_);
        timeline_.apply(recording::events(*card_, {1, 0, 0, {" a"}, {" b", " c"}}));
    }

    void coloursAreOfKindsOrOfAmounts()
    {
        look(Lens::Expert);
        QCOMPARE(LensBar::color(lens_, 1), ui::theme().category(int(lens_.value(1))));
        look(Lens::Entropy);
        QCOMPARE(LensBar::color(lens_, 1).rgb(), ui::strengthCell(lens_.strength(1), 1));
        look(Lens::Surprise);
        QVERIFY(!LensBar::color(lens_, 0).isValid());  // a token of the prompt
        QVERIFY(LensBar::color(lens_, 1).isValid());
        QVERIFY(!LensBar::color(lens_, 7).isValid());
    }

    void aLensIsChosenByKeys()
    {
        LensBar bar;
        look(Lens::Margin);
        bar.showLens(lens_);
        auto* choice = bar.findChild<QComboBox*>();
        QCOMPARE(choice->count(), ui::lens_count);
        QCOMPARE(choice->currentText(), ui::LensModel::name(Lens::Margin));
        QSignalSpy chosen(&bar, &LensBar::lensChosen);
        bar.show();
        QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].value<Lens>(), Lens::Entropy);
    }

    void fitsANarrowChat()
    {
        LensBar bar;
        for (int i = 0; i < ui::lens_count; ++i) {
            look(Lens(i));
            bar.showLens(lens_);
            QVERIFY2(bar.minimumSizeHint().width() <= 320, qPrintable(ui::LensModel::name(Lens(i))));
        }
    }
};

QTEST_MAIN(TestLensBar)
#include "tst_lens_bar.moc"
