// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a lesson can observe, by name.
#include "ui/models/lesson_evidence.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace ui {
namespace {

using Number = std::optional<double>;
using Place = LessonPlace;

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
    for (int e = 0; e < int(all.size()); ++e)
        all[size_t(e)] += selectionBias(*record.card, record.router, place.moe, e);
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

Number overlapEverywhere(const LessonEvidence& evidence, int)
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
Number overlapByChance(const LessonEvidence& evidence, int)
{
    const auto first = expertsOfWord(evidence, 1), second = expertsOfWord(evidence, 2);
    if (first.empty() || second.empty()) return {};
    return double(first.size()) * double(second.size()) / evidence.records.front().card->n_routed_experts;
}

/// Number of the first generated token in which two replies differ, from 1; 0: they do not.
Number firstDifference(const LessonEvidence& evidence, int)
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
    QVector<double> values = series->values;
    values.removeIf([](double value) { return std::isnan(value); });  // steps that do not have it
    if (values.isEmpty()) return {};
    const int count = std::max(1, int(values.size() / 10));
    if (last) std::reverse(values.begin(), values.end());
    return std::accumulate(values.begin(), values.begin() + count, 0.0) / count;
}

using E = LessonEvidence;
using Card = engine::ModelCard;

template <auto field>
Number cardNumber(const E& e, int)
{
    return ofCard(e, [](const Card& card) { return card.*field; });
}

template <auto bytesPerToken>
Number bytesKept(const E& e, int n)
{
    return ofRecord(e, n, [](const LessonRecord& r) {
        return double(r.tokens.size()) * double((*r.card).*bytesPerToken);
    });
}

Number moeLayers(const E& e, int)
{
    return ofCard(e, [](const Card& card) { return card.moe_layers.size(); });
}

Number latentNumbers(const E& e, int)
{
    return ofCard(e, [](const Card& card) { return card.kv_lora_rank + card.qk_rope_head_dim; });
}

Number mhaNumbers(const E& e, int)
{
    return ofCard(e, [](const Card& card) {
        return card.num_attention_heads * (card.qk_head_dim() + card.v_head_dim);
    });
}

Number fairShare(const E& e, int)
{
    return ofCard(e, [](const Card& card) {
        return 100.0 * card.num_experts_per_tok / std::max(1, card.n_routed_experts);
    });
}

Number promptTokens(const E& e, int n)
{
    return ofRecord(e, n, [](const LessonRecord& r) { return r.promptTokens; });
}

Number replyTokens(const E& e, int n)
{
    return ofRecord(e, n, [](const LessonRecord& r) { return int(r.tokens.size()) - r.promptTokens; });
}

Number allTokens(const E& e, int n)
{
    return ofRecord(e, n, [](const LessonRecord& r) { return r.tokens.size(); });
}

/// `read` of a list, when it was captured.
template <class List, class Read>
Number ofList(const List& list, Read read)
{
    return list.empty() ? Number() : Number(double(read(list)));
}

Number chosenExperts(const E& e, int n)
{
    return ofList(expertsOfWord(e, n), [](const auto& all) { return all.size(); });
}

Number strongestExpert(const E& e, int n)
{
    return ofList(expertsOfWord(e, n), [](const auto& all) { return all.front(); });
}

Number topWeight(const E& e, int n)
{
    return ofList(weightsOfWord(e, n), [](const auto& all) { return all.front(); });
}

Number lowWeight(const E& e, int n)
{
    return ofList(weightsOfWord(e, n), [](const auto& all) { return all.back(); });
}

Number weightSum(const E& e, int n)
{
    return ofList(weightsOfWord(e, n), [](const auto& all) { return std::accumulate(all.begin(), all.end(), 0.0); });
}

Number biasChanges(const E& e, int n)
{
    const auto place = placeOfWord(e, n);
    return place && place->routing.hasScores() ? Number(double(changedByBias(*place))) : Number();
}

Number biasChangedTokens(const E& e, int n)
{
    if (!captured(e, n)) return {};
    double count = 0;
    for (int i = 0; i < int(e.record(n)->tokens.size()); ++i)
        if (const auto place = placeOf(e, n, i)) count += changedByBias(*place) > 0;
    return count;
}

