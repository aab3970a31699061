// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/what_if.h"

#include "engine/router_override.h"
#include "ui/models/experiment.h"
#include "ui/models/labels.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ui {

void WhatIfModel::update()
{
    pair_ = wanted_;
    const engine::ReplyId shown = timeline_.reply() ? timeline_.reply() : conversation_.lastReply();
    if (!pair_.original || !pair_.changed) {
        const engine::ReplyId known = pair_.original ? pair_.original : pair_.changed ? pair_.changed : shown;
        const ReplyPair found = pairOf(conversation_, known);
        pair_ = {pair_.original ? pair_.original : found.original, pair_.changed ? pair_.changed : found.changed};
    }
    if (Read now = present(); !(now == read_)) {
        read_ = std::move(now);
        compare();
    }
    readDivergence();
}

WhatIfModel::Read WhatIfModel::present() const
{
    Read read;
    read.pair = pair_;
    const auto running = conversation_.runningReply();
    read.writing = running && (running == pair_.original || running == pair_.changed);
    if (read.writing) return read;
    read.original = timeline_.tokensOf(pair_.original).size();
    read.changed = timeline_.tokensOf(pair_.changed).size();
    read.revision = timeline_.recordedRevision();
    const engine::ReplyId ids[2] = {pair_.original, pair_.changed};
    for (int i = 0; i < 2; ++i)
        if (conversation_.contains(ids[i])) read.texts[i] = conversation_.message(ids[i]).reply.content();
    return read;
}

void WhatIfModel::compare()
{
    original_ = RecordedReply::of(conversation_, timeline_, pair_.original);
    changed_ = RecordedReply::of(conversation_, timeline_, pair_.changed);
    alignment_ = {};
    text_.clear();
    routing_ = {};
    rows_.clear();
    captured_ = std::all_of(original_.context.begin(), original_.context.end(), [](const auto& one) { return !!one; });
    if (!original_.id || !changed_.id || read_.writing) return;
    text_ = wordDifference(original_.text, changed_.text);
    alignment_ = alignReplies(original_, changed_);
    if (original_.card && changed_.card && original_.card->hash == changed_.card->hash)
        routing_ = RoutingDifference::of(*original_.card, original_.context, changed_.context, alignment_.pairs);
    listRows();
}

void WhatIfModel::listRows()
{
    int i = original_.first, j = changed_.first;
    const auto change = [&](int endOfOriginal, int endOfChanged) {
        while (i < endOfOriginal) rows_.push_back({i++, -1, -1});
        while (j < endOfChanged) rows_.push_back({-1, j++, -1});
    };
    for (size_t p = 0; p < alignment_.pairs.size(); ++p) {
        const auto [inOriginal, inChanged] = alignment_.pairs[p];
        if (inOriginal < original_.first || inChanged < changed_.first) continue;
        change(inOriginal, inChanged);
        rows_.push_back({i++, j++, int(p)});
    }
    change(int(original_.context.size()), int(changed_.context.size()));
}

void WhatIfModel::readDivergence()
{
    divergence_ = original_.id && changed_.id ? findings_.divergence(original_.id, changed_.started.router) : nullptr;
    const bool fits = divergence_ && divergence_->original == original_.started.router && !divergence_->kl.empty()
        && divergence_->kl.size() == divergence_->before.size() && divergence_->kl.size() == divergence_->after.size()
        && divergence_->kl.size() == divergence_->best.size();
    if (!fits) divergence_ = nullptr;
    meanKl_ = maximumKl_ = 0;
    if (!divergence_) return;
    const auto& kl = divergence_->kl;
    meanKl_ = std::accumulate(kl.begin(), kl.end(), 0.0) / double(kl.size());
    maximumKl_ = *std::max_element(kl.begin(), kl.end());
}

std::vector<int> WhatIfModel::largestKl(int count) const
{
    if (!divergence_) return {};
    const auto& kl = divergence_->kl;
    std::vector<int> order(kl.size());
    std::iota(order.begin(), order.end(), 0);
    const auto end = order.begin() + std::min(std::ptrdiff_t(count), std::ptrdiff_t(order.size()));
    std::partial_sort(order.begin(), end, order.end(), [&](int a, int b) {
        return kl[size_t(a)] != kl[size_t(b)] ? kl[size_t(a)] > kl[size_t(b)] : a < b;
    });
    order.erase(end, order.end());
    return order;
}

