// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/utf8.h"
#include "engine/text/jinja/operations.h"

#include <algorithm>

namespace engine::jinja {
namespace {

/// Byte offset of every character of `text`, and its size.
std::vector<std::size_t> character_offsets(Machine& machine, const MarkedText& text)
{
    machine.budget.make(text.size());
    std::vector<std::size_t> offsets;
    std::size_t at = 0;
    for (; at < text.size(); at += utf8_step(text.bytes().substr(at)).length)
        offsets.push_back(at);
    offsets.push_back(at);
    return offsets;
}

/// A slice of `length` things as Python takes it: the indices it picks.
std::vector<std::size_t> picked(Machine& machine, std::int64_t length, const Value& begin, const Value& end,
                                const Value& step)
{
    const std::int64_t stride = integer_in(step).value_or(1);
    if (stride == 0) machine.fail("TPL-VALUE", "The step of a slice is 0");
    const std::int64_t low = stride > 0 ? 0 : -1, high = stride > 0 ? length : length - 1;
    const auto bound = [&](const Value& value, std::int64_t otherwise) {
        const auto given = integer_in(value);
        if (!given) return otherwise;
        return std::clamp(*given < 0 ? *given + length : *given, low, high);
    };
    const std::int64_t last = bound(end, stride > 0 ? high : low);
    std::vector<std::size_t> indices;
    for (std::int64_t i = bound(begin, stride > 0 ? low : high); stride > 0 ? i < last : i > last;) {
        indices.push_back(std::size_t(i));
        if (stride > length || stride < -length) break;
        i += stride;
    }
    machine.budget.make(indices.size() * sizeof(Value));
    return indices;
}

Value loop_attribute(Machine& machine, const Loop& loop, std::string_view name)
{
    const auto count = [](std::size_t n) { return Value(std::int64_t(n)); };
    const std::size_t length = loop.items->items.size();
    if (name == "index") return count(loop.index + 1);
    if (name == "index0") return count(loop.index);
    if (name == "revindex") return count(length - loop.index);
    if (name == "revindex0") return count(length - loop.index - 1);
    if (name == "first") return loop.index == 0;
    if (name == "last") return loop.index + 1 == length;
    if (name == "length") return count(length);
    if (name == "depth") return std::int64_t(loop.depth);
    if (name == "depth0") return std::int64_t(loop.depth - 1);
    if (name == "previtem") return loop.index > 0 ? loop.items->items[loop.index - 1] : Undefined();
    if (name == "nextitem") return loop.index + 1 < length ? loop.items->items[loop.index + 1] : Undefined();
    machine.fail("TPL-NAME", "A loop has no such attribute", std::string(name));
}

}  // namespace

const Value* Arguments::find(std::size_t index, std::string_view name) const
{
    if (index < values.size()) return &values[index];
    for (const auto& [known, value] : named)
        if (!name.empty() && known == name) return &value;
    return nullptr;
}

const MarkedText& text_argument(const Machine& machine, const Value* argument)
{
    const MarkedText* text = argument ? text_in(*argument) : nullptr;
    if (!text) machine.fail("TPL-VALUE", "A string is needed here", argument ? kind_of(*argument) : "nothing");
    return *text;
}

std::vector<Value> items_of(Machine& machine, const Value& value)
{
    std::vector<Value> items;
    if (const auto* list = std::get_if<List*>(&value)) {
        machine.budget.make((*list)->items.size() * sizeof(Value));
        return (*list)->items;
    }
    if (const auto* dict = std::get_if<Dict*>(&value)) {
        for (const auto& member : (*dict)->members)
            items.push_back(machine.text(member.first));
    } else if (const MarkedText* text = text_in(value)) {
        const auto offsets = character_offsets(machine, *text);
        for (std::size_t i = 0; i + 1 < offsets.size(); ++i)
            items.push_back(machine.text(text->part(offsets[i], offsets[i + 1] - offsets[i])));
    } else if (!std::holds_alternative<Undefined>(value)) {
        machine.fail("TPL-VALUE", "A value has no items", kind_of(value), "a list, a mapping or a string");
    }
    return items;
}

std::size_t length_of(Machine& machine, const Value& value)
{
    if (const auto* list = std::get_if<List*>(&value)) return (*list)->items.size();
    if (const auto* dict = std::get_if<Dict*>(&value)) return (*dict)->members.size();
    if (const MarkedText* text = text_in(value)) return character_offsets(machine, *text).size() - 1;
    if (std::holds_alternative<Undefined>(value)) return 0;
    machine.fail("TPL-VALUE", "A value has no length", kind_of(value), "a list, a mapping or a string");
}

Value attribute(Machine& machine, const Value& value, std::string_view name)
{
    if (name.starts_with("__"))
        machine.fail("TPL-NAME", "An attribute is not available in chat templates", std::string(name));
    if (std::holds_alternative<Undefined>(value))
        machine.fail("TPL-VALUE", "Something that is not defined has no attributes", std::string(name));
    if (const auto* loop = std::get_if<Loop*>(&value)) return loop_attribute(machine, **loop, name);
    const auto* dict = std::get_if<Dict*>(&value);
    if (!dict) return Undefined();
    machine.budget.steps(1 + (*dict)->members.size() / 8);
    const Value* member = (*dict)->find(name);
    return member ? *member : Undefined();
}

Value subscript(Machine& machine, const Value& value, const Value& index)
{
    if (std::holds_alternative<Undefined>(value))
        machine.fail("TPL-VALUE", "Something that is not defined has no items");
    if (const MarkedText* name = text_in(index)) return attribute(machine, value, name->bytes());
    const auto number = integer_in(index);
    if (!number) return Undefined();
    const auto* list = std::get_if<List*>(&value);
    const MarkedText* text = text_in(value);
    if (!list && !text) return Undefined();
    const std::int64_t length = std::int64_t(length_of(machine, value));
    const std::int64_t at = *number < 0 ? *number + length : *number;
    if (at < 0 || at >= length) return Undefined();
    if (list) return (*list)->items[std::size_t(at)];
    return slice(machine, value, at, at + 1, Undefined());
}

Value slice(Machine& machine, const Value& value, const Value& begin, const Value& end, const Value& step)
{
    const auto* list = std::get_if<List*>(&value);
    const MarkedText* text = text_in(value);
    if (!list && !text) machine.fail("TPL-VALUE", "A value cannot be cut", kind_of(value), "a list or a string");
    if (list) {
        std::vector<Value> items;
        for (const std::size_t i : picked(machine, std::int64_t((*list)->items.size()), begin, end, step))
            items.push_back((*list)->items[i]);
        return machine.list(std::move(items));
    }
    const auto offsets = character_offsets(machine, *text);
    MarkedText cut;
    for (const std::size_t i : picked(machine, std::int64_t(offsets.size()) - 1, begin, end, step))
        cut.append(*text, offsets[i], offsets[i + 1] - offsets[i]);
    return machine.text(std::move(cut));
}

}  // namespace engine::jinja
