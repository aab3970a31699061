// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/jinja/operations.h"
#include "engine/text/jinja/syntax.h"

#include <functional>
#include <map>

namespace engine::jinja {

/// One run of a template. A level of nesting of the template is at most a few frames of the native stack.
class Interpreter {
public:
    Interpreter(const Dict& variables, Heap& heap);
    MarkedText run(const Node& block);

private:
    using Scope = std::map<std::string, Value, std::less<>>;
    enum class Flow : std::uint8_t { On, Break, Continue };

    // Statements
    Flow execute(const Node& node, MarkedText& out);
    Flow execute_block(const Node& block, MarkedText& out);
    Flow execute_if(const Node& node, MarkedText& out);
    Flow execute_for(const Node& node, MarkedText& out);
    void execute_set(const Node& node);
    void write(MarkedText& out, const MarkedText& text);
    void assign(const std::vector<std::string>& targets, const Value& value);
    std::vector<Value> looped_items(const Node& node);

    // Expressions
    Value evaluate(const Node& node);
    Value evaluate_chain(const Node& chain);
    Value apply(const Node& operation, const Value& value);
    Value evaluate_optional(const Node& node);
    bool evaluate_comparisons(const Node& node);
    Value evaluate_logic(const Node& node, bool stops_at);
    Value evaluate_dict(const Node& node);
    Value look_up(std::string_view name);
    Arguments evaluate_arguments(const Node& call);
    Value call(const Value& function, const Node& call);
    Value call_macro(const Node& macro, const Arguments& arguments);

    Machine machine_;
    std::vector<Scope> scopes_;  // [0] what all of the template sees, then one for each loop or macro around
    int loops_ = 0;
};

}  // namespace engine::jinja
