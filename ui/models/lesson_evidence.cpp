// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lesson_evidence.h"

#include "ui/models/token_routing.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>

namespace ui {
namespace {

using Number = std::optional<double>;

/// Index in `pieces` [begin, end) of the token that holds the last byte of the last `word`; -1: not there.
int tokenOfWord(const LessonRecord& record, const std::string& word, int begin, int end)
{
    std::string text;
    std::vector<size_t> ends;  // of each token in text
    for (int i = begin; i < end; ++i) {
        const auto& token = record.tokens[size_t(i)];
        if (token && !token->special) text += token->piece;
        ends.push_back(text.size());
    }
    const size_t found = text.rfind(word);
    if (word.empty() || found == std::string::npos) return -1;
    const size_t last = found + word.size();
    return begin + int(std::lower_bound(ends.begin(), ends.end(), last) - ends.begin());
}

/// The routing of one token in the lesson's layer.
struct Place {
    TokenRouting routing;
    int moe = 0;
};

std::optional<Place> placeOf(const LessonEvidence& evidence, int prompt, int position)
{
    const LessonRecord* record = evidence.record(prompt);
    if (!record || !record->card || position < 0 || position >= int(record->tokens.size())) return {};
    const int moe = moeIndex(*record->card, evidence.layer);
    const auto routing = TokenRouting::of(record->tokens[size_t(position)].get(), *record->card);
    if (moe < 0 || !routing) return {};
    return Place{*routing, moe};
}

std::optional<Place> placeOfWord(const LessonEvidence& evidence, int prompt)
{
    const LessonRecord* record = evidence.record(prompt);
    return record ? placeOf(evidence, prompt, positionOfWord(*record, evidence.word)) : std::nullopt;
}

/// Chosen experts by gate weight, strongest first: ranks.
std::vector<int> ranksByWeight(const Place& place)
{
    const auto weights = place.routing.weights(place.moe);
    std::vector<int> ranks(weights.size());
    std::iota(ranks.begin(), ranks.end(), 0);
    std::stable_sort(ranks.begin(), ranks.end(), [&](int a, int b) { return weights[size_t(a)] > weights[size_t(b)]; });
    return ranks;
}

template <class Read>
Number ofCard(const LessonEvidence& evidence, Read read)
{
    return evidence.card ? Number(double(read(*evidence.card))) : Number();
}

template <class Read>
Number ofRecord(const LessonEvidence& evidence, int prompt, Read read)
{
    const LessonRecord* record = evidence.record(prompt);
    return record ? Number(double(read(*record))) : Number();
}

/// How often each expert of the lesson's layer was chosen, over all captured tokens. [E]; empty: nothing captured.
std::vector<int> loads(const LessonEvidence& evidence, int prompt)
{
    const LessonRecord* record = evidence.record(prompt);
    if (!record || !record->card) return {};
    std::vector<int> counts(size_t(record->card->n_routed_experts));
    bool any = false;
    for (int i = 0; i < int(record->tokens.size()); ++i) {
        const auto place = placeOf(evidence, prompt, i);
        if (!place) continue;
        any = true;
        for (const int expert : place->routing.experts(place->moe)) ++counts[size_t(expert)];
    }
    return any ? counts : std::vector<int>();
}

int captured(const LessonEvidence& evidence, int prompt)
{
    const LessonRecord* record = evidence.record(prompt);
    int count = 0;
    for (int i = 0; record && i < int(record->tokens.size()); ++i) count += placeOf(evidence, prompt, i).has_value();
    return count;
}

/// Experts that would have been chosen by the scores alone, without the correction bias.
std::set<int> chosenByScore(const Place& place)
{
    const auto scores = place.routing.scores(place.moe);
    std::vector<int> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return scores[size_t(a)] > scores[size_t(b)]; });
    order.resize(std::min(order.size(), size_t(place.routing.chosen())));
    return {order.begin(), order.end()};
}

int changedByBias(const Place& place)
{
    if (!place.routing.hasScores()) return 0;
    const std::set<int> alone = chosenByScore(place);
    const auto experts = place.routing.experts(place.moe);
    return int(std::count_if(experts.begin(), experts.end(), [&](int expert) { return !alone.count(expert); }));
}

/// Selection score of every expert: the router's score and, unless it was switched off, the bias. Descending.
std::vector<float> selectionScores(const LessonRecord& record, const Place& place)
{
    std::vector<float> all(place.routing.scores(place.moe).begin(), place.routing.scores(place.moe).end());
    for (int e = 0; record.router.bias && e < int(all.size()); ++e)
        all[size_t(e)] += correctionBias(*record.card, place.moe, e);
    std::sort(all.rbegin(), all.rend());
    return all;
}

