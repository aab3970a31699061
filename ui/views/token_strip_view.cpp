// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/token_strip_view.h"

#include "ui/models/labels.h"
#include "ui/models/token_routing.h"
#include "ui/views/caption.h"
#include "ui/views/view_style.h"

#include <QAction>
#include <QKeyEvent>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double narrowest_column = 1, widest_column = 48;  // pixels
constexpr double zoom_step = 1.5;
constexpr double tallest_row = 24;  // pixels
constexpr int overview_height = 12;

bool zooms(const QKeyEvent& event)
{
    return event.matches(QKeySequence::ZoomIn) || event.matches(QKeySequence::ZoomOut)
        || (event.modifiers() == Qt::ControlModifier && event.key() == Qt::Key_0);
}

}  // namespace

TokenStripView::TokenStripView(DeviceModel& device, Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection, device.log()), columnWidth_(token_column)
{
    connect(&device, &DeviceModel::logChanged, this, &View::markStale);
    setupPlots();
    setupZoom();
}

void TokenStripView::setupPlots()
{
    overview_ = new PieceBar(overview_height, plotPage());
    overview_->setAccessibleName(tr("The whole context"));
    overview_->setToolTip(tr("The whole context; the frame is what is in sight. Drag it to look elsewhere."));
    parts_ = new PieceBar(0, plotPage());
    strip_ = new HeatMap(plotPage());
    strip_->setDrag(HeatMap::Drag::Scrub);
    strip_->setCellText([this](int row, int column) { return model_.frameText(firstToken() + column, row); });
    lanes_ = new ColumnLanes(plotPage());
    readout_ = new Caption;
    auto* page = static_cast<QVBoxLayout*>(plotPage()->layout());
    page->setSpacing(3);
    page->addWidget(overview_);
    page->addWidget(parts_);
    page->addWidget(strip_, 1);
    page->addWidget(lanes_);
    page->addWidget(readout_);
    page->addStretch(0);
    for (QWidget* plot : std::initializer_list<QWidget*>{overview_, parts_, strip_, lanes_})
        plot->installEventFilter(this);
    connect(strip_, &HeatMap::cellHovered, this, &TokenStripView::readOut);
    connect(strip_, &HeatMap::cellClicked, this, [this](int row, int column) {
        const int layer = model_.decoderLayer(row);
        select(column);
        this->selection().selectLayer(layer);
    });
    connect(lanes_, &ColumnLanes::columnHovered, this, &TokenStripView::readLane);
    connect(lanes_, &ColumnLanes::columnClicked, this, &TokenStripView::select);
    connect(parts_, &PieceBar::itemClicked, this, [this](int token) { this->selection().selectToken(token); });
    connect(overview_, &PieceBar::itemClicked, this,
            [this](int token) { scrollTo(token - strip_->grid().columns / 2); });
}

void TokenStripView::setupZoom()
{
    const auto add = [this](const QString& text, double factor) {
        auto* action = new QAction(text, this);
        connect(action, &QAction::triggered, this, [this, factor] { zoom(factor); });
        addAction(action);
    };
    add(tr("Wider columns"), zoom_step);
    add(tr("Narrower columns"), 1 / zoom_step);
    add(tr("Usual columns"), 0);
}

void TokenStripView::zoom(double factor)
{
    const double wanted = factor > 0 ? columnWidth_ * factor : token_column;
    columnWidth_ = std::clamp(wanted, narrowest_column, widest_column);
    shownToken_ = -1;  // the selected token comes into sight again
    scrolled_ = false;
    markStale();
}

void TokenStripView::scrollTo(int first)
{
    first_ = first;
    scrolled_ = true;
    markStale();
}

/// The selected token is brought into sight when it changes, unless it only follows while somebody looks elsewhere.
int TokenStripView::firstInSight(int columns)
{
    const int token = selection().token(), last = std::max(0, model_.tokens() - columns);
    if (token != shownToken_ && !selection().following()) scrolled_ = false;
    shownToken_ = token;
    first_ = std::clamp(first_, 0, last);
    const bool inSight = token >= first_ && token < first_ + columns;
    if (!scrolled_ && !inSight) first_ = firstShown(model_.tokens(), columns, token);
    return first_;
}

void TokenStripView::draw()
{
    drawFilm();
    drawParts();
    drawLanes();
    drawMarks();
    readOut(-1, -1);
}

void TokenStripView::drawFilm()
{
    HeatMap::Grid grid;
    grid.rows = model_.layers();
    for (int m = 0; m < grid.rows; ++m) grid.rowLabels << layerName(model_.decoderLayer(m));
    grid.columns = std::min(model_.tokens(), strip_->columnsThatFit(columnWidth_));
    grid.firstColumn = firstInSight(grid.columns);
    grid.largestCell = {std::max(largest_token_cell.width(), columnWidth_), tallest_row};
    for (int m = 0; m < grid.rows; ++m) {
        for (int column = 0; column < grid.columns; ++column) {
            const int expert = model_.frame(grid.firstColumn + column, m).expert;
            grid.cells.push_back(expert < 0 ? 0 : theme().category(expert).rgba());
        }
    }
    strip_->setGrid(std::move(grid));
    strip_->setMaximumHeight(strip_->tallest());
}

