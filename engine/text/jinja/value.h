// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/jinja/marked_text.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace engine::jinja {

struct Node;
struct List;
struct Dict;
struct Loop;

struct Undefined {};
struct None {};

/// A function that templates find by name.
enum class Builtin : std::uint8_t { Range, Namespace, Dict, RaiseException, StrftimeNow };

/// What an expression can be. Containers belong to a Heap, which is why values may refer to each other in circles
/// and no chain of destructors runs through them. A macro is the node that declares it.
using Value = std::variant<Undefined, None, bool, std::int64_t, double, std::shared_ptr<const MarkedText>, List*, Dict*,
                           Loop*, Builtin, const Node*>;

struct List {
    std::vector<Value> items;
};

/// Members in the order they were set.
struct Dict {
    std::vector<std::pair<MarkedText, Value>> members;
    bool is_namespace = false;  ///< {% set ns.x = ... %} is allowed

    Value* find(std::string_view name);
    void set(MarkedText name, Value value);
};

/// What a loop's body knows as `loop`.
struct Loop {
    const List* items = nullptr;
    std::size_t index = 0;  ///< from 0
    int depth = 1;
};

/// Owns the containers of one run.
class Heap {
public:
    List* list(std::vector<Value> items = {}) { return &lists_.emplace_back(List{std::move(items)}); }
    Dict* dict() { return &dicts_.emplace_back(); }
    Loop* loop() { return &loops_.emplace_back(); }

private:
    std::deque<List> lists_;
    std::deque<Dict> dicts_;
    std::deque<Loop> loops_;
};

Value text_value(MarkedText text);
/// Text of the template's own, e.g. a number or the name of a role.
Value text_value(std::string_view text);
const MarkedText* text_in(const Value& value);               ///< null when it is no text
std::optional<std::int64_t> integer_in(const Value& value);  ///< of whole numbers and booleans
std::optional<double> number_in(const Value& value);

bool is_true(const Value& value);
const char* kind_of(const Value& value);  ///< as errors call it

}  // namespace engine::jinja
