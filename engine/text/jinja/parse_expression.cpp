// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/code_points.h"
#include "engine/text/jinja/token_stream.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace engine::jinja {
namespace {

using Kind = Node::Kind;

Node parse_unary(TokenStream& tokens, bool with_filters);

/// The text that stands for `escaped`, as Python reads it.
std::string unescaped(std::string_view escaped)
{
    std::string text;
    for (std::size_t i = 0; i < escaped.size(); ++i) {
        if (escaped[i] != '\\' || i + 1 == escaped.size()) {
            text += escaped[i];
            continue;
        }
        constexpr std::string_view letters = "nrtbfav0\\'\"", meanings("\n\r\t\b\f\a\v\0\\'\"", 11);
        const std::size_t letter = letters.find(escaped[++i]);
        if (letter != letters.npos) {
            text += meanings[letter];
            continue;
        }
        const std::string_view digits = escaped.substr(i + 1, 4);
        std::uint32_t unit = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
        if (escaped[i] == 'u' && error == std::errc() && end == digits.data() + 4) {
            append_utf8(text, unit);
            i += 4;
        } else if (escaped[i] != '\n') {  // a line break behind a backslash goes with it
            text += '\\';
            text += escaped[i];
        }
    }
    return text;
}

/// Makes `base` the start of a Chain.
Node& chain_of(TokenStream& tokens, Node& base)
{
    Node chain = tokens.node(Kind::Chain);
    chain.children.push_back(std::move(base));
    base = std::move(chain);
    return base;
}

void parse_arguments(TokenStream& tokens, Node& call)
{
    tokens.expect_operator("(");
    while (!tokens.is_operator(")")) {
        Node argument = tokens.node(Kind::Keyword);
        Node value = parse_expression(tokens);
        if (value.kind == Kind::Name && tokens.take_operator("=")) {
            argument.name = value.name;
            argument.children.push_back(parse_expression(tokens));
            call.children.push_back(std::move(argument));
        } else {
            call.children.push_back(std::move(value));
        }
        if (!tokens.take_operator(",")) break;
    }
    tokens.expect_operator(")");
}

Node parse_subscript(TokenStream& tokens)
{
    Node subscript = tokens.node(Kind::Subscript);
    tokens.expect_operator("[");
    const auto part = [&] {
        const bool missing = tokens.is_operator(":") || tokens.is_operator("]");
        subscript.children.push_back(missing ? Node() : parse_expression(tokens));
    };
    part();
    while (subscript.children.size() < 3 && tokens.take_operator(":")) {
        subscript.kind = Kind::Slice;
        part();
    }
    if (subscript.kind == Kind::Subscript && subscript.children[0].kind == Kind::Missing)
        tokens.fail("An index is missing");
    if (subscript.kind == Kind::Slice) subscript.children.resize(3);
    tokens.expect_operator("]");
    return subscript;
}

/// Attributes, subscripts and calls behind `base`.
Node parse_postfix(TokenStream& tokens, Node base)
{
    Node* chain = nullptr;
    for (;;) {
        const bool attribute = tokens.is_operator("."), call = tokens.is_operator("(");
        if (!attribute && !call && !tokens.is_operator("[")) return base;
        if (!chain) chain = &chain_of(tokens, base);
        if (attribute) {
            tokens.take();
            Node node = tokens.node(Kind::Attribute);
            if (tokens.is(Token::Kind::Integer)) {  // list.0
                node.kind = Kind::Subscript;
                node.children.push_back(parse_unary(tokens, false));
            } else {
                node.name = tokens.expect(Token::Kind::Name, "The name of an attribute is missing");
            }
            chain->children.push_back(std::move(node));
        } else if (call) {
            Node node = tokens.node(Kind::Call);
            parse_arguments(tokens, node);
            chain->children.push_back(std::move(node));
        } else {
            chain->children.push_back(parse_subscript(tokens));
        }
    }
}

bool starts_argument(const TokenStream& tokens)
{
    using Token = Token::Kind;
    if (tokens.is(Token::Name))
        return !tokens.is_name("else") && !tokens.is_name("or") && !tokens.is_name("and") && !tokens.is_name("is") &&
               !tokens.is_name("if") && !tokens.is_name("in") && !tokens.is_name("not");
    return tokens.is(Token::String) || tokens.is(Token::Integer) || tokens.is(Token::Float) ||
           tokens.is_operator("[") || tokens.is_operator("{");
}

Node parse_test(TokenStream& tokens)
{
    Node test = tokens.node(Kind::Test);
    tokens.take();  // is
    test.negated = tokens.take_name("not");
    test.name = tokens.expect(Token::Kind::Name, "The name of a test is missing");
    if (tokens.is_operator("("))
        parse_arguments(tokens, test);
    else if (starts_argument(tokens))
        test.children.push_back(parse_unary(tokens, false));
    return test;
}

Node parse_items(TokenStream& tokens, Kind kind, std::string_view close)
{
    Node display = tokens.node(kind);
    while (!tokens.take_operator(close)) {
        display.children.push_back(parse_expression(tokens));
        if (kind == Kind::DictDisplay) {
            tokens.expect_operator(":");
            display.children.push_back(parse_expression(tokens));
        }
        if (tokens.take_operator(",")) continue;
        tokens.expect_operator(close);
        break;
    }
    return display;
}

/// Behind an open parenthesis: an expression, or a tuple, which is a list here.
Node parse_parenthesis(TokenStream& tokens)
{
    Node tuple = tokens.node(Kind::ListDisplay);
    if (tokens.take_operator(")")) return tuple;
    Node first = parse_expression(tokens);
    if (tokens.take_operator(")")) return first;
    tokens.expect_operator(",");
    tuple = parse_items(tokens, Kind::ListDisplay, ")");
    tuple.children.insert(tuple.children.begin(), std::move(first));
    return tuple;
}

Node parse_name(TokenStream& tokens)
{
    Node node = tokens.node(Kind::Constant);
    const std::string_view name = tokens.take().text;
    if (name == "true" || name == "True") {
        node.constant = true;
    } else if (name == "false" || name == "False") {
        node.constant = false;
    } else if (name == "none" || name == "None") {
        node.constant = None();
    } else {
        node.kind = Kind::Name;
        node.name = name;
    }
    return node;
}

Node parse_number(TokenStream& tokens)
{
    Node node = tokens.node(Kind::Constant);
    const std::string_view digits = tokens.next().text;
    std::from_chars_result read{};
    if (tokens.is(Token::Kind::Integer)) {
        std::int64_t number = 0;
        read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        node.constant = number;
    } else {
        double number = 0;
        read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        node.constant = number;
    }
    if (read.ec != std::errc()) tokens.fail("A number is too large");
    tokens.take();
    return node;
}

Node parse_primary(TokenStream& tokens)
{
    if (tokens.is(Token::Kind::Name)) return parse_name(tokens);
    if (tokens.is(Token::Kind::Integer) || tokens.is(Token::Kind::Float)) return parse_number(tokens);
    if (tokens.is(Token::Kind::String)) {
        Node node = tokens.node(Kind::Constant);
        std::string text;
        while (tokens.is(Token::Kind::String))  // neighbours are one string
            text += unescaped(tokens.take().text);
        node.constant = text_value(text);
        return node;
    }
    if (tokens.take_operator("(")) return parse_parenthesis(tokens);
    if (tokens.take_operator("[")) return parse_items(tokens, Kind::ListDisplay, "]");
    if (tokens.take_operator("{")) return parse_items(tokens, Kind::DictDisplay, "}");
    tokens.fail("An expression is missing");
}

Node parse_unary(TokenStream& tokens, bool with_filters)
{
    const Budget::Level level(tokens.budget);
    if (tokens.is_operator("-")) {
        Node negative = tokens.node(Kind::Negative);
        tokens.take();
        negative.children.push_back(parse_unary(tokens, false));
        return with_filters ? parse_filters(tokens, std::move(negative)) : negative;
    }
    if (tokens.take_operator("+")) return parse_unary(tokens, with_filters);
    Node value = parse_postfix(tokens, parse_primary(tokens));
    return with_filters ? parse_filters(tokens, std::move(value)) : value;
}

/// The arithmetic operators from the loosest to the tightest.
constexpr std::array<std::string_view, 4> arithmetic[] = {{"+", "-"}, {"~"}, {"*", "/", "//", "%"}, {"**"}};

Node parse_arithmetic(TokenStream& tokens, std::size_t tightness)
{
    if (tightness == std::size(arithmetic)) return parse_unary(tokens, true);
    Node value = parse_arithmetic(tokens, tightness + 1);
    Node* chain = nullptr;
    for (;;) {
        const auto& operators = arithmetic[tightness];
        if (std::none_of(operators.begin(), operators.end(), [&](auto op) { return tokens.is_operator(op); }))
            return value;
        if (!chain) chain = &chain_of(tokens, value);
        Node operation = tokens.node(Kind::Operation);
        operation.name = tokens.take().text;
        operation.children.push_back(parse_arithmetic(tokens, tightness + 1));
        chain->children.push_back(std::move(operation));
    }
}

Node parse_comparison(TokenStream& tokens)
{
    Node value = parse_arithmetic(tokens, 0);
    Node compare = tokens.node(Kind::Compare);
    for (;;) {
        Node operation = tokens.node(Kind::Operation);
        const bool negated = tokens.is_name("not") && tokens.is_name_behind("in");
        if (negated) tokens.take();
        if (tokens.take_name("in")) {
            operation.name = negated ? "not in" : "in";
        } else {
            constexpr std::string_view operators[] = {"==", "!=", "<", ">", "<=", ">="};
            const auto known = std::find_if(std::begin(operators), std::end(operators),
                                            [&](auto op) { return tokens.is_operator(op); });
            if (known == std::end(operators)) break;
            operation.name = tokens.take().text;
        }
        operation.children.push_back(parse_arithmetic(tokens, 0));
        compare.children.push_back(std::move(operation));
    }
    if (compare.children.empty()) return value;
    compare.children.insert(compare.children.begin(), std::move(value));
    return compare;
}

Node parse_not(TokenStream& tokens)
{
    Node node = tokens.node(Kind::Not);
    bool negated = false, wrapped = false;
    while (tokens.take_name("not")) {
        negated = !negated;
        wrapped = true;
    }
    Node value = parse_comparison(tokens);
    if (!wrapped) return value;
    node.children.push_back(std::move(value));
    if (negated) return node;
    Node twice = tokens.node(Kind::Not);
    twice.children.push_back(std::move(node));
    return twice;
}

template <class Operand>
Node parse_logic(TokenStream& tokens, Kind kind, std::string_view name, Operand operand)
{
    Node value = operand(tokens);
    if (!tokens.is_name(name)) return value;
    Node logic = tokens.node(kind);
    logic.children.push_back(std::move(value));
    while (tokens.take_name(name))
        logic.children.push_back(operand(tokens));
    return logic;
}

Node parse_and(TokenStream& tokens)
{
    return parse_logic(tokens, Kind::And, "and", parse_not);
}

}  // namespace

