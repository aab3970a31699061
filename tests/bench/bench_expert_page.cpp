// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Processor time of the expert page when another expert is selected: 100,000 recorded tokens of 58 routers × 256
// experts are looked through once. Processor time, so that a busy machine measures the same.
#include "recording.h"
#include "ui/models/expert_page.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace {

constexpr int tokens = 100000, batch_tokens = 1000;

double cpuMs()
{
    return 1e3 * double(std::clock()) / CLOCKS_PER_SEC;
}

void record(ui::Timeline& timeline, const engine::ModelCard& card)
{
    engine::TokenEvent token = recording::token(card, 1, 0, " a");
    token.routing.scores.clear();
    token.phase = engine::Phase::Decode;
    engine::ReplyStarted started;
    started.reply = 1;
    for (int position = 0; position < tokens;) {
        ui::TraceBatch batch;
        if (position == 0) batch.events.emplace_back(started);
        for (int i = 0; i < batch_tokens; ++i, ++position) {
            token.position = position;
            token.id = position % 5000;
            token.routing.experts[size_t(20 * 8 + position % 8)] = std::uint16_t(position % 256);
            batch.events.emplace_back(token);
        }
        timeline.apply(batch);
    }
}

}  // namespace

int main()
{
    const auto card = recording::largeCard();
    ui::Timeline timeline;
    ui::Selection selection;
    ui::Findings findings;
    timeline.setCard(card);
    record(timeline, *card);
    ui::ExpertPageModel model(timeline, selection, findings);
    std::vector<double> ms;
    for (int expert = 0; expert < 21; ++expert) {
        selection.selectExpert(23, expert);
        const double start = cpuMs();
        model.update();
        ms.push_back(cpuMs() - start);
    }
    std::sort(ms.begin(), ms.end());
    const double first = cpuMs();
    model.update();
    std::printf("another expert of %d tokens: median %.1f ms, longest %.1f ms; nothing new: %.2f ms\n",
                model.calls().tokens, ms[ms.size() / 2], ms.back(), cpuMs() - first);
}
