// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How soon the whole window answers at 100,000 recorded tokens: every page in turn, from a selection, a pointer that
// moves or a token that arrives until all visible views are brought up to date and painted (offscreen). Processor time
// of the window's thread, so that a busy machine measures the same, and beside it time on the wall.
// bench_inspection [small|large] [page]
#include "window_bench.h"
#include "ui/views/view.h"

#include <QApplication>
#include <QMouseEvent>
#include <QTabWidget>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <string_view>

namespace {

constexpr int tokens = 100000, batch_tokens = 500, repeats = 50;
constexpr int half = tokens / 2, prompt_tokens = 200;

struct Times {
    std::vector<double> cpu, wall;  // milliseconds
};

double clockMs(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return 1e3 * double(now.tv_sec) + 1e-6 * double(now.tv_nsec);
}

/// Until nothing is left to be done at once: models, plots that are drawn a turn later, pictures.
void settle()
{
    for (int turn = 0; turn < 4; ++turn) QCoreApplication::processEvents();
}

void measure(Times& times, const std::function<void()>& step)
{
    const double cpu = clockMs(CLOCK_THREAD_CPUTIME_ID), wall = clockMs(CLOCK_MONOTONIC);
    step();
    settle();
    times.cpu.push_back(clockMs(CLOCK_THREAD_CPUTIME_ID) - cpu);
    times.wall.push_back(clockMs(CLOCK_MONOTONIC) - wall);
}

std::string text(std::vector<double> values)
{
    if (values.empty()) return "       -       ";
    std::sort(values.begin(), values.end());
    char line[64];
    std::snprintf(line, sizeof line, "%6.1f / %6.1f", values[values.size() / 2], values.back());
    return line;
}

double residentMiB()
{
    std::ifstream status("/proc/self/statm");
    long pages = 0, resident = 0;
    status >> pages >> resident;
    return double(resident) * 4096 / (1 << 20);
}

/// Two answers to one question of half the tokens each, the second goes on in the first one's cache, and a third that
/// is being written behind them. Every token has all captures of the model, its experts moved along by its position;
/// the oldest come without router scores, as many as the timeline would have let go of.
class Conversation {
public:
    Conversation(WindowBench& bench, const engine::ModelCard& card) : bench_(bench), card_(card)
    {
        pattern_ = recording::token(card, 1, 0, " word");
        scores_ = std::move(pattern_.routing.scores);
        pattern_.routing.scores.clear();
        const auto kept = ui::Timeline::score_bytes / qint64(scores_.size() * sizeof(float));
        firstScored_ = int(std::max<qint64>(0, tokens - kept + let_go_after));
        load();
        reply(2, 0, 0, half);
        reply(3, 2, half, tokens);
        bench.conversation.ask(QStringLiteral("More?"), {});
        reply(bench.conversation.runningReply(), 3, tokens, tokens);
    }

    void arrive()
    {
        ui::TraceBatch batch;
        batch.events.emplace_back(next());
        bench_.timeline.apply(batch);
        bench_.conversation.apply(batch);
    }

private:
    static constexpr int paragraph = 60;      // tokens
    static constexpr int let_go_after = 230;  // tokens that arrived: while the timeline's page is measured

    void load()
    {
        engine::Document document;
        engine::StoredMessage question;
        question.id = 1;
        question.message = {engine::Role::User, "Why?", {}};
        question.complete = true;
        document.messages.push_back(question);
        for (const engine::ReplyId id : {2, 3}) {
            engine::StoredMessage answer;
            answer.id = id;
            answer.parent = 1;
            answer.complete = true;
            answer.message.role = engine::Role::Assistant;
            answer.message.content = "An answer.";
            answer.started.reply = answer.finished.reply = id;
            if (id == 3) answer.started.sampling.temperature = 0;  // the changed one of a pair
            document.messages.push_back(answer);
        }
        document.active_leaf = 3;
        document.provenance.push_back({"test", card_, "all"});
        bench_.conversation.load(document);
    }

    void reply(engine::ReplyId id, engine::ReplyId base, int first, int end)
    {
        engine::ReplyStarted started;
        started.reply = id;
        started.base = base;
        started.reused_tokens = first;
        started.prompt_tokens = first + (first < end ? prompt_tokens : 0);
        pattern_.reply = id;
        prompt_ = started.prompt_tokens;
        position_ = first;
        ui::TraceBatch begin;
        begin.events.emplace_back(started);
        bench_.timeline.apply(begin);
        bench_.conversation.apply(begin);
        while (position_ < end) {
            ui::TraceBatch batch;
            for (int i = 0; i < batch_tokens; ++i) batch.events.emplace_back(next());
            bench_.timeline.apply(batch);
        }
    }

