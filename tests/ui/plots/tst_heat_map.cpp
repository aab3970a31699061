// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/heat_map.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <limits>

using ui::HeatMap;

class TestHeatMap : public QObject {
    Q_OBJECT

    static ui::PlotStyle style()
    {
        ui::PlotStyle style;
        style.border = Qt::green;
        style.accent = Qt::red;
        style.muted = style.text = Qt::black;
        return style;
    }

    /// Every cell a colour of its own; the last cell is empty.
    static HeatMap::Grid grid(int rows, int columns)
    {
        HeatMap::Grid grid;
        grid.rows = rows;
        grid.columns = columns;
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < columns; ++column) grid.cells.push_back(qRgb(row * 4, column % 256, 128));
        }
        grid.cells.back() = 0;
        return grid;
    }

private slots:
    void everyCellHasItsColour_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::newRow("cells with gaps") << 8 << 32;
        QTest::newRow("one image") << 58 << 256;
    }

    void everyCellHasItsColour()
    {
        QFETCH(int, rows);
        QFETCH(int, columns);
        HeatMap map;
        map.setStyle(style());
        map.setGrid(grid(rows, columns));
        map.resize(1100, 400);
        QImage picture(map.size(), QImage::Format_ARGB32);
        picture.fill(Qt::white);
        map.render(&picture);
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < columns; ++column) {
                const QPointF center = map.cellRect(row, column).center();
                const bool empty = row == rows - 1 && column == columns - 1;
                if (!empty) QCOMPARE(picture.pixel(center.toPoint()), map.grid().cells[size_t(row * columns + column)]);
                QCOMPARE(map.cellAt(center), (HeatMap::Cell{row, column}));
            }
        }
    }

    void emptyCellsAreOutlined()
    {
        HeatMap map;
        map.setStyle(style());
        HeatMap::Grid one;
        one.rows = 1;
        one.columns = 4;
        one.cells.assign(4, 0);
        map.setGrid(one);
        map.resize(400, 80);
        QImage picture(map.size(), QImage::Format_ARGB32);
        picture.fill(Qt::white);
        map.render(&picture, {}, {}, QWidget::DrawChildren);
        const QRectF cell = map.cellRect(0, 1);
        QCOMPARE(picture.pixelColor(cell.center().toPoint()), QColor(Qt::white));
        QCOMPARE(picture.pixelColor(int(cell.center().x()), int(cell.top())), QColor(Qt::green));
    }

    void columnsApartStandApart()
    {
        HeatMap map;
        map.setStyle(style());
        HeatMap::Grid all = grid(4, 9);
        all.apart = 1;
        map.setGrid(all);
        map.resize(400, 120);
        const double neighbours = map.cellRect(0, 2).left() - map.cellRect(0, 1).right();
        QVERIFY(map.cellRect(0, 8).left() - map.cellRect(0, 7).right() > neighbours + 5);
        QCOMPARE(map.cellAt(map.cellRect(2, 8).center()), (HeatMap::Cell{2, 8}));
        const QPointF between(map.cellRect(2, 8).left() - 4, map.cellRect(2, 8).center().y());
        QVERIFY(!map.cellAt(between).isValid());
    }

    void limitedCellsLeaveTheRestFree()
    {
        HeatMap map;
        HeatMap::Grid few = grid(2, 3);
        few.largestCell = {10, 10};
        map.setGrid(few);
        map.resize(400, 200);
        QVERIFY(map.cellRect(1, 2).right() <= 40);
        QVERIFY(!map.cellAt({200, 5}).isValid());
    }

    void pointerNamesCells()
    {
        HeatMap map;
        map.setGrid(grid(4, 8));
        map.resize(400, 120);
        map.show();
        QVERIFY(QTest::qWaitForWindowExposed(&map));
        QSignalSpy hovered(&map, &HeatMap::cellHovered), clicked(&map, &HeatMap::cellClicked);
        const QPoint at = map.cellRect(2, 5).center().toPoint();
        QTest::mouseMove(&map, at);
        QTest::mouseMove(&map, at + QPoint(1, 0));
        QTest::mouseClick(&map, Qt::LeftButton, {}, at);
        QTest::mouseClick(&map, Qt::RightButton, {}, at);
        QCOMPARE(hovered.count(), 1);
        QCOMPARE(hovered[0], (QVariantList{2, 5}));
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked[0], (QVariantList{2, 5}));
    }

    void aMarkOutlinesItsCell()
    {
        HeatMap map;
        map.setStyle(style());
        map.setGrid(grid(4, 8));
        map.resize(400, 120);
        map.setMark({1, 3});
        const QImage picture = map.grab().toImage();
        const QRectF cell = map.cellRect(1, 3);
        QCOMPARE(picture.pixelColor(int(cell.center().x()), int(cell.top()) - 1), QColor(Qt::red));
    }

    void zoomedCellsKeepTheirPlaceUnderThePointer()
    {
        HeatMap map;
        map.resize(800, 400);
        map.setGrid(grid(58, 256));
        map.setDrag(HeatMap::Drag::Pan);
        const QPointF at = map.cellRect(20, 100).center();
        const double width = map.cellWidth();
        QWheelEvent in(at, at, {}, {0, 480}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&map, &in);
        QVERIFY(in.isAccepted());
        QVERIFY(map.zoomed() > 2.4 && map.cellWidth() > 2.4 * width);
        QCOMPARE(map.cellAt(at), (HeatMap::Cell{20, 100}));
        for (const auto& cell : {HeatMap::Cell{57, 255}, HeatMap::Cell{0, 0}, HeatMap::Cell{30, 128}}) {
            map.setMark(cell);  // brought into sight
            QCOMPARE(map.cellAt(map.cellRect(cell.row, cell.column).center()), cell);
        }
        map.zoom(1000);
        QVERIFY(map.cellWidth() < 200);
        map.showAll();
        QCOMPARE(map.cellWidth(), width);
        QWheelEvent out(at, at, {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&map, &out);
        QVERIFY(!out.isAccepted());  // the page may scroll
    }

    void everyZoomedCellHasItsColour()
    {
        HeatMap map;
        map.setStyle(style());
        map.setGrid(grid(58, 256));
        map.resize(800, 400);
        map.setMark({40, 200});
        for (const double factor : {2.0, 3.0}) {  // one image, then cells with gaps
            map.zoom(factor);
            const QImage picture = map.grab().toImage();
            for (const auto& [row, column] : {std::pair{40, 201}, std::pair{41, 199}, std::pair{39, 200}}) {
                const QPointF center = map.cellRect(row, column).center();
                QCOMPARE(picture.pixel(center.toPoint()), map.grid().cells[size_t(row * 256 + column)]);
            }
        }
    }

    void aDragMovesZoomedCellsAndSelectsNothing()
    {
        HeatMap map;
        map.resize(800, 400);
        map.setGrid(grid(58, 256));
        map.setDrag(HeatMap::Drag::Pan);
        map.setMark({30, 128});
        map.zoom(4);
        QSignalSpy clicked(&map, &HeatMap::cellClicked);
        const QPoint at = map.cellRect(30, 128).center().toPoint();
        QTest::mousePress(&map, Qt::LeftButton, {}, at);
        QMouseEvent move(QEvent::MouseMove, at + QPoint(40, 20), map.mapToGlobal(at), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(&map, &move);
        QTest::mouseRelease(&map, Qt::LeftButton, {}, at + QPoint(40, 20));
        QCOMPARE(clicked.count(), 0);
        QCOMPARE(map.cellAt(at + QPoint(40, 20)), (HeatMap::Cell{30, 128}));
        QTest::mouseClick(&map, Qt::LeftButton, {}, at + QPoint(40, 20));
        QCOMPARE(clicked.count(), 1);
    }

    void scrubbingClicksEveryColumn()
    {
        HeatMap map;
        map.setGrid(grid(4, 8));
        map.setDrag(HeatMap::Drag::Scrub);
        map.resize(400, 120);
        QSignalSpy clicked(&map, &HeatMap::cellClicked);
        QTest::mousePress(&map, Qt::LeftButton, {}, map.cellRect(1, 2).center().toPoint());
        for (const QPointF& at : {map.cellRect(1, 3).center(), map.cellRect(1, 3).center() + QPointF(1, 0),
                                  map.cellRect(1, 7).center() + QPointF(300, 400)}) {
            QMouseEvent move(QEvent::MouseMove, at, map.mapToGlobal(at), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(&map, &move);
        }
        QCOMPARE(clicked.count(), 3);
        QCOMPARE(clicked[1], (QVariantList{1, 3}));
        QCOMPARE(clicked[2], (QVariantList{3, 7}));  // beyond the edge is the edge
    }

    void barsDashesAndGroups()
    {
        HeatMap map;
        ui::PlotStyle look = style();
        look.value = Qt::blue;
        look.muted = Qt::magenta;
        map.setStyle(look);
        HeatMap::Grid all = grid(4, 8);
        all.cells.back() = qRgb(1, 2, 3);
        all.group = 4;
        all.bars = {0.5f, std::numeric_limits<float>::quiet_NaN(), 1, 0};
        all.dashes.assign(32, false);
        all.dashes[9] = true;
        map.setGrid(all);
        map.resize(500, 160);
        const QImage picture = map.grab().toImage();
        const QPoint bar(picture.width() - 30, int(map.cellRect(0, 0).center().y()));
        QCOMPARE(picture.pixelColor(bar), QColor(Qt::blue));
        QCOMPARE(picture.pixelColor(bar + QPoint(20, 0)), QColor(Qt::green));  // the track
        QVERIFY(picture.pixelColor(bar.x(), int(map.cellRect(1, 0).center().y())) != QColor(Qt::blue));
        QCOMPARE(picture.pixelColor(bar.x() + 20, int(map.cellRect(2, 0).center().y())), QColor(Qt::blue));
        QCOMPARE(map.cellAt(bar), (HeatMap::Cell{0, 8}));
        const QPointF dashed = map.cellRect(1, 1).center();
        QCOMPARE(picture.pixelColor(int(dashed.x()), int(dashed.y())), QColor(Qt::magenta));
        QCOMPARE(picture.pixelColor(int(map.cellRect(1, 4).x()) - 1, int(dashed.y())), QColor(Qt::magenta));
        QVERIFY(picture.pixelColor(int(map.cellRect(1, 3).x()) - 1, int(dashed.y())) != QColor(Qt::magenta));
    }

    void anEmptyMapIsQuiet()
    {
        HeatMap map;
        map.resize(100, 100);
        map.grab();
        QVERIFY(!map.cellAt({50, 50}).isValid());
    }
};

QTEST_MAIN(TestHeatMap)
#include "tst_heat_map.moc"
