// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/bar_chart.h"
#include "ui/plots/labelled_bars.h"
#include "ui/plots/line_chart.h"
#include "ui/plots/stacked_bar.h"

#include <QSignalSpy>
#include <QTest>

class TestCharts : public QObject {
    Q_OBJECT

    static ui::PlotStyle style()
    {
        return {Qt::white, Qt::black, Qt::darkGray, Qt::lightGray, Qt::red, Qt::blue, Qt::gray, {}, {}};
    }

    static int count(const QImage& picture, const QColor& color)
    {
        int pixels = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) pixels += picture.pixelColor(x, y) == color;
        }
        return pixels;
    }

    static QImage shot(QWidget& widget, const QSize& size)
    {
        widget.resize(size);
        widget.show();
        QCoreApplication::processEvents();
        QImage picture(widget.size(), QImage::Format_ARGB32);
        picture.fill(Qt::white);
        widget.render(&picture);
        return picture;
    }

private slots:
    void chosenBarsAreAccented()
    {
        ui::BarChart chart;
        chart.setStyle(style());
        chart.setBars({{1, 0.5f, 0.5f, 1}, {}, {true, false, false, false}});
        const QImage picture = shot(chart, {400, 100});
        const int red = count(picture, Qt::red), gray = count(picture, Qt::gray);
        QVERIFY(red > 1000);
        QVERIFY2(std::abs(gray - 2 * red) < red / 5, "areas are as the values: 0.5 + 0.5 + 1 against 1");
    }

    void theCutIsDashedAcrossAllBars()
    {
        ui::BarChart chart;
        chart.setStyle(style());
        chart.setBars({{0, 0, 1, 0}, {}, {false, false, false, false}, 0.5f});
        const QImage picture = shot(chart, {400, 100});
        int red = 0;  // on a white ground and a gray bar, whatever the edges of a dash are blended with
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x) {
                const QColor pixel = picture.pixelColor(x, y);
                red += pixel.red() > pixel.green() + 60 && pixel.red() > pixel.blue() + 60;
            }
        QVERIFY2(red > 100 && red < 800, qPrintable(QString::number(red)));
    }

    void barsAreNamedByTheirPosition()
    {
        ui::BarChart chart;
        chart.setStyle(style());
        chart.setBars({std::vector<float>(10, 1.0f), {}, std::vector<bool>(10)});
        shot(chart, {400, 100});
        QSignalSpy clicked(&chart, &ui::BarChart::barClicked);
        QTest::mouseClick(&chart, Qt::LeftButton, {}, {20, 50});
        QTest::mouseClick(&chart, Qt::LeftButton, {}, {385, 50});
        QCOMPARE(clicked.count(), 2);
        QCOMPARE(clicked[0][0].toInt(), 0);
        QCOMPARE(clicked[1][0].toInt(), 9);
    }

    void hundredsOfBarsKeepTheirChosenVisible()
    {
        ui::BarChart chart;
        chart.setStyle(style());
        ui::BarChart::Bars bars{std::vector<float>(256, 1.0f), std::vector<float>(256, 1.0f), std::vector<bool>(256)};
        bars.chosen[100] = true;
        chart.setBars(bars);
        QVERIFY(count(shot(chart, {200, 100}), Qt::red) > 60);
    }

    void noBarsAreQuiet()
    {
        ui::BarChart chart;
        chart.setStyle(style());
        chart.setBars({});
        shot(chart, {200, 80});
        QCOMPARE(chart.barAt({10, 10}), -1);
    }

    void linesReachTheirEnd()
    {
        ui::LineChart chart;
        chart.setStyle(style());
        chart.setAxes({});
        chart.setLines({{{}, Qt::blue, {0, 10}, {0, 5}, false, false}});
        const QImage picture = shot(chart, {200, 100});
        const auto inked = [&](int x) {
            for (int y = 0; y < picture.height(); ++y) {
                if (picture.pixelColor(x, y) != QColor(Qt::white)) return true;
            }
            return false;
        };
        QVERIFY(inked(3) && inked(100) && inked(196));
        chart.setLines({});
        chart.setLines({{{}, Qt::blue, {}, {}, false, false}});
        QVERIFY(shot(chart, {200, 100}).size().isValid());
    }

    void metersFillTheirShare()
    {
        ui::LabelledBars bars(ui::LabelledBars::Look::Meters);
        bars.setStyle(style());
        bars.setRows({{QStringLiteral("a"), {}, 0.25f, {}, false}});
        const int quarter = count(shot(bars, {400, 30}), Qt::blue);
        bars.setRows({{QStringLiteral("a"), {}, 0.5f, {}, false}});
        const int half = count(shot(bars, {400, 30}), Qt::blue);
        QVERIFY(quarter > 500);
        QVERIFY(std::abs(half - 2 * quarter) < 60);
        bars.setRows({{QStringLiteral("a"), QStringLiteral("not available"), {}, {}, false}});
        QCOMPARE(count(shot(bars, {400, 30}), Qt::blue), 0);
    }

    void partsCoverTheirShares()
    {
        ui::StackedBar bar;
        bar.setStyle(style());
        bar.setParts({{QStringLiteral("a"), 0.75, Qt::red}, {QStringLiteral("b"), 0.25, Qt::blue}});
        const QImage picture = shot(bar, {400, 60});
        QCOMPARE(picture.pixelColor(280, 10), QColor(Qt::red));
        QCOMPARE(picture.pixelColor(320, 10), QColor(Qt::blue));
        QVERIFY(bar.heightForWidth(30) > bar.heightForWidth(600));  // the legend wraps
    }
};

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
