// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model_card.h"
#include "engine/store/database.h"
#include "engine/trace.h"

#include <span>

namespace engine {

constexpr std::int32_t longest_context = 1 << 20;  // positions; a recorded number beyond it is damage

/// Sizes that the arrays of a token must have to belong to a model and to a reply's override.
struct TraceShape {
    TraceShape(const ModelCard& card, const RouterOverride& router);

    std::size_t choices;  ///< M * K; of no token when K is above E
    std::size_t scores;   ///< M * E
    std::size_t layers;   ///< L
    int experts;          ///< E
};

/// Appends tokens; replaces a token of the same reply and position.
class TokenWriter {
public:
    explicit TokenWriter(Database& database);
    void write(const TokenEvent& token);

private:
    Statement insert_;
    std::string candidates_;  // packed, reused
};

/// The tokens of one reply in the order of their positions.
class TokenReader {
public:
    TokenReader(Database& database, ReplyId reply, std::vector<TraceShape> shapes);

    /// False at the end. Rows that no model of the document can have made are skipped and counted.
    /// Throws TRACE-DAMAGED when the positions do not ascend.
    bool next(TokenEvent& token);
    std::uint64_t damaged() const { return damaged_; }

private:
    bool read(TokenEvent& token);

    Statement select_;
    ReplyId reply_;
    std::vector<TraceShape> shapes_;
    std::int64_t last_position_ = -1;
    std::uint64_t damaged_ = 0;
};

}  // namespace engine
