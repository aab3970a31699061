// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/operations.h"

#include <algorithm>
#include <cmath>

namespace engine::jinja {
namespace {

[[noreturn]] void undefined_for(const Machine& machine, std::string_view name, const Value& left, const Value& right)
{
    machine.fail("TPL-VALUE", "An operator is not defined for its values",
                 std::string(kind_of(left)) + " " + std::string(name) + " " + kind_of(right));
}

/// left ** right by repeated squaring; false when the result has more than 63 bits.
bool power(std::int64_t left, std::int64_t right, std::int64_t& result)
{
    result = 1;
    for (; right > 0; right >>= 1) {
        if ((right & 1) && __builtin_mul_overflow(result, left, &result)) return false;
        if (right > 1 && __builtin_mul_overflow(left, left, &left)) return false;
    }
    return true;
}

/// Whole numbers as Python computes with them, within 64 bits.
std::int64_t whole(const Machine& machine, std::string_view name, std::int64_t left, std::int64_t right)
{
    std::int64_t result = 0;
    bool fits = true;
    if (name == "+") fits = !__builtin_add_overflow(left, right, &result);
    if (name == "-") fits = !__builtin_sub_overflow(left, right, &result);
    if (name == "*") fits = !__builtin_mul_overflow(left, right, &result);
    if (name == "**") fits = power(left, right, result);
    if (name == "//" || name == "%") {
        if (right == 0) machine.fail("TPL-VALUE", "A number is divided by 0");
        if (right == -1) return name == "%" ? 0 : whole(machine, "*", left, -1);
        const std::int64_t rest = left % right,
                           floor_rest = rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest;
        result = name == "%" ? floor_rest : left / right - (floor_rest != rest);
    }
    if (!fits) machine.fail("TPL-VALUE", "A number is too large");
    return result;
}

double real(const Machine& machine, std::string_view name, double left, double right)
{
    if (name == "+") return left + right;
    if (name == "-") return left - right;
    if (name == "*") return left * right;
    if (name == "**") return std::pow(left, right);
    if (right == 0) machine.fail("TPL-VALUE", "A number is divided by 0");
    if (name == "/") return left / right;
    const double quotient = std::floor(left / right);
    return name == "//" ? quotient : left - right * quotient;
}

Value repeated(Machine& machine, const MarkedText& text, std::int64_t times)
{
    const std::size_t count = times > 0 ? std::size_t(times) : 0;
    if (count > 0 && text.size() > Budget::max_made / count) machine.budget.make(Budget::max_made + 1);
    MarkedText result;
    for (std::size_t i = 0; i < count && !text.empty(); ++i)
        result += text;
    return machine.text(std::move(result));
}

bool less(const Machine& machine, std::string_view name, const Value& left, const Value& right)
{
    const auto a = number_in(left), b = number_in(right);
    if (a && b) return *a < *b;
    const MarkedText *first = text_in(left), *second = text_in(right);
    if (!first || !second) undefined_for(machine, name, left, right);
    return first->bytes() < second->bytes();
}

bool contains(Machine& machine, const Value& container, const Value& item)
{
    if (const MarkedText* text = text_in(container))
        return find_text(machine, *text, text_argument(machine, &item), 0) != std::string::npos;
    if (const auto* dict = std::get_if<Dict*>(&container)) {
        machine.budget.steps(1 + (*dict)->members.size() / 8);
        return text_in(item) && (*dict)->find(text_in(item)->bytes());
    }
    if (std::holds_alternative<Undefined>(container)) return false;
    const auto* list = std::get_if<List*>(&container);
    if (!list) undefined_for(machine, "in", item, container);
    const auto& items = (*list)->items;
    return std::any_of(items.begin(), items.end(), [&](const Value& v) { return equal(machine, v, item); });
}

bool equal_members(Machine& machine, const Dict& left, Dict& right)
{
    return left.members.size() == right.members.size() &&
           std::all_of(left.members.begin(), left.members.end(), [&](const auto& member) {
               const Value* other = right.find(member.first.bytes());
               return other && equal(machine, member.second, *other);
           });
}

}  // namespace

/// Pays for what is searched through; for a long part at its worst and in advance.
std::size_t find_text(Machine& machine, const MarkedText& text, const MarkedText& part, std::size_t from)
{
    from = std::min(from, text.size());
    machine.budget.steps((1 + (text.size() - from) / 64) * (part.size() / 64));
    const std::size_t at = text.bytes().find(part.bytes(), from);
    machine.budget.scan(std::min(at, text.size()) - from);
    return at;
}

bool equal(Machine& machine, const Value& left, const Value& right)
{
    const Budget::Level level(machine.budget);
    machine.budget.steps(1);
    if (const auto a = number_in(left), b = number_in(right); a && b) return *a == *b;
    const MarkedText *first = text_in(left), *second = text_in(right);
    if (first && second) {
        machine.budget.scan(std::min(first->size(), second->size()));
        return first->bytes() == second->bytes();
    }
    if (left.index() != right.index()) return false;
    if (const auto* list = std::get_if<List*>(&left)) {
        const auto &a = (*list)->items, &b = std::get<List*>(right)->items;
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [&](const Value& x, const Value& y) { return equal(machine, x, y); });
    }
    if (const auto* dict = std::get_if<Dict*>(&left)) return equal_members(machine, **dict, *std::get<Dict*>(right));
    return true;  // none or undefined
}

bool compare(Machine& machine, std::string_view name, const Value& left, const Value& right)
{
    if (name == "==") return equal(machine, left, right);
    if (name == "!=") return !equal(machine, left, right);
    if (name == "in") return contains(machine, right, left);
    if (name == "not in") return !contains(machine, right, left);
    machine.budget.steps(1);
    if (name == "<") return less(machine, name, left, right);
    if (name == ">") return less(machine, name, right, left);
    return name == "<=" ? !less(machine, name, right, left) : !less(machine, name, left, right);
}

Value operate(Machine& machine, std::string_view name, const Value& left, const Value& right)
{
    machine.budget.steps(1);
    if (name == "~") {
        MarkedText text = to_text(machine, left);
        text += to_text(machine, right);
        return machine.text(std::move(text));
    }
    const auto a = integer_in(left), b = integer_in(right);
    if (a && b && name != "/" && !(name == "**" && *b < 0)) return whole(machine, name, *a, *b);
    if (const auto x = number_in(left), y = number_in(right); x && y) return real(machine, name, *x, *y);
    const MarkedText *first = text_in(left), *second = text_in(right);
    if (name == "+" && first && second) {
        MarkedText text = *first;
        text += *second;
        return machine.text(std::move(text));
    }
    if (name == "*" && first && b) return repeated(machine, *first, *b);
    const auto *head = std::get_if<List*>(&left), *tail = std::get_if<List*>(&right);
    if (name != "+" || !head || !tail) undefined_for(machine, name, left, right);
    std::vector<Value> items = items_of(machine, left);
    items.insert(items.end(), (*tail)->items.begin(), (*tail)->items.end());
    return machine.list(std::move(items));
}

}  // namespace engine::jinja