Node parse_filters(TokenStream& tokens, Node base)
{
    Node* chain = nullptr;
    for (;;) {
        const bool filter = tokens.is_operator("|");
        if (!filter && !tokens.is_name("is")) return base;
        if (!chain) chain = &chain_of(tokens, base);
        if (filter) {
            tokens.take();
            Node node = tokens.node(Kind::Filter);
            node.name = tokens.expect(Token::Kind::Name, "The name of a filter is missing");
            if (tokens.is_operator("(")) parse_arguments(tokens, node);
            chain->children.push_back(std::move(node));
        } else {
            chain->children.push_back(parse_test(tokens));
        }
    }
}

Node parse_without_condition(TokenStream& tokens)
{
    return parse_logic(tokens, Kind::Or, "or", parse_and);
}

Node parse_expression(TokenStream& tokens)
{
    const Budget::Level level(tokens.budget);
    Node value = parse_without_condition(tokens);
    if (!tokens.is_name("if")) return value;
    Node conditional = tokens.node(Kind::Conditional);
    tokens.take();
    conditional.children.push_back(std::move(value));
    conditional.children.push_back(parse_without_condition(tokens));
    conditional.children.push_back(tokens.take_name("else") ? parse_expression(tokens) : Node());
    return conditional;
}

}  // namespace engine::jinja
