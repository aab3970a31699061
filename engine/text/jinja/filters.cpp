// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/operations.h"

#include <algorithm>
#include <charconv>

namespace engine::jinja {
namespace {

/// The member that `attribute="a.b"` of map, selectattr and their like names.
Value member_of(Machine& machine, Value value, std::string_view path)
{
    for (;;) {
        const std::size_t dot = path.find('.');
        value = attribute(machine, value, path.substr(0, dot));
        if (dot == path.npos) return value;
        path.remove_prefix(dot + 1);
    }
}

/// What select, map and their like go through: nothing of none, as of nothing.
std::vector<Value> listed(Machine& machine, const Value& value)
{
    return is_true(value) ? items_of(machine, value) : std::vector<Value>();
}

/// `arguments` less its first `count`.
Arguments behind(const Arguments& arguments, std::size_t count)
{
    Arguments rest = arguments;
    rest.values.erase(rest.values.begin(), rest.values.begin() + std::ptrdiff_t(std::min(count, rest.values.size())));
    return rest;
}

/// select, reject, selectattr, rejectattr: items for which a test holds, or does not.
Value selected(Machine& machine, std::string_view name, const Value& value, const Arguments& arguments)
{
    const bool by_attribute = name.ends_with("attr"), keep = name.starts_with("select");
    const std::size_t at = by_attribute ? 1 : 0;
    const Value* test = arguments.find(at);
    const Arguments rest = behind(arguments, at + 1);
    std::vector<Value> kept;
    for (const Value& item : listed(machine, value)) {
        machine.budget.steps(1);
        const Value subject =
            by_attribute ? member_of(machine, item, text_argument(machine, arguments.find(0)).bytes()) : item;
        const bool holds =
            test ? tested(machine, text_argument(machine, test).bytes(), subject, rest) : is_true(subject);
        if (holds == keep) kept.push_back(item);
    }
    return machine.list(std::move(kept));
}

Value mapped(Machine& machine, const Value& value, const Arguments& arguments)
{
    const Value* path = nullptr;
    const Value* otherwise = nullptr;
    for (const auto& [name, argument] : arguments.named) {
        if (name == "attribute") path = &argument;
        if (name == "default") otherwise = &argument;
    }
    const Arguments rest = behind(arguments, 1);
    std::vector<Value> results;
    for (const Value& item : listed(machine, value)) {
        machine.budget.steps(1);
        Value result;
        if (path) {
            result = member_of(machine, item, text_argument(machine, path).bytes());
            if (otherwise && std::holds_alternative<Undefined>(result)) result = *otherwise;
        } else {
            result = filtered(machine, text_argument(machine, arguments.find(0)).bytes(), item, rest);
        }
        results.push_back(std::move(result));
    }
    return machine.list(std::move(results));
}

Value json_text(Machine& machine, const Value& value, const Arguments& arguments)
{
    const Value* given = nullptr;
    for (const auto& [name, argument] : arguments.named)
        if (name == "indent") given = &argument;
    if (!given) given = arguments.find(0);
    const std::int64_t indent = given ? integer_in(*given).value_or(-1) : -1;
    return machine.text(to_json(machine, value, int(std::clamp<std::int64_t>(indent, -1, 16))));
}

Value to_integer(Machine& machine, const Value& value)
{
    if (const auto* real = std::get_if<double>(&value))
        return *real > -9e18 && *real < 9e18 ? std::int64_t(*real) : std::int64_t(0);
    if (const auto whole = integer_in(value)) return *whole;
    std::int64_t number = 0;
    const MarkedText text = to_text(machine, value);
    std::from_chars(text.bytes().data(), text.bytes().data() + text.size(), number);
    return number;
}

Value to_real(Machine& machine, const Value& value)
{
    if (const auto real = number_in(value)) return *real;
    double number = 0;
    const MarkedText text = to_text(machine, value);
    std::from_chars(text.bytes().data(), text.bytes().data() + text.size(), number);
    return number;
}

Value absolute(Machine& machine, const Value& value)
{
    if (const auto* real = std::get_if<double>(&value)) return *real < 0 ? -*real : *real;
    return integer_in(value).value_or(0) < 0 ? operate(machine, "-", std::int64_t(0), value) : value;
}

/// The last lines of `text` moved to the right.
Value indented(Machine& machine, const Value& value, const Arguments& arguments)
{
    const Value *width = arguments.find(0, "width"), *first = arguments.find(1, "first");
    const std::int64_t columns = width ? integer_in(*width).value_or(4) : 4;
    const std::string margin(std::size_t(std::clamp<std::int64_t>(columns, 0, 256)), ' ');
    const MarkedText text = to_text(machine, value);
    MarkedText result;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.bytes().find('\n', begin), text.size() - 1) + 1;
        if (text.bytes()[begin] != '\n' && (begin > 0 || (first && is_true(*first))))
            result.append(margin, Origin::Template);
        result.append(text, begin, end - begin);
        machine.budget.check_output(result.size());
        begin = end;
    }
    return machine.text(std::move(result));
}

