// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/code_points.h"
#include "engine/text/jinja/operations.h"

#include <algorithm>

namespace engine::jinja {
namespace {

constexpr std::string_view blank = " \t\n\v\f\r";

/// `text` less what `characters` holds at its ends, or less its outer white space without `characters`.
MarkedText stripped(Machine& machine, const MarkedText& text, const Value* characters, bool left, bool right)
{
    machine.budget.scan(text.size());
    Extent extent = without_outer_space(text.bytes());
    if (characters && !std::holds_alternative<None>(*characters)) {
        const std::string_view set = text_argument(machine, characters).bytes();
        extent.begin = std::min(text.bytes().find_first_not_of(set), text.size());
        extent.end = text.bytes().find_last_not_of(set) + 1;
    }
    if (!left) extent.begin = 0;
    if (!right) extent.end = text.size();
    return text.part(extent.begin, std::max(extent.end, extent.begin) - extent.begin);
}

/// The pieces of `text` between white space.
std::vector<Value> words(Machine& machine, const MarkedText& text)
{
    std::vector<Value> pieces;
    machine.budget.make(text.size());
    for (std::size_t begin = text.bytes().find_first_not_of(blank); begin < text.size();) {
        const std::size_t end = std::min(text.bytes().find_first_of(blank, begin), text.size());
        pieces.push_back(machine.text(text.part(begin, end - begin)));
        begin = text.bytes().find_first_not_of(blank, end);
    }
    return pieces;
}

Value split(Machine& machine, const MarkedText& text, const Arguments& arguments)
{
    const Value* separator = arguments.find(0, "sep");
    if (!separator || std::holds_alternative<None>(*separator)) return machine.list(words(machine, text));
    const MarkedText& mark = text_argument(machine, separator);
    if (mark.empty()) machine.fail("TPL-VALUE", "A string cannot be split at nothing");
    const Value* given = arguments.find(1, "maxsplit");
    const std::int64_t limit = given ? integer_in(*given).value_or(-1) : -1;
    std::vector<Value> pieces;
    std::size_t begin = 0;
    while (limit < 0 || std::int64_t(pieces.size()) < limit) {
        const std::size_t end = find_text(machine, text, mark, begin);
        if (end == std::string::npos) break;
        pieces.push_back(machine.text(text.part(begin, end - begin)));
        begin = end + mark.size();
    }
    pieces.push_back(machine.text(text.part(begin)));
    return machine.list(std::move(pieces));
}

Value rsplit(Machine& machine, const MarkedText& text, const Arguments& arguments)
{
    const MarkedText& mark = text_argument(machine, arguments.find(0, "sep"));
    const Value* given = arguments.find(1, "maxsplit");
    if (mark.empty() || !given) return split(machine, text, arguments);
    std::vector<Value> pieces;
    std::size_t end = text.size();
    for (std::int64_t left = integer_in(*given).value_or(0); left != 0 && end >= mark.size(); --left) {
        machine.budget.steps((1 + end / 64) * (1 + mark.size() / 64));
        const std::size_t at = text.bytes().rfind(mark.bytes(), end - mark.size());
        if (at == std::string::npos) break;
        pieces.push_back(machine.text(text.part(at + mark.size(), end - at - mark.size())));
        end = at;
    }
    pieces.push_back(machine.text(text.part(0, end)));
    std::reverse(pieces.begin(), pieces.end());
    return machine.list(std::move(pieces));
}

Value split_lines(Machine& machine, const MarkedText& text)
{
    std::vector<Value> lines;
    machine.budget.scan(text.size());
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.bytes().find_first_of("\r\n", begin), text.size());
        lines.push_back(machine.text(text.part(begin, end - begin)));
        begin = end + (text.bytes().substr(end).starts_with("\r\n") ? 2 : 1);
    }
    return machine.list(std::move(lines));
}

Value replaced(Machine& machine, const MarkedText& text, const Arguments& arguments)
{
    const MarkedText& old = text_argument(machine, arguments.find(0, "old"));
    const MarkedText& by = text_argument(machine, arguments.find(1, "new"));
    const Value* given = arguments.find(2, "count");
    std::int64_t left = given ? integer_in(*given).value_or(-1) : -1;
    if (old.empty()) machine.fail("TPL-VALUE", "Nothing cannot be replaced");
    MarkedText result;
    std::size_t begin = 0;
    for (; left != 0; --left) {
        const std::size_t at = find_text(machine, text, old, begin);
        if (at == std::string::npos) break;
        result.append(text, begin, at - begin);
        result += by;
        begin = at + old.size();
        if (result.size() > Budget::max_made) break;  // refused below
    }
    result += text.part(begin);
    return machine.text(std::move(result));
}

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
}
char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

bool has_affix(Machine& machine, std::string_view text, const Value* affix, bool at_start)
{
    const auto has = [&](const MarkedText& part) {
        machine.budget.scan(part.size());
        return at_start ? text.starts_with(part.bytes()) : text.ends_with(part.bytes());
    };
    const auto* list = affix ? std::get_if<List*>(affix) : nullptr;
    if (!list) return has(text_argument(machine, affix));
    const auto& items = (*list)->items;
    return std::any_of(items.begin(), items.end(), [&](const Value& v) { return has(text_argument(machine, &v)); });
}

MarkedText recased(const MarkedText& text, std::string_view name)
{
    if (name == "upper") return text.mapped(upper);
    if (name == "lower") return text.mapped(lower);
    bool inside = false;
    return text.mapped([&](char c) {
        const char changed = inside ? lower(c) : upper(c);
        inside = name == "capitalize" || upper(c) != lower(c);
        return changed;
    });
}

Value joined(Machine& machine, const MarkedText& separator, const Value& list)
{
    MarkedText result;
    bool first = true;
    for (const Value& item : items_of(machine, list)) {
        if (!first) result += separator;
        first = false;
        result += to_text(machine, item);
        machine.budget.check_output(result.size());
    }
    return machine.text(std::move(result));
}

}  // namespace

Value call_text_method(Machine& machine, const MarkedText& text, std::string_view name, const Arguments& arguments)
{
    const Value* first = arguments.find(0);
    if (name == "strip") return machine.text(stripped(machine, text, first, true, true));
    if (name == "lstrip") return machine.text(stripped(machine, text, first, true, false));
    if (name == "rstrip") return machine.text(stripped(machine, text, first, false, true));
    if (name == "split") return split(machine, text, arguments);
    if (name == "rsplit") return rsplit(machine, text, arguments);
    if (name == "splitlines") return split_lines(machine, text);
    if (name == "replace") return replaced(machine, text, arguments);
    if (name == "startswith") return has_affix(machine, text.bytes(), first, true);
    if (name == "endswith") return has_affix(machine, text.bytes(), first, false);
    if (name == "join") return joined(machine, text, first ? *first : Value());
    if (name == "upper" || name == "lower" || name == "title" || name == "capitalize")
        return machine.text(recased(text, name));
    if (name == "find") {
        const std::size_t at = find_text(machine, text, text_argument(machine, first), 0);
        return at == std::string::npos ? std::int64_t(-1)
                                       : std::int64_t(length_of(machine, text_value(text.part(0, at))));
    }
    if (name == "removeprefix" || name == "removesuffix") {
        const bool at_start = name == "removeprefix";
        if (!has_affix(machine, text.bytes(), first, at_start)) return machine.text(text);
        const std::size_t length = text_argument(machine, first).size();
        return machine.text(text.part(at_start ? length : 0, text.size() - length));
    }
    machine.fail("TPL-NAME", "A string has no such method in chat templates", std::string(name));
}

}  // namespace engine::jinja
