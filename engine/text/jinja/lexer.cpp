// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/lexer.h"

#include <algorithm>

namespace engine::jinja {
namespace {

constexpr std::string_view blank = " \t\n\v\f\r";

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

class Lexer {
public:
    explicit Lexer(std::string_view source) : source_(source) {}

    std::vector<Token> run()
    {
        while (at_ < source_.size()) {
            data();
            if (!closing_.empty()) tag();
        }
        emit(Token::Kind::End, {});
        return std::move(tokens_);
    }

private:
    using Kind = Token::Kind;

    std::string_view rest() const { return source_.substr(at_); }
    std::size_t after_blanks(std::size_t from) const
    {
        return std::min(source_.find_first_not_of(blank, from), source_.size());
    }
    Place place_of(std::size_t offset);
    void emit(Kind kind, std::string_view text) { tokens_.push_back({kind, text, place_of(at_)}); }
    [[noreturn]] void fail(const char* code, const char* what)
    {
        refuse(code, what, place_of(at_), std::string(rest().substr(0, 20)));
    }

    void data();
    std::string_view trimmed(std::string_view text, std::size_t begin, char kind, char sign) const;
    void comment(char sign);
    bool raw(char sign);
    void leave(std::size_t tag_end, char sign);
    void tag();
    bool tag_ends();
    void tag_token();
    std::size_t number_length() const;
    void string();
    void punctuation();

    std::string_view source_;
    std::size_t at_ = 0;
    std::string closing_;     // brackets to come, above the tag's own '}' or '%'; empty outside of tags
    std::size_t placed_ = 0;  // offset of `place_`
    Place place_;
    std::vector<Token> tokens_;
};

/// Line and column of an offset not before the last one asked for.
Place Lexer::place_of(std::size_t offset)
{
    for (; placed_ < offset; ++placed_) {
        place_.column = source_[placed_] == '\n' ? 1 : place_.column + 1;
        place_.line += source_[placed_] == '\n';
    }
    return place_;
}

/// The text before a tag, less what the tag's sign or lstrip_blocks takes away.
std::string_view Lexer::trimmed(std::string_view text, std::size_t begin, char kind, char sign) const
{
    if (sign == '-') return text.substr(0, text.find_last_not_of(blank) + 1);
    if (sign == '+' || kind == '{') return text;
    const std::size_t line = text.rfind('\n') + 1;  // 0 when there is none
    const bool starts_line = line > 0 || begin == 0 || source_[begin - 1] == '\n';
    if (starts_line && text.find_first_not_of(blank, line) == text.npos) return text.substr(0, line);
    return text;
}

void Lexer::data()
{
    std::size_t open = source_.find('{', at_);
    const auto opens_tag = [&](std::size_t at) { return source_.substr(at + 1, 1).find_first_of("{%#") == 0; };
    while (open != source_.npos && !opens_tag(open))
        open = source_.find('{', open + 1);
    if (open == source_.npos) {
        emit(Kind::Data, rest());
        at_ = source_.size();
        return;
    }
    const char kind = source_[open + 1];
    const char next = open + 2 < source_.size() ? source_[open + 2] : ' ';
    const char sign = next == '-' || next == '+' ? next : ' ';
    const std::string_view text = trimmed(source_.substr(at_, open - at_), at_, kind, sign);
    if (!text.empty()) emit(Kind::Data, text);
    at_ = open;
    if (kind == '#') return comment(sign);
    if (kind == '%' && raw(sign)) return;
    emit(kind == '{' ? Kind::VariableBegin : Kind::BlockBegin, {});
    at_ += sign == ' ' ? 2 : 3;
    closing_.push_back(kind == '{' ? '}' : '%');
}

/// Goes on behind a tag that ends at `tag_end`, whose sign may take white space with it.
void Lexer::leave(std::size_t tag_end, char sign)
{
    at_ = tag_end;
    if (sign == '-')
        at_ = after_blanks(at_);
    else if (sign == ' ' && at_ < source_.size() && source_[at_] == '\n')
        ++at_;
}

void Lexer::comment(char sign)
{
    const std::size_t begin = at_ + (sign == ' ' ? 2 : 3);
    const std::size_t end = source_.find("#}", begin);
    if (end == source_.npos) fail("TPL-SYNTAX", "A comment is not closed");
    const char before = end > begin ? source_[end - 1] : ' ';
    leave(end + 2, before == '-' || before == '+' ? before : ' ');
}

/// Reads {% raw %}...{% endraw %} where one begins here.
bool Lexer::raw(char sign)
{
    /// Offset behind the tag `name` at `tag`, or npos; `close` becomes its closing sign.
    const auto tag_end = [&](std::size_t tag, std::string_view name, char& close) {
        std::size_t at = tag + 2;
        if (at < source_.size() && (source_[at] == '-' || source_[at] == '+')) ++at;
        at = after_blanks(at);
        if (!source_.substr(at).starts_with(name)) return source_.npos;
        at = after_blanks(at + name.size());
        close = at < source_.size() && (source_[at] == '-' || source_[at] == '+') ? source_[at] : ' ';
        if (close != ' ') ++at;
        return source_.substr(at).starts_with("%}") ? at + 2 : source_.npos;
    };
    char close = ' ';
    const std::size_t begin = tag_end(at_, "raw", close);
    if (begin == source_.npos) return false;
    const std::size_t text_begin = close == '-' ? after_blanks(begin) : begin;
    for (std::size_t tag = source_.find("{%", text_begin); tag != source_.npos; tag = source_.find("{%", tag + 2)) {
        const std::size_t end = tag_end(tag, "endraw", close);
        if (end == source_.npos) continue;
        sign = tag + 2 < source_.size() ? source_[tag + 2] : ' ';
        emit(Kind::Data, trimmed(source_.substr(text_begin, tag - text_begin), text_begin, '%', sign));
        leave(end, close);
        return true;
    }
    fail("TPL-SYNTAX", "A raw block is not closed");
}

void Lexer::tag()
{
    for (;;) {
        at_ = after_blanks(at_);
        if (at_ == source_.size()) fail("TPL-SYNTAX", "A tag is not closed");
        if (tag_ends()) return;
        tag_token();
    }
}

bool Lexer::tag_ends()
{
    if (closing_.size() > 1) return false;
    const bool variable = closing_[0] == '}';
    const std::string_view end = variable ? "}}" : "%}";
    const char sign = rest()[0] == '-' || (rest()[0] == '+' && !variable) ? rest()[0] : ' ';
    const std::size_t begin = sign == ' ' ? 0 : 1;
    if (!rest().substr(begin).starts_with(end)) return false;
    emit(variable ? Kind::VariableEnd : Kind::BlockEnd, {});
    closing_.clear();
    leave(at_ + begin + 2, variable && sign == ' ' ? '+' : sign);  // only blocks take a line break with them
    return true;
}

void Lexer::tag_token()
{
    const char c = rest()[0];
    if (c == '\'' || c == '"') return string();
    Kind kind = Kind::Name;
    std::size_t length = 0;
    if (is_letter(c)) {
        while (length < rest().size() && (is_letter(rest()[length]) || is_digit(rest()[length])))
            ++length;
    } else if (is_digit(c)) {
        length = number_length();
        kind = rest().substr(0, length).find_first_of(".eE") == std::string_view::npos ? Kind::Integer : Kind::Float;
    } else {
        return punctuation();
    }
    emit(kind, rest().substr(0, length));
    at_ += length;
}

std::size_t Lexer::number_length() const
{
    const std::string_view text = rest();
    std::size_t at = 0;
    const auto digits = [&](std::size_t from) {
        while (from < text.size() && is_digit(text[from]))
            ++from;
        return from;
    };
    at = digits(0);
    if (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1])) at = digits(at + 1);
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        const std::size_t sign = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+') ? 2 : 1;
        if (const std::size_t end = digits(at + sign); end > at + sign) at = end;
    }
    return at;
}