Number usedExperts(const E& e, int n)
{
    return ofList(loads(e, n), [](const auto& all) {
        return std::count_if(all.begin(), all.end(), [](int tokens) { return tokens > 0; });
    });
}

Number busiestExpert(const E& e, int n)
{
    return ofList(loads(e, n), [](const auto& all) { return std::max_element(all.begin(), all.end()) - all.begin(); });
}

Number busiestShare(const E& e, int n)
{
    return ofList(loads(e, n), [&](const auto& all) {
        return 100.0 * *std::max_element(all.begin(), all.end()) / captured(e, n);
    });
}

Number overlapInLayer(const E& e, int)
{
    return overlapIn(e, e.layer);
}

Number trainingSteps(const E& e, int)
{
    return e.rewards ? Number(double(e.rewards->steps.size())) : Number();
}

enum class When { Before, After };

/// A column of rl_log.json, `unit` times as large.
template <const char* const& column, When when, int unit = 1>
Number ofTraining(const E& e, int)
{
    const auto value = ofRewards(e, QString::fromLatin1(column), when == When::After);
    return value ? Number(unit * *value) : value;
}

constexpr const char* reward = "reward";
constexpr const char* right_share = "right_share";
constexpr const char* reply_tokens = "reply_tokens";
constexpr const char* held_out = "held_out_accuracy";
constexpr const char* drift = "routing_drift_arithmetic";

const LessonObservation observations[] = {
    {"layers", cardNumber<&Card::num_hidden_layers>},
    {"moe_layers", moeLayers},
    {"experts", cardNumber<&Card::n_routed_experts>},
    {"shared_experts", cardNumber<&Card::n_shared_experts>},
    {"top_k", cardNumber<&Card::num_experts_per_tok>},
    {"fair_share", fairShare},
    {"hidden_size", cardNumber<&Card::hidden_size>},
    {"vocabulary", cardNumber<&Card::vocab_size>},
    {"heads", cardNumber<&Card::num_attention_heads>},
    {"context", cardNumber<&Card::context>},
    {"total_parameters", cardNumber<&Card::total_parameters>},
    {"active_parameters", cardNumber<&Card::active_parameters>},
    {"latent_numbers", latentNumbers},
    {"mha_numbers", mhaNumbers},
    {"cache_bytes_per_token", cardNumber<&Card::cache_bytes_per_token>},
    {"mha_bytes_per_token", cardNumber<&Card::mha_cache_bytes_per_token>},
    {"prompt_tokens", promptTokens},
    {"reply_tokens", replyTokens},
    {"tokens", allTokens},
    {"cache_bytes", bytesKept<&Card::cache_bytes_per_token>},
    {"mha_bytes", bytesKept<&Card::mha_cache_bytes_per_token>},
    {"first_probability", firstProbability},
    {"used_experts", usedExperts},
    {"busiest", busiestExpert},
    {"busiest_share", busiestShare},
    {"bias_changed_tokens", biasChangedTokens},
    {"muted_chosen", mutedChosen},
    {"chosen", chosenExperts},
    {"strongest", strongestExpert},
    {"top_weight", topWeight},
    {"low_weight", lowWeight},
    {"weight_sum", weightSum},
    {"margin", marginOf},
    {"bias_changes", biasChanges},
    {"overlap", overlapInLayer},
    {"overlap_all_layers", overlapEverywhere},
    {"overlap_by_chance", overlapByChance},
    {"first_difference", firstDifference},
    {"training_steps", trainingSteps},
    {"reward_before", ofTraining<reward, When::Before>},
    {"reward_after", ofTraining<reward, When::After>},
    {"right_before", ofTraining<right_share, When::Before, 100>},
    {"right_after", ofTraining<right_share, When::After, 100>},
    {"held_out_before", ofTraining<held_out, When::Before, 100>},
    {"held_out_after", ofTraining<held_out, When::After, 100>},
    {"length_before", ofTraining<reply_tokens, When::Before>},
    {"length_after", ofTraining<reply_tokens, When::After>},
    {"drift_after", ofTraining<drift, When::After, 100>},
};

}  // namespace

std::span<const LessonObservation> lessonObservations()
{
    return observations;
}

}  // namespace ui
