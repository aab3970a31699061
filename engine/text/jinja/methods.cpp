// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/operations.h"

#include <algorithm>
#include <ctime>

namespace engine::jinja {
namespace {

Value pair_list(Machine& machine, Dict& dict)
{
    std::vector<Value> pairs;
    for (const auto& [name, value] : dict.members)
        pairs.push_back(machine.list({machine.text(name), value}));
    return machine.list(std::move(pairs));
}

Value call_dict_method(Machine& machine, Dict& dict, std::string_view name, const Arguments& arguments)
{
    machine.budget.steps(1 + dict.members.size() / 8);
    if (name == "items") return pair_list(machine, dict);
    if (name == "get") {
        const Value* known = dict.find(text_argument(machine, arguments.find(0)).bytes());
        const Value* otherwise = arguments.find(1, "default");
        return known ? *known : otherwise ? *otherwise : Value(None());
    }
    std::vector<Value> items;
    for (const auto& [key, value] : dict.members)
        items.push_back(name == "keys" ? machine.text(key) : value);
    if (name == "keys" || name == "values") return machine.list(std::move(items));
    machine.fail("TPL-NAME", "A mapping has no such method in chat templates", std::string(name),
                 "get, items, keys, values");
}

Value call_list_method(Machine& machine, List& list, std::string_view name, const Arguments& arguments)
{
    if (name == "append" && arguments.values.size() == 1) {
        machine.budget.make(sizeof(Value));
        list.items.push_back(arguments.values[0]);
        return None();
    }
    if (name != "pop")
        machine.fail("TPL-NAME", "A list has no such method in chat templates", std::string(name), "append, pop");
    const std::int64_t length = std::int64_t(list.items.size());
    const Value* given = arguments.find(0);
    std::int64_t at = given ? integer_in(*given).value_or(length) : -1;
    if (at < 0) at += length;
    if (at < 0 || at >= length) machine.fail("TPL-VALUE", "A list has no item at that index");
    const auto item = list.items.begin() + at;
    Value taken = std::move(*item);
    machine.budget.steps(1 + std::size_t(length) / 8);
    list.items.erase(item);
    return taken;
}

Value range(Machine& machine, const Arguments& arguments)
{
    const auto whole = [&](std::size_t index) {
        const auto number = integer_in(arguments.values[index]);
        if (!number) machine.fail("TPL-VALUE", "range() takes whole numbers", kind_of(arguments.values[index]));
        return *number;
    };
    const std::size_t count = arguments.values.size();
    if (count < 1 || count > 3) machine.fail("TPL-VALUE", "range() takes one to three numbers");
    const std::int64_t begin = count > 1 ? whole(0) : 0, end = whole(count > 1 ? 1 : 0),
                       step = count > 2 ? whole(2) : 1;
    if (step == 0) machine.fail("TPL-VALUE", "The step of a range is 0");
    std::vector<Value> items;
    for (std::int64_t i = begin; step > 0 ? i < end : i > end;) {
        machine.budget.make(sizeof(Value));
        items.emplace_back(i);
        if (__builtin_add_overflow(i, step, &i)) break;
    }
    return machine.list(std::move(items));
}

Value mapping(Machine& machine, const Arguments& arguments, bool is_namespace)
{
    Dict* dict = machine.heap.dict();
    dict->is_namespace = is_namespace;
    if (const Value* from = arguments.find(0))
        if (const auto* other = std::get_if<Dict*>(from)) dict->members = (*other)->members;
    for (const auto& [name, value] : arguments.named)
        dict->set(MarkedText(name, Origin::Template), value);
    machine.budget.make(dict->members.size() * sizeof(dict->members[0]) + sizeof(Dict));
    return dict;
}

Value local_time(Machine& machine, const Arguments& arguments)
{
    const std::string format(text_argument(machine, arguments.find(0)).bytes().substr(0, 64));
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    char text[512];
    return machine.text({{text, std::strftime(text, sizeof(text), format.c_str(), &local)}, Origin::Template});
}

}  // namespace

Value call_method(Machine& machine, const Value& value, std::string_view name, const Arguments& arguments)
{
    machine.budget.steps(1);
    if (name.starts_with("_"))
        machine.fail("TPL-NAME", "A method is not available in chat templates", std::string(name));
    if (const MarkedText* text = text_in(value)) return call_text_method(machine, *text, name, arguments);
    if (const auto* dict = std::get_if<Dict*>(&value)) return call_dict_method(machine, **dict, name, arguments);
    if (const auto* list = std::get_if<List*>(&value)) return call_list_method(machine, **list, name, arguments);
    machine.fail("TPL-NAME", "A value has no such method in chat templates",
                 std::string(name) + " of " + kind_of(value));
}

Value call_builtin(Machine& machine, Builtin function, const Arguments& arguments)
{
    switch (function) {
    case Builtin::Range: return range(machine, arguments);
    case Builtin::Namespace: return mapping(machine, arguments, true);
    case Builtin::Dict: return mapping(machine, arguments, false);
    case Builtin::StrftimeNow: return local_time(machine, arguments);
    case Builtin::RaiseException: break;
    }
    const Value* said = arguments.find(0);
    machine.fail("TPL-RAISED", "The template refuses this conversation",
                 said ? std::string(to_text(machine, *said).bytes()) : std::string());
}

}  // namespace engine::jinja
