// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/heat_map.h"

#include <QSignalSpy>
#include <QTest>

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
