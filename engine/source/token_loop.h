// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/model.h"
#include "engine/session.h"
#include "engine/text/sampler.h"

#include <memory>
#include <stop_token>

namespace engine {

/// The tokens of one reply: each is drawn from the logits behind the last one and then forwarded. A session's cache and
/// tokens grow by one with every forward().
class TokenLoop {
public:
    virtual ~TokenLoop() = default;

    /// The next token. Throws LOGITS-NONFINITE.
    virtual Draw draw() = 0;
    /// Forwards it. False when stopped: the session is as before. Throws MODEL-FILE-CHANGED, and then too.
    virtual bool forward() = 0;
    /// Of the session's slab: where the trace of the token forwarded last stands.
    virtual int trace_row() const = 0;
};

/// Of a backend that draws tokens itself, the next pass already runs while the host reads what the last one wrote.
/// Session, request and stop outlive the loop.
std::unique_ptr<TokenLoop> make_token_loop(Session::State& session, const Request& request, std::stop_token stop);

}  // namespace engine
