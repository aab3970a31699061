// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/jinja/budget.h"
#include "engine/text/jinja/value.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::jinja {

/// What every operation works with.
struct Machine {
    Heap& heap;
    Budget budget;

    [[noreturn]] void fail(const char* code, std::string what, std::string found = {}, std::string allowed = {}) const
    {
        refuse(code, std::move(what), budget.at, std::move(found), std::move(allowed));
    }
    Value text(MarkedText text)
    {
        budget.make(text.size());
        return text_value(std::move(text));
    }
    Value list(std::vector<Value> items)
    {
        budget.make(items.size() * sizeof(Value) + sizeof(List));
        return heap.list(std::move(items));
    }
};

/// What stands in the parentheses of a call, a filter or a test.
struct Arguments {
    std::vector<Value> values;
    std::vector<std::pair<std::string, Value>> named;

    /// The argument at `index` or called `name`; null when it was not given.
    const Value* find(std::size_t index, std::string_view name = {}) const;
};

/// The text of an argument. Throws TPL-VALUE when it is none.
const MarkedText& text_argument(const Machine& machine, const Value* argument);

// The operations of the language; each throws TPL-VALUE for values it is not defined for.
MarkedText to_text(Machine& machine, const Value& value);              ///< as str() of Python
MarkedText to_json(Machine& machine, const Value& value, int indent);  ///< -1: on one line
std::vector<Value> items_of(Machine& machine, const Value& value);     ///< what a loop goes through
std::size_t length_of(Machine& machine, const Value& value);
Value attribute(Machine& machine, const Value& value, std::string_view name);
Value subscript(Machine& machine, const Value& value, const Value& index);
Value slice(Machine& machine, const Value& value, const Value& begin, const Value& end, const Value& step);
Value operate(Machine& machine, std::string_view name, const Value& left, const Value& right);
bool compare(Machine& machine, std::string_view name, const Value& left, const Value& right);
bool equal(Machine& machine, const Value& left, const Value& right);
std::size_t find_text(Machine& machine, const MarkedText& text, const MarkedText& part, std::size_t from);

// What has a name; TPL-NAME when the name is unknown.
Value filtered(Machine& machine, std::string_view name, const Value& value, const Arguments& arguments);
bool tested(Machine& machine, std::string_view name, const Value& value, const Arguments& arguments);
Value call_method(Machine& machine, const Value& value, std::string_view name, const Arguments& arguments);
Value call_text_method(Machine& machine, const MarkedText& text, std::string_view name, const Arguments& arguments);
Value call_builtin(Machine& machine, Builtin function, const Arguments& arguments);

}  // namespace engine::jinja
