// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/reward_log.h"
#include "ui/models/timeline.h"
#include "ui/models/token_routing.h"

#include <QString>

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace ui {

/// What one prompt of a step left: everything captured while it was answered.
struct LessonRecord {
    std::shared_ptr<const engine::ModelCard> card;
    std::vector<Timeline::Token> tokens;  ///< the context: prompt, then reply
    int promptTokens = 0;
    QString reply;                        ///< with thinking
    engine::RouterOverride router;
};

/// What the expressions of a step are judged by. Plain values; the same in the window and in the test of the lessons.
struct LessonEvidence {
    std::shared_ptr<const engine::ModelCard> card;  ///< of the loaded model
    std::vector<LessonRecord> records;              ///< [prompts answered so far]
    QString word;                                   ///< the lesson points at, may be empty
    int layer = -1;                                 ///< decoder layer, -1: none
    std::shared_ptr<const RewardLog> rewards;       ///< of the trained model; null: not there

    const LessonRecord* record(int prompt) const
    {
        return prompt >= 1 && prompt <= int(records.size()) ? &records[size_t(prompt - 1)] : nullptr;
    }
};

/// Position of the token that ends the last occurrence of `word` in the prompt, else in the reply; -1: nowhere.
int positionOfWord(const LessonRecord& record, const QString& word);
/// Experts the lesson's word is sent to in the lesson's layer, strongest first; empty when not captured.
std::vector<int> expertsOfWord(const LessonEvidence& evidence, int prompt);
std::vector<float> weightsOfWord(const LessonEvidence& evidence, int prompt);

/// The routing of one token, and the index of the lesson's layer in it.
struct LessonPlace {
    TokenRouting routing;
    int moe = 0;
};
std::optional<LessonPlace> placeOf(const LessonEvidence& evidence, int prompt, int position);
std::optional<LessonPlace> placeOfWord(const LessonEvidence& evidence, int prompt);

/// Something that can be observed, by its name in lesson files; resources/lessons/README.md says what each is.
struct LessonObservation {
    const char* name;
    std::optional<double> (*observe)(const LessonEvidence& evidence, int prompt);
};
std::span<const LessonObservation> lessonObservations();  ///< the closed list

}  // namespace ui
