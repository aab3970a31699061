// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/routing_view.h"

#include "ui/plots/color_legend.h"
#include "ui/views/caption.h"
#include "ui/views/view_style.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

#include <cmath>

namespace ui {

namespace {

constexpr double zoom_step = 1.5;   // times as large for one key
constexpr int wide = 640;           // pixels; in less, the search shows only while it is used and the legend is short

bool zooms(const QKeyEvent& event)
{
    return event.matches(QKeySequence::ZoomIn) || event.matches(QKeySequence::ZoomOut)
        || (event.modifiers() == Qt::ControlModifier && event.key() == Qt::Key_0);
}

}  // namespace

RoutingView::RoutingView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline, selection)
{
    setNavigatesExperts();
    setupControls();
    setupSearch();
    setupPlot();
    quantities_->actions().front()->setChecked(true);
}

/// One button, since the dock may be narrow; the title says what is chosen.
void RoutingView::setupControls()
{
    choices_ = new QToolButton(this);
    choices_->setText(tr("Show ▾"));
    choices_->setToolTip(tr("Which quantity is shown"));
    choices_->setAccessibleName(choices_->toolTip());
    choices_->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(choices_);
    quantities_ = new QActionGroup(menu);
    for (const QString& name : {tr("Gate weight"), tr("How often chosen"), tr("Router score"), tr("Entropy"),
                                tr("Difference from an even share")}) {
        QAction* entry = menu->addAction(name);
        entry->setCheckable(true);
        quantities_->addAction(entry);
    }
    connect(quantities_, &QActionGroup::triggered, this,
            [this](QAction* entry) { chooseQuantity(int(quantities_->actions().indexOf(entry))); });
    choices_->setMenu(menu);
    addControl(choices_);
}

void RoutingView::chooseQuantity(int index)
{
    model_.setQuantity(RoutingModel::Quantity(index));
    quantities_->actions()[index]->setChecked(true);
    markStale();
}

void RoutingView::setupSearch()
{
    search_ = new QLineEdit(this);
    search_->setPlaceholderText(tr("Find"));
    search_->setAccessibleName(tr("Search an expert"));
    search_->setToolTip(tr("Search an expert, like E11 or L3 E11 (/)"));
    search_->setMaximumWidth(search_->fontMetrics().horizontalAdvance(QStringLiteral("L61 E255")) + 20);
    addControl(search_);
    connect(search_, &QLineEdit::returnPressed, this, &RoutingView::search);
    auto* find = new QAction(tr("Search an expert"), this);
    find->setShortcut(Qt::Key_Slash);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QAction::triggered, this, &RoutingView::beginSearch);
    addAction(find);
}

void RoutingView::setupPlot()
{
    map_ = new HeatMap(plotPage());
    captions_ = {tr("layer"), tr("routed experts"), tr("shared"), true, {}, tr("group")};
    map_->setDrag(HeatMap::Drag::Pan);
    map_->setCellText([this](int row, int column) { return cellText(row, column); });
    plotPage()->layout()->addWidget(map_);
    connect(map_, &HeatMap::cellClicked, this, &RoutingView::select);
    connect(map_, &HeatMap::cellHovered, this, &RoutingView::readOut);
    setupZoom();

    auto* bottom = new QHBoxLayout;
    readout_ = new Caption;
    legend_ = new ColorLegend(plotPage());
    bottom->addWidget(readout_, 1);
    bottom->addWidget(legend_);
    static_cast<QVBoxLayout*>(plotPage()->layout())->addLayout(bottom);
}

void RoutingView::setupZoom()
{
    const std::pair<QString, double> steps[] = {{tr("Zoom in"), zoom_step}, {tr("Zoom out"), 1 / zoom_step}};
    for (const auto& [text, factor] : steps) {
        auto* zoom = new QAction(text, this);
        connect(zoom, &QAction::triggered, this, [this, by = factor] { map_->zoom(by); });
        addAction(zoom);
    }
    auto* all = new QAction(tr("Show all experts"), this);
    connect(all, &QAction::triggered, map_, &HeatMap::showAll);
    addAction(all);
}

void RoutingView::setSpan(Span span) { selection().selectSpan(span); }
void RoutingView::setQuantity(RoutingModel::Quantity quantity) { chooseQuantity(int(quantity)); }

void RoutingView::draw()
{
    captions_.bars = model_.barName();
    map_->setCaptions(captions_);
    map_->setGrid(grid());
    map_->setMark({selection().layer(), selection().expert()});
    readOut(selection().layer(), selection().expert());
    drawLegend();
}

