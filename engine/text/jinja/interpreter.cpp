// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/interpreter.h"

namespace engine::jinja {

using Kind = Node::Kind;

Interpreter::Interpreter(const Dict& variables, Heap& heap) : machine_{heap, {}}, scopes_(1)
{
    scopes_[0] = {{"range", Builtin::Range},
                  {"namespace", Builtin::Namespace},
                  {"dict", Builtin::Dict},
                  {"raise_exception", Builtin::RaiseException},
                  {"strftime_now", Builtin::StrftimeNow}};
    for (const auto& [name, value] : variables.members)
        scopes_[0][std::string(name.bytes())] = value;
}

MarkedText Interpreter::run(const Node& block)
{
    MarkedText out;
    execute(block, out);
    return out;
}

void Interpreter::write(MarkedText& out, const MarkedText& text)
{
    machine_.budget.make(text.size());
    machine_.budget.check_output(out.size() + text.size());
    out += text;
}

Interpreter::Flow Interpreter::execute(const Node& node, MarkedText& out)
{
    const Budget::Level level(machine_.budget);
    machine_.budget.at = node.place;
    machine_.budget.steps(1);
    switch (node.kind) {
    case Kind::Data: write(out, *text_in(node.constant)); break;
    case Kind::Output: write(out, to_text(machine_, evaluate(node.children[0]))); break;
    case Kind::Block: return execute_block(node, out);
    case Kind::If: return execute_if(node, out);
    case Kind::For: return execute_for(node, out);
    case Kind::Set:
    case Kind::SetBlock: execute_set(node); break;
    case Kind::Macro: scopes_.back()[node.name] = &node; break;
    case Kind::Break: return Flow::Break;
    case Kind::Continue: return Flow::Continue;
    default: break;
    }
    return Flow::On;
}

Interpreter::Flow Interpreter::execute_block(const Node& block, MarkedText& out)
{
    for (const Node& statement : block.children)
        if (const Flow flow = execute(statement, out); flow != Flow::On) return flow;
    return Flow::On;
}

Interpreter::Flow Interpreter::execute_if(const Node& node, MarkedText& out)
{
    std::size_t i = 0;
    for (; i + 1 < node.children.size(); i += 2)
        if (is_true(evaluate(node.children[i]))) return execute(node.children[i + 1], out);
    return i < node.children.size() ? execute(node.children[i], out) : Flow::On;
}

void Interpreter::assign(const std::vector<std::string>& targets, const Value& value)
{
    if (targets.size() == 1) {
        scopes_.back()[targets[0]] = value;
        return;
    }
    const std::vector<Value> items = items_of(machine_, value);
    if (items.size() != targets.size()) machine_.fail("TPL-VALUE", "There are not as many values as variables");
    for (std::size_t i = 0; i < targets.size(); ++i)
        scopes_.back()[targets[i]] = items[i];
}

/// The items a loop goes through: those that its condition holds for.
std::vector<Value> Interpreter::looped_items(const Node& node)
{
    std::vector<Value> items = items_of(machine_, evaluate(node.children[0]));
    if (node.children[1].kind == Kind::Missing) return items;
    std::vector<Value> kept;
    scopes_.emplace_back();
    for (Value& item : items) {
        assign(node.names, item);
        if (is_true(evaluate(node.children[1]))) kept.push_back(std::move(item));
    }
    scopes_.pop_back();
    return kept;
}

Interpreter::Flow Interpreter::execute_for(const Node& node, MarkedText& out)
{
    machine_.budget.make(sizeof(Loop) + sizeof(List));
    const List* items = machine_.heap.list(looped_items(node));
    if (items->items.empty()) return execute(node.children[3], out);
    Loop* loop = machine_.heap.loop();
    loop->items = items;
    loop->depth = ++loops_;
    scopes_.emplace_back();
    for (; loop->index < items->items.size(); ++loop->index) {
        machine_.budget.steps(1);
        scopes_.back().clear();
        scopes_.back()["loop"] = loop;
        assign(node.names, items->items[loop->index]);
        if (execute(node.children[2], out) == Flow::Break) break;
    }
    scopes_.pop_back();
    --loops_;
    return Flow::On;
}

void Interpreter::execute_set(const Node& node)
{
    Value value;
    if (node.kind == Kind::SetBlock) {
        MarkedText captured;
        execute(node.children[0], captured);
        value = machine_.text(std::move(captured));
        const auto& filters = node.children[1].children;
        for (std::size_t i = 1; i < filters.size(); ++i)
            value = apply(filters[i], value);
    } else {
        value = evaluate(node.children[0]);
    }
    if (node.name.empty()) return assign(node.names, value);
    const Value target = look_up(node.name);
    const auto* dict = std::get_if<Dict*>(&target);
    if (!dict || !(*dict)->is_namespace)
        machine_.fail("TPL-VALUE", "Only a namespace has members that can be set", node.name);
    machine_.budget.make(sizeof(Value) + node.names[0].size());
    (*dict)->set(MarkedText(node.names[0], Origin::Template), value);
}

}  // namespace engine::jinja