Number marginOf(const LessonEvidence& evidence, int prompt)
{
    const auto place = placeOfWord(evidence, prompt);
    if (!place || !place->routing.hasScores()) return {};
    const auto all = selectionScores(*evidence.record(prompt), *place);
    const size_t k = size_t(place->routing.chosen());
    return k < all.size() ? Number(double(all[k - 1] - all[k])) : Number();
}

Number overlapIn(const LessonEvidence& evidence, int layer)
{
    LessonEvidence there = evidence;
    there.layer = layer;
    const auto first = expertsOfWord(there, 1), second = expertsOfWord(there, 2);
    if (first.empty() || second.empty()) return {};
    return double(std::count_if(first.begin(), first.end(), [&](int expert) {
        return std::find(second.begin(), second.end(), expert) != second.end();
    }));
}

Number overlapEverywhere(const LessonEvidence& evidence)
{
    const LessonRecord* record = evidence.record(1);
    if (!record || !record->card) return {};
    double sum = 0;
    for (const int layer : record->card->moe_layers) {
        const auto there = overlapIn(evidence, layer);
        if (!there) return {};
        sum += *there;
    }
    return sum;
}

/// The mean of the hypergeometric distribution: two random sets of k among E have k·k/E in common.
Number overlapByChance(const LessonEvidence& evidence)
{
    const auto first = expertsOfWord(evidence, 1), second = expertsOfWord(evidence, 2);
    if (first.empty() || second.empty()) return {};
    return double(first.size()) * double(second.size()) / evidence.records.front().card->n_routed_experts;
}

/// Number of the first generated token in which two replies differ, from 1; 0: they do not.
Number firstDifference(const LessonEvidence& evidence)
{
    const LessonRecord *a = evidence.record(1), *b = evidence.record(2);
    if (!a || !b) return {};
    const auto at = [](const LessonRecord& record, int n) {
        const size_t position = size_t(record.promptTokens + n);
        const auto* token = position < record.tokens.size() ? record.tokens[position].get() : nullptr;
        return token ? token->id : -1;
    };
    const int longest = int(std::max(a->tokens.size(), b->tokens.size()));
    for (int n = 0; n < longest; ++n)
        if (at(*a, n) != at(*b, n)) return n + 1;
    return 0;
}

/// How often a muted expert was chosen in the layers it is muted in.
Number mutedChosen(const LessonEvidence& evidence, int prompt)
{
    const LessonRecord* record = evidence.record(prompt);
    if (!record || !record->card) return {};
    double count = 0;
    bool any = false;
    for (const auto& one : record->router.experts) {
        if (one.kind != engine::RouterOverride::Kind::Muted) continue;
        any = true;
        for (const int layer : record->card->moe_layers) {
            if (one.layer >= 0 && one.layer != layer) continue;
            LessonEvidence there = evidence;
            there.layer = layer;
            if (const auto all = loads(there, prompt); one.expert < all.size()) count += all[one.expert];
        }
    }
    return any ? Number(count) : Number();
}

Number firstProbability(const LessonEvidence& evidence, int prompt)
{
    const LessonRecord* record = evidence.record(prompt);
    if (!record || size_t(record->promptTokens) >= record->tokens.size()) return {};
    const auto& token = record->tokens[size_t(record->promptTokens)];
    if (!token) return {};
    for (const auto& candidate : token->candidates)
        if (candidate.id == token->id) return 100.0 * double(candidate.before);
    return {};
}

/// Mean of the first or last tenth of a series, so that one lucky step decides nothing.
Number ofRewards(const LessonEvidence& evidence, const QString& name, bool last)
{
    const RewardLog::Series* series = evidence.rewards ? evidence.rewards->find(name) : nullptr;
    if (!series || series->values.isEmpty()) return {};
    const int count = std::max(1, int(series->values.size() / 10));
    double sum = 0;
    for (int i = 0; i < count; ++i) sum += series->values[last ? series->values.size() - 1 - i : i];
    return sum / count;
}

using E = LessonEvidence;
using Card = engine::ModelCard;