void RoutingView::drawLegend()
{
    using Quantity = RoutingModel::Quantity;
    const double top = double(model_.maximum());
    const bool tokens = selection().span() != Span::Token;
    const QString note = tokens && width() >= wide ? tr("– never chosen") : QString();
    const QString percent = QStringLiteral("%1 %").arg(100 * top, 0, 'f', top < 0.1 ? 1 : 0);
    if (model_.quantity() == Quantity::Difference) {
        legend_->setScale(differenceLegend(), u'−' + percent, u'+' + percent, note);
        return;
    }
    const QString high = model_.quantity() == Quantity::Share ? percent
        : model_.quantity() == Quantity::Entropy ? tr("%1 bits").arg(top, 0, 'f', 2) : QString::number(top, 'f', 2);
    legend_->setScale(strengthLegend(), QStringLiteral("0"), high, note);
}

QRgb RoutingView::cellColor(float value) const
{
    const bool sign = model_.quantity() == RoutingModel::Quantity::Difference;
    return sign ? differenceCell(value, model_.maximum()) : strengthCell(value, model_.maximum());
}

HeatMap::Grid RoutingView::grid() const
{
    HeatMap::Grid grid;
    const int experts = model_.experts();
    grid.apart = model_.hasSharedExperts() ? 1 : 0;
    grid.rows = model_.layers();
    grid.columns = experts + grid.apart;
    grid.group = model_.groups() > 1 ? experts / model_.groups() : 0;
    grid.barLine = model_.barByChance();
    grid.cells.reserve(size_t(grid.rows) * size_t(grid.columns));
    auto value = model_.values().begin();
    for (int layer = 0; layer < grid.rows; ++layer) {
        grid.rowLabels << model_.layerLabel(layer);
        grid.bars.push_back(model_.bar(layer));
        for (int expert = 0; expert < experts; ++expert) {
            grid.cells.push_back(cellColor(*value++));
            grid.dashes.push_back(model_.isUnused(layer, expert));
        }
        if (!grid.apart) continue;
        // The shared expert is not weighed against the others: it has a colour of its own.
        grid.cells.push_back(model_.isDense(layer) ? 0 : theme().reference.rgba());
        grid.dashes.push_back(false);
    }
    return grid;
}

QString RoutingView::cellText(int row, int column) const
{
    if (column == map_->grid().columns) return model_.balanceText(row);
    if (column < model_.experts() || model_.isDense(row))
        return model_.cellText(row, std::min(column, model_.experts() - 1));
    return tr("The shared expert runs for every token, with weight 1.");
}

void RoutingView::readOut(int row, int column)
{
    if (row < 0 || column < 0) {
        row = selection().layer();
        column = selection().expert();
    }
    const bool known = row >= 0 && column >= 0 && row < model_.layers();
    readout_->setText(known ? cellText(row, column) : tr("Click a cell: all views mark that expert."));
}

void RoutingView::select(int row, int column)
{
    if (column < model_.experts() && !model_.isDense(row)) selection().selectExpert(row, column);
    else selection().selectLayer(row);
}

void RoutingView::beginSearch()
{
    search_->show();
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void RoutingView::search()
{
    const auto place = model_.find(search_->text());
    if (!place) {
        readout_->setText(model_.findable());
        return;
    }
    place->expert < 0 ? selection().selectLayer(place->layer) : selection().selectExpert(place->layer, place->expert);
    endSearch();
}

void RoutingView::endSearch()
{
    setFocus();
    search_->setVisible(width() >= wide);
}

/// Escape leaves the search. The keys that make the text of the window larger zoom the map while it has the focus.
bool RoutingView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && zooms(*static_cast<QKeyEvent*>(event))) event->accept();
    return View::event(event);
}

void RoutingView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::ZoomIn)) map_->zoom(zoom_step);
    else if (event->matches(QKeySequence::ZoomOut)) map_->zoom(1 / zoom_step);
    else if (zooms(*event)) map_->showAll();
    else if (event->key() == Qt::Key_Escape && search_->hasFocus()) endSearch();
    else View::keyPressEvent(event);
}

void RoutingView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    if (!search_->hasFocus()) search_->setVisible(width() >= wide && !isPresented());
}

void RoutingView::restyle(const PlotStyle& style)
{
    map_->setStyle(style);
    legend_->setStyle(style);
    for (QWidget* control : std::initializer_list<QWidget*>{choices_, search_})
        control->setFont(style.font);
}

}  // namespace ui
