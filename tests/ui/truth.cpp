// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "truth.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace {

QStringList cellsOf(const QString& line)
{
    QStringList cells{QString()};
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'"' && quoted && i + 1 < line.size() && line[i + 1] == u'"') cells.back() += line[++i];
        else if (line[i] == u'"') quoted = !quoted;
        else if (line[i] == u',' && !quoted) cells << QString();
        else cells.back() += line[i];
    }
    return cells;
}

}  // namespace

Table Table::of(const QString& csv)
{
    Table table;
    for (const QString& line : csv.split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(u'#')) continue;
        if (table.headers.isEmpty()) table.headers = cellsOf(line);
        else table.rows.push_back(cellsOf(line));
    }
    return table;
}

double Table::number(size_t row, int column) const
{
    bool known = false;
    const double value = text(row, column).toDouble(&known);
    return known ? value : std::numeric_limits<double>::quiet_NaN();
}

int Table::find(const QStringList& cells) const
{
    for (size_t row = 0; row < rows.size(); ++row)
        if (rows[row].mid(0, cells.size()) == cells) return int(row);
    return -1;
}

bool near(double shown, double expected)
{
    const bool close = std::abs(shown - expected) <= 2e-5 * std::max(1.0, std::abs(expected));
    if (!close) qWarning("shown %.9g, expected %.9g", shown, expected);
    return close;
}

TruthBench::TruthBench(Without without)
{
    describeModel();
    for (int position = 0; position < all; ++position) tokens[{original, position}] = made(original, position);
    for (int position = 0; position < prompt + thinking + changedAnswer; ++position)
        tokens[{changed, position}] = made(changed, position);
    for (auto& [place, event] : tokens) {
        if (without == Without::Scores) event.routing.scores.clear();
        if (without == Without::Candidates) event.candidates.clear();
        if (without == Without::LatentNorms) event.latent_norm.clear();
        if (without == Without::StageTimes) event.times = {};
    }
    for (int position = firstLost; without == Without::SomeTokens && position < lostEnd; ++position)
        tokens.erase({original, position});
    load();
}

void TruthBench::describeModel()
{
    card->hash = "truth";
    card->scoring_func = "sigmoid";
    card->norm_topk_prob = true;
    card->vocab_size = 1000;
    card->hidden_size = 64;
    card->intermediate_size = 128;
    card->moe_intermediate_size = 16;
    card->total_parameters = 1000000;
    card->active_parameters = 500000;
    card->weight_bytes = 2000000;
    card->active_weight_bytes = 1000000;
    card->cache_element_bytes = 2;
    card->backend = "cpu";
    timeline.setCard(nullptr);
    timeline.setCard(card);
    window->setModel(card);
}

/// The same pieces and ids in both replies up to token `part`.
engine::TokenEvent TruthBench::made(engine::ReplyId reply, int position) const
{
    const int inAnswer = position - prompt - thinking;
    const bool number = inAnswer >= 0 && inAnswer / run % 2 == 1;
    std::string piece = number ? " " + std::to_string(position) : " word";
    if (position == prompt) piece = "<think>";
    if (position == prompt + thinking - 1) piece = "</think>";
    engine::TokenEvent event = recording::token(*card, reply, position, piece);
    if (reply == changed && position >= part) event.id += 1000;
    if (position >= prompt) {
        event.phase = engine::Phase::Decode;
        event.candidates = {{event.id, piece, 0.625f, 0.75f}, {1, " other", 0.25f, 0.25f}, {2, "\n", 0.0625f, 0}};
    }
    event.times = {1.5f, 0.25f, 2.0f + 0.01f * float(position), 0.5f, 0.125f};
    event.routing.scores[size_t(moeOf(planted) * experts() + speaker)] = number ? 0.95f : 0.001f;
    choose(event, chosen(reply));
    return event;
}

