// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/token_stream.h"

#include <algorithm>

namespace engine::jinja {
namespace {

using Kind = Node::Kind;
using Names = std::initializer_list<std::string_view>;

class Parser {
public:
    explicit Parser(std::string_view source) : tokens_(tokens_of(source)) {}

    Node run()
    {
        Node block = parse_block({});
        if (!tokens_.is(Token::Kind::End)) tokens_.fail("A block ends that was not begun");
        return block;
    }

private:
    Node parse_block(Names ends);
    Node parse_statement();
    Node parse_if();
    Node parse_for();
    Node parse_set();
    Node parse_macro();
    std::vector<std::string> parse_targets();
    void end_tag() { tokens_.expect(Token::Kind::BlockEnd, "A tag goes on where it should end"); }
    std::string name(const char* what) { return tokens_.expect(Token::Kind::Name, what); }

    TokenStream tokens_;
};

/// Statements up to a tag that is one of `ends`, of which the name is taken, or to the end of the template.
Node Parser::parse_block(Names ends)
{
    const Budget::Level level(tokens_.budget);
    Node block = tokens_.node(Kind::Block);
    for (;;) {
        Node node = tokens_.node(Kind::Data);
        const Token token = tokens_.take();
        if (token.kind == Token::Kind::Data) {
            node.constant = text_value(token.text);
        } else if (token.kind == Token::Kind::VariableBegin) {
            node.kind = Kind::Output;
            node.children.push_back(parse_expression(tokens_));
            tokens_.expect(Token::Kind::VariableEnd, "An expression goes on where it should end");
        } else if (token.kind == Token::Kind::BlockBegin) {
            if (std::any_of(ends.begin(), ends.end(), [&](auto end) { return tokens_.is_name(end); })) return block;
            node = parse_statement();
        } else {
            if (ends.size() > 0) tokens_.fail("A block is not closed");
            return block;
        }
        block.children.push_back(std::move(node));
    }
}

Node Parser::parse_statement()
{
    Node node = tokens_.node(Kind::Block);
    const std::string tag = name("The name of a tag is missing");
    if (tag == "if") return parse_if();
    if (tag == "for") return parse_for();
    if (tag == "set") return parse_set();
    if (tag == "macro") return parse_macro();
    if (tag == "break" || tag == "continue") {
        node.kind = tag == "break" ? Kind::Break : Kind::Continue;
        end_tag();
        return node;
    }
    if (tag == "generation") {  // marks what is learned from, means nothing here
        end_tag();
        node = parse_block({"endgeneration"});
        tokens_.take();
        end_tag();
        return node;
    }
    if (tag.starts_with("end") || tag == "else" || tag == "elif")
        refuse("TPL-SYNTAX", "A block ends that was not begun", node.place, tag);
    refuse("TPL-NAME", "A statement is not available in chat templates", node.place, tag,
           "if, for, set, macro, break, continue, raw, generation");
}

Node Parser::parse_if()
{
    Node node = tokens_.node(Kind::If);
    for (;;) {
        node.children.push_back(parse_expression(tokens_));
        end_tag();
        node.children.push_back(parse_block({"elif", "else", "endif"}));
        if (!tokens_.take_name("elif")) break;
    }
    if (tokens_.take_name("else")) {
        end_tag();
        node.children.push_back(parse_block({"endif"}));
    }
    tokens_.take();
    end_tag();
    return node;
}

std::vector<std::string> Parser::parse_targets()
{
    const bool enclosed = tokens_.take_operator("(");
    std::vector<std::string> names;
    do
        names.push_back(name("The name of a variable is missing"));
    while (tokens_.take_operator(","));
    if (enclosed) tokens_.expect_operator(")");
    return names;
}

Node Parser::parse_for()
{
    Node node = tokens_.node(Kind::For);
    node.names = parse_targets();
    if (!tokens_.take_name("in")) tokens_.fail("The word \"in\" is missing");
    node.children.push_back(parse_without_condition(tokens_));
    node.children.push_back(tokens_.take_name("if") ? parse_expression(tokens_) : Node());
    if (tokens_.is_name("recursive"))
        refuse("TPL-NAME", "Recursive loops are not available in chat templates", node.place);
    end_tag();
    node.children.push_back(parse_block({"else", "endfor"}));
    node.children.emplace_back();
    if (tokens_.take_name("else")) {
        end_tag();
        node.children.back() = parse_block({"endfor"});
    }
    tokens_.take();
    end_tag();
    return node;
}

Node Parser::parse_set()
{
    Node node = tokens_.node(Kind::Set);
    node.names = parse_targets();
    if (node.names.size() == 1 && tokens_.take_operator(".")) {
        node.name = node.names[0];
        node.names[0] = name("The name of a member is missing");
    }
    if (tokens_.take_operator("=")) {
        node.children.push_back(parse_expression(tokens_));
        if (tokens_.is_operator(",")) {
            Node tuple = tokens_.node(Kind::ListDisplay);
            tuple.children.push_back(std::move(node.children[0]));
            while (tokens_.take_operator(","))
                tuple.children.push_back(parse_expression(tokens_));
            node.children[0] = std::move(tuple);
        }
        end_tag();
        return node;
    }
    node.kind = Kind::SetBlock;
    Node filters = parse_filters(tokens_, Node());
    end_tag();
    node.children.push_back(parse_block({"endset"}));
    node.children.push_back(std::move(filters));
    tokens_.take();
    end_tag();
    return node;
}

Node Parser::parse_macro()
{
    Node node = tokens_.node(Kind::Macro);
    node.name = name("The name of a macro is missing");
    node.children.emplace_back();
    tokens_.expect_operator("(");
    while (!tokens_.is_operator(")")) {
        node.names.push_back(name("The name of a parameter is missing"));
        node.children.push_back(tokens_.take_operator("=") ? parse_expression(tokens_) : Node());
        if (!tokens_.take_operator(",")) break;
    }
    tokens_.expect_operator(")");
    end_tag();
    node.children[0] = parse_block({"endmacro"});
    tokens_.take();
    end_tag();
    return node;
}

}  // namespace

Node parse(std::string_view source)
{
    return Parser(source).run();
}

}  // namespace engine::jinja
