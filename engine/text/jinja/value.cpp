// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/value.h"

#include <algorithm>

namespace engine::jinja {

Value* Dict::find(std::string_view name)
{
    const auto member =
        std::find_if(members.begin(), members.end(), [&](const auto& m) { return m.first.bytes() == name; });
    return member == members.end() ? nullptr : &member->second;
}

void Dict::set(MarkedText name, Value value)
{
    if (Value* known = find(name.bytes()))
        *known = std::move(value);
    else
        members.emplace_back(std::move(name), std::move(value));
}

Value text_value(MarkedText text)
{
    return std::make_shared<const MarkedText>(std::move(text));
}

Value text_value(std::string_view text)
{
    return text_value(MarkedText(std::string(text), Origin::Template));
}

const MarkedText* text_in(const Value& value)
{
    const auto* text = std::get_if<std::shared_ptr<const MarkedText>>(&value);
    return text ? text->get() : nullptr;
}

std::optional<std::int64_t> integer_in(const Value& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    if (const auto* flag = std::get_if<bool>(&value)) return *flag;
    return {};
}

std::optional<double> number_in(const Value& value)
{
    if (const auto* number = std::get_if<double>(&value)) return *number;
    if (const auto number = integer_in(value)) return double(*number);
    return {};
}

bool is_true(const Value& value)
{
    if (const auto number = number_in(value)) return *number != 0;
    if (const MarkedText* text = text_in(value)) return !text->empty();
    if (const auto* list = std::get_if<List*>(&value)) return !(*list)->items.empty();
    if (const auto* dict = std::get_if<Dict*>(&value)) return (*dict)->is_namespace || !(*dict)->members.empty();
    return !std::holds_alternative<Undefined>(value) && !std::holds_alternative<None>(value);
}

const char* kind_of(const Value& value)
{
    constexpr const char* names[] = {"nothing of that name",
                                     "none",
                                     "a boolean",
                                     "a number",
                                     "a number",
                                     "a string",
                                     "a list",
                                     "a mapping",
                                     "a loop",
                                     "a function",
                                     "a macro"};
    static_assert(std::size(names) == std::variant_size_v<Value>);
    return names[value.index()];
}

}  // namespace engine::jinja
