// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lesson_evidence.h"

#include "ui/models/token_routing.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace ui {
namespace {

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

/// Chosen experts by gate weight, strongest first: ranks.
std::vector<int> ranksByWeight(const LessonPlace& place)
{
    const auto weights = place.routing.weights(place.moe);
    std::vector<int> ranks(weights.size());
    std::iota(ranks.begin(), ranks.end(), 0);
    std::stable_sort(ranks.begin(), ranks.end(), [&](int a, int b) { return weights[size_t(a)] > weights[size_t(b)]; });
    return ranks;
}

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

std::optional<LessonPlace> placeOf(const LessonEvidence& evidence, int prompt, int position)
{
    const LessonRecord* record = evidence.record(prompt);
    if (!record || !record->card || position < 0 || position >= int(record->tokens.size())) return {};
    const int moe = moeIndex(*record->card, evidence.layer);
    const auto routing = TokenRouting::of(record->tokens[size_t(position)].get(), *record->card);
    if (moe < 0 || !routing) return {};
    return LessonPlace{*routing, moe};
}

std::optional<LessonPlace> placeOfWord(const LessonEvidence& evidence, int prompt)
{
    const LessonRecord* record = evidence.record(prompt);
    return record ? placeOf(evidence, prompt, positionOfWord(*record, evidence.word)) : std::nullopt;
}

}  // namespace ui
