// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Cost of one frame of the routing map, from a new token to painted pixels, printed for two model shapes.
#include "recording.h"
#include "ui/theme.h"
#include "ui/views/routing_view.h"

#include <QApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

namespace {

struct Cost {
    std::vector<double> fold, paint;  // ms
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

Cost measure(const std::shared_ptr<engine::ModelCard>& card, ui::RoutingModel::Span span, int frames)
{
    ui::Timeline timeline;
    ui::Selection selection;
    QObject::connect(&timeline, &ui::Timeline::changed, [&] { selection.advanceTo(timeline.size() - 1); });
    timeline.setCard(card);
    timeline.apply(recording::events(*card, {1, 0, 0, recording::pieces(8), recording::pieces(64)}));
    ui::RoutingModel model(timeline, selection);
    model.setSpan(span);
    ui::RoutingView view(timeline, selection);
    view.setSpan(span);
    view.resize(800, 400);
    view.show();
    QImage screen(view.size(), QImage::Format_ARGB32_Premultiplied);

    Cost cost;
    for (int frame = 0; frame < frames; ++frame) {
        ui::TraceBatch batch;
        batch.events.emplace_back(recording::token(*card, 1, timeline.size(), " t"));
        timeline.apply(batch);
        QElapsedTimer clock;
        clock.start();
        model.update();
        cost.fold.push_back(double(clock.nsecsElapsed()) * 1e-6);
        clock.restart();
        QCoreApplication::processEvents();  // the view folds, fills its cells and asks to be painted
        view.render(&screen);
        cost.paint.push_back(double(clock.nsecsElapsed()) * 1e-6);
    }
    return cost;
}

}  // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    ui::applyTheme(app, ui::darkTheme(), 10);
    const std::pair<const char*, std::shared_ptr<engine::ModelCard>> cards[] = {
        {"8 x 32", recording::workshopCard()}, {"61 x 256", recording::largeCard()}};
    const char* spans[] = {"this token", "window", "reply"};
    std::printf("routing map, 800 x 400 pixels, median of 100 frames, ms\n");
    std::printf("%-10s %-12s %8s %8s\n", "shape", "span", "fold", "frame");
    for (const auto& [name, card] : cards) {
        for (int span = 0; span < 3; ++span) {
            const Cost cost = measure(card, ui::RoutingModel::Span(span), 100);
            std::printf("%-10s %-12s %8.3f %8.3f\n", name, spans[span], median(cost.fold), median(cost.paint));
        }
    }
}
