// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store.h"

namespace engine {

void ReplyFold::add(const TokenEvent& token)
{
    if (token.phase != Phase::Decode) return;
    if (token.piece == "<think>") thinking_ = true;
    else if (token.piece == "</think>") thinking_ = false;
    else if (!token.special) (thinking_ ? message_.thinking : message_.content) += token.text;
}

}  // namespace engine
