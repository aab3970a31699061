// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/json.h"

#include "engine/error.h"
#include "engine/io/cancel.h"

#include <fmt/format.h>

#include <algorithm>

namespace engine {
namespace {

constexpr std::size_t max_depth = 32;
constexpr std::size_t max_string = std::size_t(1) << 20;

[[noreturn]] void refuse(const char* code, const char* what, std::string where, std::string found,
                         std::string allowed)
{
    throw Error(
        {code, what, std::move(where), std::move(found), std::move(allowed), "The file was not used."});
}

/// nlohmann's message ends with what was last read, which is foreign and says nothing about the kind of error.
const char* code_of_syntax_error(std::string_view message, std::string_view rest)
{
    if (rest.empty()) return "JSON-SYNTAX";  // cut off
    if (message.substr(0, message.find("last read")).find("invalid string") != message.npos)
        return "JSON-STRING";
    return rest[0] == 'N' || rest[0] == 'I' ? "JSON-NUMBER" : "JSON-SYNTAX";  // NaN, Infinity
}

/// Builds the value from the parser's events. The parser is a loop, so depth costs no stack.
class Builder final : public nlohmann::json_sax<Json> {
public:
    Builder(std::string_view text, const std::string& where, std::span<const JsonTable> tables,
            const std::stop_token& stop)
        : text_(text), where_(where), tables_(tables), stop_(stop)
    {
    }

    Json build()
    {
        if (const auto nul = text_.find('\0'); nul != text_.npos)  // the parser would take it for the end
            refuse("JSON-SYNTAX", "The text is not valid JSON", fmt::format("{}, byte {}", where_, nul),
                   "NUL", "JSON as in RFC 8259, in UTF-8");
        check_strings();
        Json::sax_parse(text_.begin(), text_.end(), this);
        return std::move(root_);
    }

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    bool number_float(number_float_t value, const string_t&) override { return put(value); }
    bool binary(binary_t&) override { return false; }
    bool string(string_t& text) override { return put(std::move(text)); }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& text) override;
    bool parse_error(std::size_t position, const std::string& last_token,
                     const nlohmann::detail::exception& error) override;

private:
    Json& place();
    void count();
    bool put(Json value);
    bool open(Json container);
    bool close();
    void enter_table();
    void hand_out_row();
    void check_strings() const;

    std::string_view text_;
    const std::string& where_;
    std::span<const JsonTable> tables_;
    const std::stop_token& stop_;
    Json root_;
    std::vector<Json*> open_;  // stay valid: a container only grows while it is the innermost one
    Json::object_t::value_type* member_ = nullptr;  // last named, waiting for its value
    std::size_t values_ = 0;                        // that are kept now
    Json::json_pointer path_;           // of the innermost container, not followed inside a table
    const JsonTable* table_ = nullptr;  // being handed out
    std::size_t table_depth_ = 0, table_values_ = 0;  // open containers and kept values when it began
};

bool Builder::key(string_t& text)
{
    const auto [member, inserted] =
        open_.back()->get_ref<Json::object_t&>().try_emplace(std::move(text), nullptr);
    if (!inserted)
        refuse("JSON-DUP", "An object names a member twice", where_,
               fmt::format("\"{}\" again", printable(member->first)), "each name once");
    member_ = &*member;
    return true;
}

bool Builder::parse_error(std::size_t position, const std::string& last_token,
                          const nlohmann::detail::exception& error)
{
    const std::size_t offset = std::min(position > 0 ? position - 1 : 0, text_.size());
    const std::string place = fmt::format("{}, byte {}", where_, offset);
    if (dynamic_cast<const nlohmann::detail::out_of_range*>(&error))
        refuse("JSON-NUMBER", "A number is too large", place, printable(last_token), "a finite number");
    const std::string_view rest = text_.substr(offset);
    refuse(code_of_syntax_error(error.what(), rest), "The text is not valid JSON", place,
           rest.empty() ? "its end" : printable(rest.substr(0, 16)), "JSON as in RFC 8259, in UTF-8");
}

/// Where the next value goes: the member last named, the end of the open list, or the root.
Json& Builder::place()
{
    if (open_.empty()) return root_;
    if (open_.back()->is_object()) return member_->second;
    return open_.back()->get_ref<Json::array_t&>().emplace_back();
}

void Builder::count()
{
    if (++values_ > max_json_values)
        refuse("JSON-SIZE", "JSON holds too many values", where_, fmt::format("more than {}", max_json_values),
               fmt::format("{} values", max_json_values));
}

bool Builder::put(Json value)
{
    check_not_stopped(stop_);
    count();
    place() = std::move(value);
    hand_out_row();
    return true;
}

bool Builder::open(Json container)
{
    if (open_.size() == max_depth)
        refuse("JSON-DEPTH", "JSON is nested too deeply", where_,
               fmt::format("more than {} levels", max_depth), fmt::format("{} levels", max_depth));
    count();
    Json& here = place();
    here = std::move(container);
    if (!table_ && !open_.empty()) path_.push_back(open_.back()->is_object() ? member_->first : "-");
    open_.push_back(&here);
    if (!table_) enter_table();
    return true;
}

void Builder::enter_table()
{
    const auto table = std::ranges::find(tables_, path_, &JsonTable::path);
    if (table == tables_.end()) return;
    table_ = &*table;
    table_depth_ = open_.size();
    table_values_ = values_;
}

bool Builder::close()
{
    if (table_ && open_.size() == table_depth_) table_ = nullptr;
    if (!table_ && !path_.empty()) path_.pop_back();
    open_.pop_back();
    hand_out_row();
    return true;
}

void Builder::hand_out_row()
{
    if (!table_ || open_.size() != table_depth_) return;
    Json& table = *open_.back();
    if (table.is_object()) table_->row(table.begin().key(), *table.begin());
    else table_->row({}, table.front());
    table.clear();
    values_ = table_values_;
}

/// Before the parser sees them, because it holds a string several times while it reads it.
void Builder::check_strings() const
{
    for (std::size_t begin = text_.find('"'), end = begin; begin != text_.npos; begin = text_.find('"', end + 1)) {
        for (end = begin + 1; end < text_.size() && text_[end] != '"'; ++end)
            if (text_[end] == '\\') ++end;
        if (end - begin - 1 > max_string)
            refuse("JSON-STRING", "A string is too long", fmt::format("{}, byte {}", where_, begin),
                   fmt::format("{} bytes starting {}", end - begin - 1, printable(text_.substr(begin, 65))),
                   fmt::format("{} bytes", max_string));
    }
}

}  // namespace

Json parse_json(std::string_view text, const std::string& where, std::span<const JsonTable> tables,
                const std::stop_token& stop)
{
    return Builder(text, where, tables, stop).build();
}

std::string excerpt(const Json& value)
{
    if (value.is_object()) return "an object";
    if (value.is_array()) return "a list";
    return printable(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace engine
