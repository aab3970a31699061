// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/interpreter.h"

#include <algorithm>

namespace engine::jinja {

using Kind = Node::Kind;

Value Interpreter::evaluate(const Node& node)
{
    const Budget::Level level(machine_.budget);
    machine_.budget.at = node.place;
    machine_.budget.steps(1);
    switch (node.kind) {
    case Kind::Constant: return node.constant;
    case Kind::Name: return look_up(node.name);
    case Kind::Chain: return evaluate_chain(node);
    case Kind::Compare: return evaluate_comparisons(node);
    case Kind::And: return evaluate_logic(node, false);
    case Kind::Or: return evaluate_logic(node, true);
    case Kind::Not: return !is_true(evaluate(node.children[0]));
    case Kind::Negative: return operate(machine_, "-", std::int64_t(0), evaluate(node.children[0]));
    case Kind::Conditional: return evaluate_optional(node.children[is_true(evaluate(node.children[1])) ? 0 : 2]);
    case Kind::ListDisplay: return machine_.list(evaluate_arguments(node).values);
    case Kind::DictDisplay: return evaluate_dict(node);
    default: return Undefined();
    }
}

Value Interpreter::evaluate_optional(const Node& node)
{
    return node.kind == Kind::Missing ? Value() : evaluate(node);
}

Value Interpreter::look_up(std::string_view name)
{
    machine_.budget.steps(scopes_.size());
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope)
        if (const auto known = scope->find(name); known != scope->end()) return known->second;
    return Undefined();
}

Value Interpreter::evaluate_logic(const Node& node, bool stops_at)
{
    Value value;
    for (const Node& operand : node.children) {
        value = evaluate(operand);
        if (is_true(value) == stops_at) break;
    }
    return value;
}

bool Interpreter::evaluate_comparisons(const Node& node)
{
    Value left = evaluate(node.children[0]);
    for (std::size_t i = 1; i < node.children.size(); ++i) {
        Value right = evaluate(node.children[i].children[0]);
        if (!compare(machine_, node.children[i].name, left, right)) return false;
        left = std::move(right);
    }
    return true;
}

Value Interpreter::evaluate_dict(const Node& node)
{
    Dict* dict = machine_.heap.dict();
    machine_.budget.make(sizeof(Dict) + node.children.size() * sizeof(Value));
    for (std::size_t i = 0; i < node.children.size(); i += 2) {
        const Value name = evaluate(node.children[i]);
        machine_.budget.steps(1 + dict->members.size() / 8);
        dict->set(text_argument(machine_, &name), evaluate(node.children[i + 1]));
    }
    return dict;
}

/// A method is called on the value before it, so `a.b(c)` looks two operations ahead.
Value Interpreter::evaluate_chain(const Node& chain)
{
    const auto& parts = chain.children;
    Value value = evaluate(parts[0]);
    for (std::size_t i = 1; i < parts.size(); ++i) {
        machine_.budget.at = parts[i].place;
        machine_.budget.steps(1);
        const bool calls = i + 1 < parts.size() && parts[i + 1].kind == Kind::Call;
        if (parts[i].kind == Kind::Attribute && calls) {
            const Arguments arguments = evaluate_arguments(parts[i + 1]);
            machine_.budget.at = parts[i].place;
            value = call_method(machine_, value, parts[i].name, arguments);
            ++i;
        } else {
            value = apply(parts[i], value);
        }
    }
    return value;
}

Value Interpreter::apply(const Node& operation, const Value& value)
{
    const auto& children = operation.children;
    if (operation.kind == Kind::Slice) {
        const Value begin = evaluate_optional(children[0]), end = evaluate_optional(children[1]);
        return slice(machine_, value, begin, end, evaluate_optional(children[2]));
    }
    if (operation.kind == Kind::Attribute) return attribute(machine_, value, operation.name);
    if (operation.kind == Kind::Call) return call(value, operation);
    const Arguments arguments = evaluate_arguments(operation);
    machine_.budget.at = operation.place;  // the arguments stand elsewhere
    switch (operation.kind) {
    case Kind::Subscript: return subscript(machine_, value, arguments.values[0]);
    case Kind::Filter: return filtered(machine_, operation.name, value, arguments);
    case Kind::Test: return tested(machine_, operation.name, value, arguments) != operation.negated;
    default: return operate(machine_, operation.name, value, arguments.values[0]);
    }
}

Arguments Interpreter::evaluate_arguments(const Node& call)
{
    Arguments arguments;
    for (const Node& argument : call.children) {
        if (argument.kind == Kind::Keyword)
            arguments.named.emplace_back(argument.name, evaluate(argument.children[0]));
        else
            arguments.values.push_back(evaluate(argument));
    }
    return arguments;
}

Value Interpreter::call(const Value& function, const Node& call)
{
    const auto* builtin = std::get_if<Builtin>(&function);
    const auto* macro = std::get_if<const Node*>(&function);
    if (!builtin && !macro)
        machine_.fail("TPL-NAME", "Something is called that is no function of chat templates", kind_of(function));
    const Arguments arguments = evaluate_arguments(call);
    machine_.budget.at = call.place;
    return builtin ? call_builtin(machine_, *builtin, arguments) : call_macro(**macro, arguments);
}

/// A macro sees what the whole template sees and its own parameters.
Value Interpreter::call_macro(const Node& macro, const Arguments& arguments)
{
    const Budget::Level level(machine_.budget);
    if (arguments.values.size() > macro.names.size())
        machine_.fail("TPL-VALUE", "A macro is called with more values than it has parameters", macro.name);
    Scope parameters;
    for (std::size_t i = 0; i < macro.names.size(); ++i) {
        const Value* given = arguments.find(i, macro.names[i]);
        parameters[macro.names[i]] = given ? *given : evaluate_optional(macro.children[i + 1]);
    }
    std::vector<Scope> around;
    around.push_back(std::move(parameters));
    std::swap(scopes_, around);
    scopes_.insert(scopes_.begin(), std::move(around[0]));
    MarkedText out;
    execute(macro.children[0], out);
    around[0] = std::move(scopes_[0]);
    std::swap(scopes_, around);
    return machine_.text(std::move(out));
}

}  // namespace engine::jinja