const LessonObservation observations[] = {
    {"layers", "decoder layers", [](const E& e, int) { return ofCard(e, [](const Card& c) { return c.num_hidden_layers; }); }},
    {"moe_layers", "layers with a router", [](const E& e, int) { return ofCard(e, [](const Card& c) { return c.moe_layers.size(); }); }},
    {"experts", "routed experts in such a layer", [](const E& e, int) { return ofCard(e, [](const Card& c) { return c.n_routed_experts; }); }},
    {"shared_experts", "experts that always work", [](const E& e, int) { return ofCard(e, [](const Card& c) { return c.n_shared_experts; }); }},
    {"top_k", "experts per token, as the model says", [](const E& e, int) { return ofCard(e, [](const Card& c) { return c.num_experts_per_tok; }); }},
    {"hidden_size", "numbers a token is between two layers", [](const E& e, int) { return ofCard(e, [](const Card& c) { return c.hidden_size; }); }},
    {"vocabulary", "tokens the model knows", [](const E& e, int) { return ofCard(e, [](const Card& c) { return c.vocab_size; }); }},
    {"heads", "attention heads", [](const E& e, int) { return ofCard(e, [](const Card& c) { return c.num_attention_heads; }); }},
    {"total_parameters", "numbers the model was trained to", [](const E& e, int) { return ofCard(e, [](const Card& c) { return c.total_parameters; }); }},
    {"active_parameters", "of them, those one token needs", [](const E& e, int) { return ofCard(e, [](const Card& c) { return c.active_parameters; }); }},
    {"latent_numbers", "numbers a token leaves in the cache in each layer", [](const E& e, int) {
        return ofCard(e, [](const Card& c) { return c.kv_lora_rank + c.qk_rope_head_dim; }); }},
    {"mha_numbers", "numbers it would leave with full multi-head attention", [](const E& e, int) {
        return ofCard(e, [](const Card& c) { return c.num_attention_heads * (c.qk_head_dim() + c.v_head_dim); }); }},
    {"cache_bytes_per_token", "bytes a token leaves in the cache, all layers", [](const E& e, int) {
        return ofCard(e, [](const Card& c) { return c.cache_bytes_per_token; }); }},
    {"mha_bytes_per_token", "bytes it would leave with full multi-head attention", [](const E& e, int) {
        return ofCard(e, [](const Card& c) { return c.mha_cache_bytes_per_token; }); }},
    {"context", "positions the latent cache holds", [](const E& e, int) { return ofCard(e, [](const Card& c) { return c.context; }); }},
    {"prompt_tokens", "tokens of the prompt, with those of the chat format", [](const E& e, int n) {
        return ofRecord(e, n, [](const LessonRecord& r) { return r.promptTokens; }); }},
    {"reply_tokens", "tokens of the reply", [](const E& e, int n) {
        return ofRecord(e, n, [](const LessonRecord& r) { return int(r.tokens.size()) - r.promptTokens; }); }},
    {"tokens", "both together: tokens in the cache", [](const E& e, int n) {
        return ofRecord(e, n, [](const LessonRecord& r) { return r.tokens.size(); }); }},
    {"cache_bytes", "bytes in the latent cache after the reply", [](const E& e, int n) {
        return ofRecord(e, n, [](const LessonRecord& r) { return double(r.tokens.size()) * double(r.card->cache_bytes_per_token); }); }},
    {"mha_bytes", "bytes full multi-head attention would have kept", [](const E& e, int n) {
        return ofRecord(e, n, [](const LessonRecord& r) { return double(r.tokens.size()) * double(r.card->mha_cache_bytes_per_token); }); }},
    {"first_probability", "probability of the first token of the reply, in percent", firstProbability},
    {"chosen", "experts the word is sent to in the layer", [](const E& e, int n) {
        const auto all = expertsOfWord(e, n); return all.empty() ? Number() : Number(double(all.size())); }},
    {"strongest", "number of the one with the largest gate weight", [](const E& e, int n) {
        const auto all = expertsOfWord(e, n); return all.empty() ? Number() : Number(double(all.front())); }},
    {"top_weight", "its gate weight", [](const E& e, int n) {
        const auto all = weightsOfWord(e, n); return all.empty() ? Number() : Number(double(all.front())); }},
    {"low_weight", "gate weight of the weakest chosen", [](const E& e, int n) {
        const auto all = weightsOfWord(e, n); return all.empty() ? Number() : Number(double(all.back())); }},
    {"weight_sum", "gate weights of all chosen", [](const E& e, int n) {
        const auto all = weightsOfWord(e, n);
        return all.empty() ? Number() : Number(std::accumulate(all.begin(), all.end(), 0.0)); }},
    {"margin", "how far the last chosen is ahead of the first that was not, with bias", marginOf},
    {"bias_changes", "experts of the word that are chosen only because of the bias", [](const E& e, int n) {
        const auto place = placeOfWord(e, n);
        return place && place->routing.hasScores() ? Number(double(changedByBias(*place))) : Number(); }},
    {"bias_changed_tokens", "tokens that go to other experts because of the bias", [](const E& e, int n) {
        if (!captured(e, n)) return Number();
        double count = 0;
        for (int i = 0; i < int(e.record(n)->tokens.size()); ++i)
            if (const auto place = placeOf(e, n, i)) count += changedByBias(*place) > 0;
        return Number(count); }},
    {"used_experts", "experts of the layer that got at least one token", [](const E& e, int n) {
        const auto all = loads(e, n);
        return all.empty() ? Number() : Number(double(all.size()) - double(std::count(all.begin(), all.end(), 0))); }},
    {"busiest", "number of the expert that got the most tokens", [](const E& e, int n) {
        const auto all = loads(e, n);
        return all.empty() ? Number() : Number(double(std::max_element(all.begin(), all.end()) - all.begin())); }},
    {"busiest_share", "share of the tokens it got, in percent", [](const E& e, int n) {
        const auto all = loads(e, n);
        return all.empty() ? Number() : Number(100.0 * *std::max_element(all.begin(), all.end()) / captured(e, n)); }},
    {"fair_share", "share each expert would get if all got the same, in percent", [](const E& e, int) {
        return ofCard(e, [](const Card& c) { return 100.0 * c.num_experts_per_tok / std::max(1, c.n_routed_experts); }); }},
    {"overlap", "experts of the word in prompt 1 that are also those in prompt 2", [](const E& e, int) { return overlapIn(e, e.layer); }},
    {"overlap_all_layers", "the same, added up over all layers", [](const E& e, int) { return overlapEverywhere(e); }},
    {"overlap_by_chance", "how many two random choices would have in common on average", [](const E& e, int) { return overlapByChance(e); }},
    {"first_difference", "number of the first token in which the replies to prompts 1 and 2 differ; 0: none", [](const E& e, int) { return firstDifference(e); }},
    {"muted_chosen", "how often a muted expert was chosen all the same", mutedChosen},
    {"training_steps", "steps of learning by trial that were written down", [](const E& e, int) {
        return e.rewards ? Number(double(e.rewards->steps.size())) : Number(); }},
    {"reward_before", "mean reward in the first tenth of the steps", [](const E& e, int) { return ofRewards(e, QStringLiteral("reward"), false); }},
    {"reward_after", "mean reward in the last tenth", [](const E& e, int) { return ofRewards(e, QStringLiteral("reward"), true); }},
    {"right_before", "percent of right answers in the first tenth", [](const E& e, int) {
        const auto share = ofRewards(e, QStringLiteral("right_share"), false); return share ? Number(100 * *share) : share; }},
    {"right_after", "percent of right answers in the last tenth", [](const E& e, int) {
        const auto share = ofRewards(e, QStringLiteral("right_share"), true); return share ? Number(100 * *share) : share; }},
    {"length_before", "tokens of an answer in the first tenth", [](const E& e, int) {
        return ofRewards(e, QStringLiteral("reply_tokens"), false); }},
    {"length_after", "tokens of an answer in the last tenth", [](const E& e, int) {
        return ofRewards(e, QStringLiteral("reply_tokens"), true); }},
    {"drift_after", "percent of the experts of sums that are others than before the training", [](const E& e, int) {
        const auto share = ofRewards(e, QStringLiteral("routing_drift_arithmetic"), true);
        return share ? Number(100 * *share) : share; }},
};

}  // namespace

int positionOfWord(const LessonRecord& record, const QString& word)
{
    const std::string bytes = word.toStdString();
    const int size = int(record.tokens.size()), prompt = std::clamp(record.promptTokens, 0, size);
    const int inPrompt = tokenOfWord(record, bytes, 0, prompt);
    return inPrompt >= 0 ? inPrompt : tokenOfWord(record, bytes, prompt, size);
}

std::vector<int> expertsOfWord(const LessonEvidence& evidence, int prompt)
{
    const auto place = placeOfWord(evidence, prompt);
    std::vector<int> experts;
    if (!place) return experts;
    for (const int rank : ranksByWeight(*place)) experts.push_back(place->routing.experts(place->moe)[size_t(rank)]);
    return experts;
}

std::vector<float> weightsOfWord(const LessonEvidence& evidence, int prompt)
{
    const auto place = placeOfWord(evidence, prompt);
    std::vector<float> weights;
    if (!place) return weights;
    for (const int rank : ranksByWeight(*place)) weights.push_back(place->routing.weights(place->moe)[size_t(rank)]);
    return weights;
}

std::span<const LessonObservation> lessonObservations()
{
    return observations;
}

}  // namespace ui
