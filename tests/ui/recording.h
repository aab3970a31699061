// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/trace_batch.h"

#include <QString>

#include <memory>
#include <string>
#include <vector>

/// Made-up but whole trace events for tests and benchmarks of the window: the same for the same arguments.
namespace recording {

std::shared_ptr<engine::ModelCard> smallCard();     ///< 3 layers (first dense), 4 experts, top-2, with bias
std::shared_ptr<engine::ModelCard> workshopCard();  ///< 8 layers (first dense), 32 experts, top-4
std::shared_ptr<engine::ModelCard> largeCard();     ///< 61 layers (3 dense), 256 experts, top-8

/// A token with every capture of the card's shape; the numbers follow from reply and position.
engine::TokenEvent token(const engine::ModelCard& card, engine::ReplyId reply, int position, const std::string& piece);

struct Reply {
    engine::ReplyId reply = 1, base = 0;
    int reused = 0;                       ///< tokens taken over from base
    std::vector<std::string> prompt = {}; ///< pieces after the reused ones
    std::vector<std::string> answer = {};
};
/// ReplyStarted, the tokens of the prompt and the answer, ReplyFinished.
ui::TraceBatch events(const engine::ModelCard& card, const Reply& reply);
/// Lines of a table: without those before it that say where its numbers come from.
int tableLines(const QString& csv);
std::vector<std::string> pieces(int count);  ///< so many words with leading spaces

}  // namespace recording
