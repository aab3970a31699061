// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store.h"

namespace engine {

void ReplyFold::add(const TokenEvent& token)
{
    if (token.phase != Phase::Decode) return;
    const bool opens = token.piece == "<think>", closes = token.piece == "</think>";
    const bool is_boundary = opens || closes;
    // A control token has no text of its own, but may set free what the tokens before it held back.
    if (!is_boundary || token.special) (thinking_ ? message_.thinking : message_.content) += token.text;
    if (is_boundary) thinking_ = opens;
    tokens_ += !token.special;
}

}  // namespace engine