Value end_item(Machine& machine, std::string_view name, const Value& value)
{
    const std::vector<Value> items = items_of(machine, value);
    if (items.empty()) return Undefined();
    return name == "first" ? items.front() : items.back();
}

Value defaulted(const Value& value, const Arguments& arguments)
{
    const Value *otherwise = arguments.find(0, "default_value"), *falsy = arguments.find(1, "boolean");
    const bool missing = std::holds_alternative<Undefined>(value) || (falsy && is_true(*falsy) && !is_true(value));
    if (!missing) return value;
    return otherwise ? *otherwise : text_value(std::string_view());
}

}  // namespace

Value filtered(Machine& machine, std::string_view name, const Value& value, const Arguments& arguments)
{
    const Budget::Level level(machine.budget);
    machine.budget.steps(1);
    if (name == "tojson") return json_text(machine, value, arguments);
    if (name == "default" || name == "d") return defaulted(value, arguments);
    if (name == "length" || name == "count") return std::int64_t(length_of(machine, value));
    if (name == "string" || name == "safe") return machine.text(to_text(machine, value));
    if (name == "list") return machine.list(items_of(machine, value));
    if (name == "items")
        return std::holds_alternative<Undefined>(value) ? machine.list({}) : call_method(machine, value, "items", {});
    if (name == "first" || name == "last") return end_item(machine, name, value);
    if (name == "map") return mapped(machine, value, arguments);
    if (name == "select" || name == "reject" || name == "selectattr" || name == "rejectattr")
        return selected(machine, name, value, arguments);
    if (name == "reverse") {
        if (text_in(value)) return slice(machine, value, Undefined(), Undefined(), std::int64_t(-1));
        return slice(machine, machine.list(items_of(machine, value)), Undefined(), Undefined(), std::int64_t(-1));
    }
    if (name == "int") return to_integer(machine, value);
    if (name == "float") return to_real(machine, value);
    if (name == "abs") return absolute(machine, value);
    if (name == "indent") return indented(machine, value, arguments);
    if (name == "join") {
        const Value* separator = arguments.find(0, "d");
        const MarkedText between = separator ? to_text(machine, *separator) : MarkedText();
        return call_text_method(machine, between, "join", {{value}, {}});
    }
    if (name == "trim") return call_text_method(machine, to_text(machine, value), "strip", arguments);
    if (name == "upper" || name == "lower" || name == "title" || name == "capitalize" || name == "replace")
        return call_text_method(machine, to_text(machine, value), name, arguments);
    machine.fail("TPL-NAME", "A filter is not available in chat templates", std::string(name));
}

bool tested(Machine& machine, std::string_view name, const Value& value, const Arguments& arguments)
{
    machine.budget.steps(1);
    const bool text = text_in(value), list = std::holds_alternative<List*>(value);
    const bool dict = std::holds_alternative<Dict*>(value), undefined = std::holds_alternative<Undefined>(value);
    if (name == "defined") return !undefined;
    if (name == "undefined") return undefined;
    if (name == "none") return std::holds_alternative<None>(value);
    if (name == "string") return text;
    if (name == "mapping") return dict;
    if (name == "iterable" || name == "sequence") return text || list || dict || undefined;
    if (name == "boolean") return std::holds_alternative<bool>(value);
    if (name == "true" || name == "false")
        return std::holds_alternative<bool>(value) && is_true(value) == (name == "true");
    if (name == "integer") return std::holds_alternative<std::int64_t>(value);
    if (name == "float") return std::holds_alternative<double>(value);
    if (name == "number") return number_in(value).has_value();
    if (name == "callable") return std::holds_alternative<Builtin>(value) || std::holds_alternative<const Node*>(value);
    if (name == "odd") return equal(machine, operate(machine, "%", value, std::int64_t(2)), std::int64_t(1));
    if (name == "even") return equal(machine, operate(machine, "%", value, std::int64_t(2)), std::int64_t(0));

    const Value* other = arguments.find(0);
    if (name == "divisibleby" && other) return equal(machine, operate(machine, "%", value, *other), std::int64_t(0));
    constexpr std::pair<std::string_view, std::string_view> comparisons[] = {
        {"equalto", "=="}, {"eq", "=="},         {"sameas", "=="}, {"ne", "!="}, {"lt", "<"}, {"lessthan", "<"},
        {"gt", ">"},       {"greaterthan", ">"}, {"le", "<="},     {"ge", ">="}, {"in", "in"}};
    for (const auto& [known, symbol] : comparisons)
        if (known == name && other) return compare(machine, symbol, value, *other);
    machine.fail("TPL-NAME", "A test is not available in chat templates", std::string(name));
}

}  // namespace engine::jinja
