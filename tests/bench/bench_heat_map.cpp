// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Processor time of one frame of the routing map, from a new token to painted pixels, for two model shapes.
// Processor time, so that a busy machine measures the same.
#include "recording.h"
#include "ui/theme.h"
#include "ui/views/routing_view.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace {

struct Cost {
    std::vector<double> fold, map, frame;  // ms
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double cpuMs()
{
    return 1e3 * double(std::clock()) / CLOCKS_PER_SEC;
}

Cost measure(const std::shared_ptr<engine::ModelCard>& card, ui::Span span, double zoom, int frames)
{
    ui::Timeline timeline;
    ui::Selection selection;
    QObject::connect(&timeline, &ui::Timeline::changed, [&] { selection.advanceTo(timeline.size() - 1); });
    timeline.setCard(card);
    timeline.apply(recording::events(*card, {1, 0, 0, recording::pieces(8), recording::pieces(32)}));
    ui::RoutingModel model(timeline, selection);
    selection.selectSpan(span);
    ui::RoutingView view(timeline, selection);
    view.resize(800, 400);
    view.show();
    QCoreApplication::processEvents();
    view.map()->zoom(zoom);
    QImage picture(view.map()->size(), QImage::Format_ARGB32_Premultiplied);

    Cost cost;
    for (int frame = 0; frame < frames; ++frame) {
        ui::TraceBatch batch;
        engine::TokenEvent token = *timeline.token(frame % 32);
        token.position = timeline.size();
        batch.events.emplace_back(std::move(token));
        timeline.apply(batch);
        const double start = cpuMs();
        model.update();
        const double folded = cpuMs();
        QCoreApplication::processEvents();  // the view folds, fills its cells and is painted into the window
        const double framed = cpuMs();
        view.map()->render(&picture);
        cost.fold.push_back(folded - start);
        cost.frame.push_back(framed - folded);
        cost.map.push_back(cpuMs() - framed);
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
    const char* spans[] = {"this token", "window", "reply", "session"};
    std::printf("routing map, 800 x 400 pixels, median of 100 frames, ms of processor time\n");
    std::printf("%-10s %-12s %5s %8s %8s %8s\n", "shape", "span", "zoom", "fold", "map", "view");
    for (const auto& [name, card] : cards) {
        for (int span = 0; span < 4; ++span) {
            for (const double zoom : {1.0, 4.0}) {
                const Cost cost = measure(card, ui::Span(span), zoom, 100);
                std::printf("%-10s %-12s %5.0f %8.3f %8.3f %8.3f\n", name, spans[span], zoom, median(cost.fold),
                            median(cost.map), median(cost.frame));
            }
        }
    }
}