void Lexer::string()
{
    std::size_t end = at_ + 1;
    while (end < source_.size() && source_[end] != source_[at_])
        end += source_[end] == '\\' ? 2 : 1;
    if (end >= source_.size()) fail("TPL-SYNTAX", "A string is not closed");
    emit(Kind::String, source_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
}

void Lexer::punctuation()
{
    constexpr std::string_view two[] = {"**", "//", "==", "!=", ">=", "<="};
    std::size_t length = 1;
    for (const std::string_view op : two)
        if (rest().starts_with(op)) length = 2;
    const char c = rest()[0];
    if (std::string_view("+-*/%~[](){}<>=.:|,!;").find(c) == std::string_view::npos || (c == '!' && length == 1))
        fail("TPL-SYNTAX", "A character has no meaning here");
    if (c == '(' || c == '[' || c == '{') {
        if (closing_.size() > std::size_t(Budget::max_depth)) fail("TPL-DEPTH", "The template is nested too deep");
        closing_.push_back(c == '(' ? ')' : c == '[' ? ']' : '}');
    } else if (c == ')' || c == ']' || c == '}') {
        if (closing_.size() == 1 || closing_.back() != c) fail("TPL-SYNTAX", "A bracket is closed that is not open");
        closing_.pop_back();
    }
    emit(Kind::Operator, rest().substr(0, length));
    at_ += length;
}

}  // namespace

std::vector<Token> tokens_of(std::string_view source)
{
    return Lexer(source).run();
}

}  // namespace engine::jinja
