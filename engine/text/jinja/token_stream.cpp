// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/token_stream.h"

#include <fmt/format.h>

namespace engine::jinja {

Token TokenStream::take()
{
    const Token token = next();
    if (token.kind != Token::Kind::End) ++at_;
    return token;
}

bool TokenStream::is_name_behind(std::string_view text) const
{
    const Token& token = tokens_[std::min(at_ + 1, tokens_.size() - 1)];
    return token.kind == Token::Kind::Name && token.text == text;
}

bool TokenStream::take_operator(std::string_view text)
{
    const bool found = is_operator(text);
    if (found) take();
    return found;
}

bool TokenStream::take_name(std::string_view text)
{
    const bool found = is_name(text);
    if (found) take();
    return found;
}

std::string TokenStream::expect(Token::Kind kind, const char* what)
{
    if (!is(kind)) fail(what);
    return std::string(take().text);
}

void TokenStream::expect_operator(std::string_view text)
{
    if (!take_operator(text)) fail("A bracket or a sign is missing");
}

void TokenStream::fail(const char* what) const
{
    const bool ends = is(Token::Kind::End) || is(Token::Kind::BlockEnd) || is(Token::Kind::VariableEnd);
    refuse("TPL-SYNTAX", what, next().place, ends ? "the end" : std::string(next().text.substr(0, 40)));
}

Node TokenStream::node(Node::Kind kind)
{
    budget.at = next().place;
    if (++nodes_ > Budget::max_nodes)
        refuse("TPL-BUDGET", "The template has too many parts", next().place, {}, fmt::format("{}", Budget::max_nodes));
    Node node;
    node.kind = kind;
    node.place = next().place;
    return node;
}

}  // namespace engine::jinja
