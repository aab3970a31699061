// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/jinja/budget.h"
#include "engine/text/jinja/value.h"

#include <string>
#include <string_view>
#include <vector>

namespace engine::jinja {

/// A statement, an expression or an operation of a chain, as the parser reads it. Chains are flat, so that only
/// brackets and blocks nest: a tree is at most Budget::max_depth levels of them deep.
struct Node {
    enum class Kind : std::uint8_t {
        // Statements
        Data,      ///< constant
        Output,    ///< expression
        Block,     ///< statements
        If,        ///< condition, block, condition, block, ... and perhaps a last block
        For,       ///< names: targets. iterable, condition or Missing, block, block for no items or Missing
        Set,       ///< names: targets, or with `name` the namespace whose member names[0] is set. expression
        SetBlock,  ///< name. block, filters
        Macro,     ///< name, names: parameters. block, then a default or Missing for each parameter
        Break,
        Continue,
        // Expressions
        Missing,      ///< an optional child that is not there
        Constant,     ///< constant
        Name,         ///< name
        ListDisplay,  ///< items
        DictDisplay,  ///< key, value, key, value, ...
        Not,          ///< expression
        Negative,     ///< expression
        And,          ///< two or more expressions
        Or,           ///< two or more expressions
        Compare,      ///< expression, then one Operation for each comparison
        Conditional,  ///< then, condition, else or Missing
        Chain,        ///< expression, then what is done to it, each of the following kinds
        // Operations
        Operation,  ///< name: + - * / // % ** ~ or a comparison. right operand
        Attribute,  ///< name
        Subscript,  ///< expression
        Slice,      ///< begin, end, step; each may be Missing
        Call,       ///< arguments, of which keyword ones are Keyword
        Filter,     ///< name. arguments
        Test,       ///< name, negated. arguments
        Keyword     ///< name. expression
    };
    Kind kind = Kind::Missing;
    Place place;
    std::string name;
    std::vector<std::string> names;
    bool negated = false;
    Value constant;
    std::vector<Node> children;
};

/// The Block of a whole template. Throws TPL-SYNTAX, TPL-NAME, TPL-DEPTH, TPL-BUDGET.
Node parse(std::string_view source);

}  // namespace engine::jinja