    engine::TokenEvent next()
    {
        engine::TokenEvent token = pattern_;
        const auto experts = unsigned(card_.n_routed_experts);
        const unsigned shift = unsigned(position_) * 7 + unsigned(position_) / 97;
        for (std::uint16_t& expert : token.routing.experts) expert = std::uint16_t((expert + shift) % experts);
        token.phase = position_ < prompt_ ? engine::Phase::Prefill : engine::Phase::Decode;
        token.position = position_;
        token.id = 100 + position_ % 5000;
        token.piece = token.text = " w" + std::to_string(position_ % 5000);
        if (position_ % paragraph == 0) token.piece = token.text = ".\n\n";
        token.time_us = std::int64_t(position_) * 5000;
        if (token.phase == engine::Phase::Decode)
            token.candidates = {{token.id, token.piece, 0.5f, 0.75f}, {7, " other", 0.25f, 0.25f}, {8, "\n", 0.1f, 0}};
        if (position_ >= firstScored_) token.routing.scores = scores_;
        ++position_;
        return token;
    }

    WindowBench& bench_;
    const engine::ModelCard& card_;
    engine::TokenEvent pattern_;
    std::vector<float> scores_;
    int position_ = 0, prompt_ = 0, firstScored_ = 0;
};

/// The pointer moves over every plot of the page that answers it.
void hover(Times& times, QWidget& page)
{
    for (auto* view : page.findChildren<ui::View*>()) {
        if (!view->isVisible()) continue;
        for (auto* plot : view->findChildren<QWidget*>()) {
            if (!plot->isVisible() || !plot->hasMouseTracking() || plot->width() < 40) continue;
            for (int i = 1; i < 6; ++i) {
                const QPointF at(plot->width() * i / 6.0, plot->height() * i / 6.0);
                measure(times, [&] {
                    QMouseEvent move(QEvent::MouseMove, at, plot->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
                    QApplication::sendEvent(plot, &move);
                });
            }
        }
    }
}

void measurePage(WindowBench& bench, Conversation& conversation, ui::Workspace* page, ui::Span span)
{
    ui::Selection& selection = bench.selection;
    const engine::ModelCard& card = *bench.card;
    Times token, expert, pointer, arrival;
    for (int i = 0; i < repeats; ++i)
        measure(token, [&] { selection.selectToken(int((qint64(i) * 77377 + 5) % tokens)); });
    for (int i = 0; i < repeats; ++i) {
        const int layer = card.moe_layers[size_t(i * 5) % card.moe_layers.size()];
        measure(expert, [&] { selection.selectExpert(layer, (i * 37) % card.n_routed_experts); });
    }
    hover(pointer, *page);
    selection.follow();
    settle();
    for (int i = 0; i < repeats; ++i) measure(arrival, [&] { conversation.arrive(); });
    std::printf("%-14s %-8s %s  %s  %s  %s | wall %s  %s\n", qPrintable(page->objectName()),
                span == ui::Span::Token ? "token" : "session", text(token.cpu).c_str(), text(expert.cpu).c_str(),
                text(pointer.cpu).c_str(), text(arrival.cpu).c_str(), text(token.wall).c_str(),
                text(arrival.wall).c_str());
    std::fflush(stdout);
}

void measureWindow(const std::shared_ptr<engine::ModelCard>& card, const QString& only)
{
    WindowBench bench;
    const double before = residentMiB();
    card->hash = "inspection";
    card->context = 4 * tokens;
    bench.card = card;
    bench.timeline.setCard(card);
    bench.window->setModel(card);
    bench.window->resize(1600, 1000);
    QObject::connect(&bench.timeline, &ui::Timeline::changed, &bench.selection,
                     [&] { bench.selection.advanceTo(bench.timeline.size() - 1); });
    Conversation conversation(bench, *card);
    settle();
    std::printf("\n%d tokens of %d routers x %d experts, top-%d: resident %.0f MiB, %.0f of them the recording "
                "(scores of %d tokens let go)\n",
                tokens, int(card->moe_layers.size()), card->n_routed_experts, card->num_experts_per_tok,
                residentMiB(), residentMiB() - before, bench.timeline.tokensWithoutScores());
    std::printf("processor time in ms, median / longest:\n%-14s %-8s %-15s  %-15s  %-15s  %-15s\n", "page", "span",
                "select token", "select expert", "pointer", "token arrives");
    auto* tabs = bench.window->findChild<QTabWidget*>();
    for (int i = 0; i < tabs->count(); ++i) {
        auto* page = static_cast<ui::Workspace*>(tabs->widget(i));
        if (!only.isEmpty() && page->objectName() != only) continue;
        Times first;
        measure(first, [&] { tabs->setCurrentIndex(i); });
        std::printf("%-14s shown for the first time: %.1f ms (wall %.1f)\n", qPrintable(page->objectName()),
                    first.cpu.front(), first.wall.front());
        for (const ui::Span span : {ui::Span::Token, ui::Span::Session}) {
            bench.selection.selectSpan(span);
            for (int turn = 0; turn < 200; ++turn) QTest::qWait(5);  // what is folded over several frames
            measurePage(bench, conversation, page, span);
        }
    }
    std::printf("resident when every page was shown: %.0f MiB, scores of %d tokens let go\n", residentMiB(),
                bench.timeline.tokensWithoutScores());
}

}  // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication qt(argc, argv);
    const bool small = argc < 2 || std::string_view(argv[1]) != "large";
    const bool large = argc < 2 || std::string_view(argv[1]) != "small";
    const QString only = argc < 3 ? QString() : QString::fromLatin1(argv[2]);
    if (small) measureWindow(recording::workshopCard(), only);
    if (large) measureWindow(recording::largeCard(), only);
}