void TruthBench::choose(engine::TokenEvent& event, int places) const
{
    engine::Routing& routing = event.routing;
    routing.experts.clear();
    routing.weights.clear();
    for (int moe = 0; moe < routers(); ++moe) {
        const auto score = [&](int e) { return routing.scores[size_t(moe * experts() + e)]; };
        std::vector<int> order(static_cast<size_t>(experts()));
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(),
                         [&](int a, int b) { return score(a) + biasOf(moe, a) > score(b) + biasOf(moe, b); });
        float sum = 0;
        for (int k = 0; k < places; ++k) sum += score(order[size_t(k)]);
        for (int k = 0; k < places; ++k) {
            routing.experts.push_back(std::uint16_t(order[size_t(k)]));
            routing.weights.push_back(score(order[size_t(k)]) / sum);
        }
    }
}

void TruthBench::load()
{
    engine::Document document;
    engine::StoredMessage question;
    question.id = 1;
    question.message = {engine::Role::User, "Why?", {}};
    question.complete = true;
    document.messages.push_back(question);
    document.provenance.push_back({"test", *card, "all"});
    ui::TraceBatch batch;
    for (const engine::ReplyId id : {original, changed}) {
        engine::StoredMessage stored;
        stored.id = id;
        stored.parent = 1;
        stored.complete = true;
        stored.message.role = engine::Role::Assistant;
        stored.message.content = "An answer.";
        stored.started.reply = stored.finished.reply = id;
        stored.started.prompt_tokens = prompt;
        stored.started.router.top_k = id == changed ? 2 : 0;
        stored.finished.tokens = (id == original ? all : prompt + thinking + changedAnswer) - prompt;
        stored.finished.tokens_per_second = id == original ? 100 : 200;
        stored.finished.prefill_tokens_per_second = 400;
        batch.events.emplace_back(stored.started);
        for (const auto& [place, event] : tokens)
            if (place.first == id) batch.events.emplace_back(event);
        batch.events.emplace_back(stored.finished);
        document.messages.push_back(stored);
    }
    document.active_leaf = original;
    conversation.load(document);
    timeline.apply(batch);
    timeline.showReply(original);
    selection.advanceTo(timeline.size() - 1);
    selection.selectToken(token);
    selection.selectExpert(layer, expertsAt(token, moeOf(layer)).front());
}

QString TruthBench::dockOf(const ui::View* view)
{
    const QWidget* widget = view;
    while (widget && !qobject_cast<const QDockWidget*>(widget)) widget = widget->parentWidget();
    return widget ? widget->objectName() : QString();
}

ui::View* TruthBench::view(const char* dock) const
{
    for (ui::View* one : window->views())
        if (dockOf(one) == QLatin1String(dock)) return one;
    return nullptr;
}

Table TruthBench::table(const char* dock) { return Table::of(view(dock)->csv()); }

bool TruthBench::isEmpty(const char* dock)
{
    return table(dock).rows.empty() && !view(dock)->accessibleDescription().isEmpty();
}

std::vector<int> TruthBench::expertsAt(int position, int moe, engine::ReplyId reply) const
{
    const auto& experts = event(position, reply).routing.experts;
    const auto first = experts.begin() + moe * chosen(reply);
    return {first, first + chosen(reply)};
}

float TruthBench::weightOf(int position, int moe, int expert) const
{
    const auto& routing = event(position).routing;
    for (size_t k = size_t(moe * chosen()); k < size_t((moe + 1) * chosen()); ++k)
        if (routing.experts[k] == expert) return routing.weights[k];
    return 0;
}

float TruthBench::scoreOf(int position, int moe, int expert) const
{
    return event(position).routing.scores[size_t(moe * experts() + expert)];
}

float TruthBench::biasOf(int moe, int expert) const
{
    return card->e_score_correction_bias[size_t(moe * experts() + expert)];
}

ui::Segment TruthBench::segmentOf(int position) const
{
    if (position < prompt) return ui::Segment::Prompt;
    return position < prompt + thinking ? ui::Segment::Thinking : ui::Segment::Answer;
}
