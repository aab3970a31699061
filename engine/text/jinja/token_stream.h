// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/jinja/lexer.h"
#include "engine/text/jinja/syntax.h"

#include <initializer_list>
#include <vector>

namespace engine::jinja {

/// The tokens still to be parsed, and what both halves of the parser need of them.
class TokenStream {
public:
    explicit TokenStream(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    const Token& next() const { return tokens_[at_]; }
    Token take();
    bool is(Token::Kind kind) const { return next().kind == kind; }
    bool is_operator(std::string_view text) const { return is(Token::Kind::Operator) && next().text == text; }
    bool is_name(std::string_view text) const { return is(Token::Kind::Name) && next().text == text; }
    bool is_name_behind(std::string_view text) const;  ///< whether the token behind the next is that name
    bool take_operator(std::string_view text);
    bool take_name(std::string_view text);
    std::string expect(Token::Kind kind, const char* what);
    void expect_operator(std::string_view text);
    [[noreturn]] void fail(const char* what) const;

    Node node(Node::Kind kind);  ///< at the next token; counts towards Budget::max_nodes
    Budget budget;               ///< of which the parser uses the depth

private:
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::size_t nodes_ = 0;
};

Node parse_expression(TokenStream& tokens);          ///< as far as it reaches
Node parse_without_condition(TokenStream& tokens);   ///< the same, but an "if" ends it
Node parse_filters(TokenStream& tokens, Node base);  ///< base and the |filters behind it

}  // namespace engine::jinja
