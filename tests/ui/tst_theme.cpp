// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <QApplication>
#include <QFontInfo>
#include <QTest>

#include <cmath>

using namespace ui;

namespace {

/// What somebody without one kind of cones sees (Viénot, Brettel, Mollon 1999), as linear RGB.
std::array<double, 3> seen(const QColor& color, bool protan)
{
    const auto linear = [](double c) { return std::pow(c, 2.2); };
    const double r = linear(color.redF()), g = linear(color.greenF()), b = linear(color.blueF());
    if (protan) return {0.11238 * r + 0.88762 * g, 0.11238 * r + 0.88762 * g, 0.00401 * r - 0.00401 * g + b};
    return {0.29275 * r + 0.70725 * g, 0.29275 * r + 0.70725 * g, -0.02234 * r + 0.02234 * g + b};
}

double distance(const std::array<double, 3>& a, const std::array<double, 3>& b)
{
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

}  // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private slots:
    void textIsReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("dark") << true;
        QTest::newRow("light") << false;
    }
    void textIsReadable()  // WCAG 2: 4.5 for text, 3 for what is not text
    {
        QFETCH(bool, dark);
        const Theme& t = dark ? darkTheme() : lightTheme();
        QCOMPARE(t.dark, dark);
        for (const QColor& ground : {t.background, t.panel, t.card, t.bubble}) {
            QVERIFY(contrastRatio(t.text, ground) >= 7);
            QVERIFY(contrastRatio(t.muted, ground) >= 4.5);
            QVERIFY(contrastRatio(t.failure, ground) >= 4.5);
            QVERIFY(contrastRatio(t.value, ground) >= 4.5);
        }
        for (const QColor& ground : {t.background, t.panel, t.card})
            QVERIFY(contrastRatio(t.accent, ground) >= 4.5);
        QVERIFY(contrastRatio(t.onAccent, t.accent) >= 4.5);
        QVERIFY(contrastRatio(t.text, t.border) >= 4.5);  // inline code
        for (const QColor& color : t.series)
            QVERIFY(contrastRatio(color, t.card) >= 2.4);
        for (const QColor& color : t.categories)
            QVERIFY(contrastRatio(color, t.background) >= 2.4);
    }

    void strengthOnlyRises_data() { textIsReadable_data(); }
    void strengthOnlyRises()
    {
        QFETCH(bool, dark);
        const Theme& t = dark ? darkTheme() : lightTheme();
        QCOMPARE(QColor(t.strength.front()), t.card);
        double before = contrastRatio(QColor(t.strength[0]), Qt::black);
        for (const QRgb color : t.strength) {
            const double now = contrastRatio(QColor(color), Qt::black);
            QVERIFY(dark ? now >= before - 0.02 : now <= before + 0.02);
            before = now;
        }
        QVERIFY(contrastRatio(QColor(t.strength.back()), t.card) > 7);
        QCOMPARE(t.strengthOf(std::nanf("")), t.strength.front());
        QCOMPARE(t.strengthOf(-1), t.strength.front());
        QCOMPARE(t.strengthOf(2), t.strength.back());
    }

    void categoriesDifferForColorBlindPeople_data() { textIsReadable_data(); }
    void categoriesDifferForColorBlindPeople()
    {
        QFETCH(bool, dark);
        const Theme& t = dark ? darkTheme() : lightTheme();
        for (const bool protan : {true, false})
            for (size_t i = 0; i < t.categories.size(); ++i)
                for (size_t j = 0; j < i; ++j) {
                    const double apart = distance(seen(t.categories[i], protan), seen(t.categories[j], protan));
                    QVERIFY2(apart > 0.05, qPrintable(QStringLiteral("%1 %2: %3").arg(i).arg(j).arg(apart)));
                }
        QCOMPARE(t.category(11), t.category(3));
    }

    /// Less and more are told apart by everybody, and no difference is nearly the card.
    void differencesGoBothWays_data() { textIsReadable_data(); }
    void differencesGoBothWays()
    {
        QFETCH(bool, dark);
        const Theme& t = dark ? darkTheme() : lightTheme();
        QVERIFY(contrastRatio(QColor(t.differenceOf(0)), t.card) < 1.4);
        for (const float amount : {0.25f, 0.5f, 1.0f}) {
            const QColor less(t.differenceOf(-amount)), more(t.differenceOf(amount));
            for (const bool protan : {true, false}) QVERIFY(distance(seen(less, protan), seen(more, protan)) > 0.05);
            for (const QColor& color : {less, more}) {
                const QColor nearer(t.differenceOf(color == less ? -amount / 2 : amount / 2));
                QVERIFY(contrastRatio(color, t.card) > contrastRatio(nearer, t.card));
            }
        }
        QCOMPARE(t.differenceOf(std::nanf("")), t.differenceOf(0));
        QCOMPARE(t.differenceOf(-5), t.difference.front());
    }

    void theFontsExist()  // without fonts every glyph is a box and nothing else fails
    {
        applyTheme(*qApp, darkTheme(), 11);
        QVERIFY(!QFontInfo(qApp->font()).family().isEmpty());
        QCOMPARE(qApp->font().pointSizeF(), 11.0);
        QVERIFY(uiFont().families().size() > 1);
        QCOMPARE(QFontMetricsF(monoFont()).horizontalAdvance("iii"),
                 QFontMetricsF(monoFont()).horizontalAdvance("MMM"));
    }

    void theStyleSheetHasNoOpenName()
    {
        applyTheme(*qApp, lightTheme(), 10);
        QVERIFY(!qApp->styleSheet().contains('@'));
        QCOMPARE(qApp->palette().color(QPalette::Text), lightTheme().text);
        QCOMPARE(&theme(), &lightTheme());
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
