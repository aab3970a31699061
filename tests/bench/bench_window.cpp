// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window costs the engine: decode speed of stories asked in the window (offscreen, everything shown and
// recorded) beside the same stories from a session alone in the same program, with trace and without. The three take
// turns, so that a busy machine slows all of them.
#include "fresh_program.h"
#include "engine/engine.h"
#include "engine/session.h"
#include "engine/store.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>

namespace {

constexpr int kRounds = 15;
constexpr const char* kQuestion = "Tell me a long story about a fox.";

double median(std::vector<double> values)
{
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double alone(engine::Session& session, bool trace)
{
    engine::Request request;
    request.chat = {{engine::Role::User, kQuestion, {}}};
    request.trace = trace;
    request.sampling.temperature = 0;
    return session.generate(request, [](engine::Event&) {}).tokens_per_second;
}

void wait_until(const std::function<bool()>& done)
{
    while (!done()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
}

/// Decode speed of every reply in the only session of `folder`.
std::vector<double> recorded(const std::filesystem::path& folder)
{
    std::vector<double> rates;
    for (const engine::LibraryEntry& entry : engine::Library(folder).list())
        for (const engine::StoredMessage& message : engine::Store::open(entry.file).read().messages)
            if (message.complete && message.finished.tokens > 20) rates.push_back(message.finished.tokens_per_second);
    return rates;
}

}  // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication qt(argc, argv);
    FreshProgram program(QSize(1600, 1000));
    engine::Session session(engine::Engine::open("workshop"));
    std::vector<double> traced, untraced;
    for (int round = 0; round < kRounds; ++round) {
        wait_until([&] { return program.isReady(); });
        traced.push_back(alone(session, true));
        untraced.push_back(alone(session, false));
        program.window().ask(kQuestion);
        QCoreApplication::processEvents();
    }
    wait_until([&] { return program.isReady(); });
    const double shown = median(recorded(program.sessions().toStdString()));
    std::printf("decode, median of %d, tokens/s: in the window %.0f, alone %.0f, alone without trace %.0f\n", kRounds,
                shown, median(traced), median(untraced));
    std::printf("share of the engine's speed that is left with the window open: %.0f %%\n",
                100 * shown / median(traced));
}