std::vector<PieceBar::Piece> TokenStripView::pieces() const
{
    std::vector<PieceBar::Piece> pieces;
    for (const auto& run : model_.runs()) {
        const QColor color = run.segment == Segment::Prompt ? theme().reference
            : run.segment == Segment::Thinking ? theme().series[1] : theme().value;
        pieces.push_back({run.begin, run.end, color, TokenStripModel::segmentName(run.segment)});
    }
    return pieces;
}

void TokenStripView::drawParts()
{
    const int columns = strip_->grid().columns;
    const double room = std::max(1.0, strip_->width() - strip_->left() - 2);
    overview_->setVisible(columns < model_.tokens());  // else it says nothing new
    overview_->setPieces(pieces());
    overview_->setItems(0, strip_->left(), room / std::max(1, model_.tokens()));
    overview_->setFrame({firstToken(), firstToken() + columns});
    parts_->setPieces(pieces());
    parts_->setItems(firstToken(), strip_->left(), strip_->cellWidth());
}

void TokenStripView::drawLanes()
{
    ColumnLanes::Lane norm, compute, load;
    for (int column = 0; column < strip_->grid().columns; ++column) {
        const auto moment = model_.moment(firstToken() + column);
        norm.values.push_back(moment.norm);
        compute.values.push_back(moment.compute);
        if (model_.hasLoads()) load.values.push_back(model_.load(firstToken() + column));
    }
    for (ColumnLanes::Lane* lane : {&norm, &compute}) {
        lane->top = 0;
        for (const float value : lane->values) lane->top = std::fmax(lane->top, value);
    }
    norm.caption = tr("latent norm, mean of the layers · up to %1").arg(double(norm.top), 0, 'f', 2);
    norm.color = theme().series[1];
    compute.caption = tr("time of the token's stages, ms · up to %1").arg(double(compute.top), 0, 'f', 2);
    compute.color = theme().value;
    lanes_->setColumns(strip_->left(), strip_->cellWidth());
    std::vector<ColumnLanes::Lane> lanes{norm, compute};
    if (model_.hasLoads()) {
        load.top = 100;
        load.caption = tr("%1 · up to 100").arg(model_.deviceName());
        load.color = theme().series[2];
        lanes.push_back(load);
    }
    lanes_->setLanes(std::move(lanes));
}

void TokenStripView::drawMarks()
{
    const int token = selection().token(), column = token - firstToken();
    const bool inSight = token >= 0 && column >= 0 && column < strip_->grid().columns;
    strip_->setMark({-1, inSight ? column : -1});
    lanes_->setMark(inSight ? column : -1);
    overview_->setMark(token);
}

void TokenStripView::select(int column) { selection().selectToken(firstToken() + column); }

void TokenStripView::readOut(int row, int column)
{
    int token = firstToken() + column;
    if (row < 0 || column < 0) {
        row = std::max(0, moeIndex(*timeline().card(), selection().layer()));
        token = selection().token();
    }
    const bool known = token >= 0 && token < model_.tokens();
    readout_->setText(known ? model_.frameText(token, row) : tr("Click a column: all views show that token."));
}

void TokenStripView::readLane(int column)
{
    if (column < 0 || firstToken() + column >= model_.tokens()) readOut(-1, -1);
    else readout_->setText(model_.momentText(firstToken() + column));
}

/// The wheel moves along the tokens, with Ctrl it makes columns wider.
bool TokenStripView::turnWheel(const QWheelEvent& event)
{
    const QPoint turn = event.angleDelta();
    const double notches = (turn.y() != 0 ? turn.y() : turn.x()) / 120.0;
    if (event.modifiers().testFlag(Qt::ControlModifier)) zoom(std::pow(zoom_step, notches));
    else if (strip_->grid().columns >= model_.tokens()) return false;  // all are in sight: the page may scroll
    else scrollTo(first_ - int(std::lround(notches * std::max(1.0, strip_->grid().columns / 10.0))));
    return true;
}

bool TokenStripView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Wheel && turnWheel(*static_cast<QWheelEvent*>(event))) return true;
    return View::eventFilter(watched, event);
}

bool TokenStripView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && zooms(*static_cast<QKeyEvent*>(event))) event->accept();
    return View::event(event);
}

void TokenStripView::keyPressEvent(QKeyEvent* event)
{
    const int page = std::max(1, strip_->grid().columns), last = model_.tokens() - 1;
    const auto move = [&](int tokens) {
        if (last >= 0) selection().selectToken(std::clamp(selection().token() + tokens, 0, last));
    };
    if (event->matches(QKeySequence::ZoomIn)) zoom(zoom_step);
    else if (event->matches(QKeySequence::ZoomOut)) zoom(1 / zoom_step);
    else if (zooms(*event)) zoom(0);
    else if (event->key() == Qt::Key_PageUp) move(-page);
    else if (event->key() == Qt::Key_PageDown) move(page);
    else View::keyPressEvent(event);
}

void TokenStripView::restyle(const PlotStyle& style)
{
    for (PieceBar* bar : {overview_, parts_}) bar->setStyle(style);
    strip_->setStyle(style);
    lanes_->setStyle(style);
}

void TokenStripView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    markStale();  // another number of tokens fits
}

}  // namespace ui