bool WhatIfModel::isMeasurable() const
{
    const bool same = original_.started.router == changed_.started.router;
    return captured_ && original_.tokens() > 0 && changed_.id && !same;
}

std::optional<engine::DivergenceProbe> WhatIfModel::question() const
{
    if (!isMeasurable()) return {};
    return engine::DivergenceProbe{original_.id, original_.ids(), original_.first, original_.started.router,
                                   changed_.started.router};
}

QString WhatIfModel::measuring() const
{
    if (original_.started.router == changed_.started.router)
        return tr("Both were routed alike: before temperature the distributions are the same, KL is 0.");
    if (!isMeasurable()) return tr("Not measured: tokens of the original reply were not captured.");
    if (findings_.isAsking()) return tr("Computing…");
    if (findings_.failure()) return QString::fromStdString(engine::sentence(*findings_.failure()));
    if (!findings_.isReady()) return tr("Not measured: it takes the recorded model, loaded and idle.");
    return tr("Not measured yet: the original reply is read again under the change.");
}

QString WhatIfModel::klText(int token) const
{
    const auto at = size_t(token);
    const size_t position = size_t(original_.first) + at;
    const Timeline::Token event = position < original_.context.size() ? original_.context[position] : nullptr;
    return tr("%1 %2: %3 nats, probability %4 → %5, most probable then: %6")
        .arg(QString::number(token), event ? quotedText(event->piece) : tr("not captured"),
             QString::number(double(divergence_->kl[at]), 'f', 3), percentText(double(divergence_->before[at])),
             percentText(double(divergence_->after[at])), pieceOf(divergence_->best[at], token));
}

/// A token's text where it is known: among the candidates of that token, or anywhere in both contexts.
QString WhatIfModel::pieceOf(engine::TokenId id, int token) const
{
    const size_t position = size_t(original_.first + token);
    if (position < original_.context.size() && original_.context[position])
        for (const auto& candidate : original_.context[position]->candidates)
            if (candidate.id == id) return quotedText(candidate.text);
    for (const RecordedReply* reply : {&original_, &changed_})
        for (const Timeline::Token& event : reply->context)
            if (event && event->id == id) return quotedText(event->piece);
    return tr("token id %1").arg(id);
}

double bytesPerToken(const engine::ModelCard& card, const engine::RouterOverride& router)
{
    if (card.active_weight_bytes <= 0 || card.total_parameters <= 0) return 0;
    const double expert = 3.0 * card.hidden_size * card.moe_intermediate_size
        * (double(card.weight_bytes) / double(card.total_parameters));
    const double routed = engine::experts_per_token(router, card) - card.num_experts_per_tok;
    const double shared = router.shared_experts ? 0 : -card.n_shared_experts;
    const double more = (routed + shared) * double(card.moe_layers.size()) * expert;
    return std::max(0.0, double(card.active_weight_bytes) + more);
}

std::vector<WhatIfModel::Meter> WhatIfModel::meters() const
{
    std::vector<Meter> meters;
    const auto ratio = [](double a, double b) { return a > 0 && b > 0 ? b / a : 0; };
    const auto add = [&](const QString& label, double a, double b, int decimals) {
        const auto text = [&](double x) { return x > 0 ? QString::number(x, 'f', decimals) : tr("not measured"); };
        meters.push_back({label, text(a), text(b), ratio(a, b)});
    };
    const double a = double(original_.finished.tokens_per_second), b = double(changed_.finished.tokens_per_second);
    add(tr("tokens per second"), a, b, 1);
    add(tr("ms per token"), a > 0 ? 1000 / a : 0, b > 0 ? 1000 / b : 0, 2);
    if (!original_.card || !changed_.card) return meters;
    const double bytesA = bytesPerToken(*original_.card, original_.started.router);
    const double bytesB = bytesPerToken(*changed_.card, changed_.started.router);
    if (bytesA > 0 && bytesB > 0)
        meters.push_back({tr("weights read per token, computed"), bytesText(std::int64_t(bytesA)),
                          bytesText(std::int64_t(bytesB)), ratio(bytesA, bytesB)});
    return meters;
}

}  // namespace ui
