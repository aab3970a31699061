// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/operations.h"

#include <fmt/format.h>

namespace engine::jinja {
namespace {

/// Writes a value as JSON or as Python shows it inside of a container.
class Writer {
public:
    Writer(Machine& machine, bool json, int indent) : machine_(machine), json_(json), indent_(indent) {}

    MarkedText take() { return std::move(out_); }

    void write(const Value& value)
    {
        const Budget::Level level(machine_.budget);
        machine_.budget.steps(1);
        if (const MarkedText* text = text_in(value)) return quote(*text);
        if (const auto* list = std::get_if<List*>(&value)) return write(**list);
        if (const auto* dict = std::get_if<Dict*>(&value)) return write(**dict);
        if (json_ && !std::holds_alternative<None>(value) && !number_in(value))
            machine_.fail("TPL-VALUE", "A value cannot be written as JSON", kind_of(value));
        if (!json_) return put(to_text(machine_, value).bytes());
        if (const auto* flag = std::get_if<bool>(&value)) return put(*flag ? "true" : "false");
        put(std::holds_alternative<None>(value) ? "null" : to_text(machine_, value).bytes());
    }

private:
    void put(std::string_view bytes) { out_.append(bytes, Origin::Template); }

    void line()
    {
        if (indent_ < 0) return;
        put("\n");
        put(std::string(std::size_t(indent_ * depth_), ' '));
        machine_.budget.check_output(out_.size());
    }

    void separate(bool first)
    {
        if (!first) put(indent_ >= 0 ? "," : ", ");
        line();
    }

    void write(const List& list)
    {
        put("[");
        ++depth_;
        for (std::size_t i = 0; i < list.items.size(); ++i) {
            separate(i == 0);
            write(list.items[i]);
        }
        --depth_;
        if (!list.items.empty()) line();
        put("]");
    }

    void write(const Dict& dict)
    {
        put("{");
        ++depth_;
        bool first = true;
        for (const auto& [name, value] : dict.members) {
            separate(first);
            first = false;
            quote(name);
            put(": ");
            write(value);
        }
        --depth_;
        if (!first) line();
        put("}");
    }

    void quote(const MarkedText& text)
    {
        machine_.budget.scan(text.size());
        const std::string_view bytes = text.bytes();
        const bool doubled = json_ || (bytes.find('\'') != bytes.npos && bytes.find('"') == bytes.npos);
        const char mark = doubled ? '"' : '\'';
        put({&mark, 1});
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            constexpr std::string_view special = "\n\r\t\b\f", letters = "nrtbf";
            const auto c = static_cast<unsigned char>(bytes[i]);
            const std::size_t known = special.find(bytes[i]);
            if (known < (json_ ? 5U : 3U))
                out_.append(std::string{'\\', letters[known]}, text.origin(i));
            else if (c < 0x20)
                out_.append(json_ ? fmt::format("\\u{:04x}", c) : fmt::format("\\x{:02x}", c), text.origin(i));
            else if (bytes[i] == '\\' || bytes[i] == mark)
                out_.append(std::string{'\\', bytes[i]}, text.origin(i));
            else
                out_.append(bytes.substr(i, 1), text.origin(i));
        }
        put({&mark, 1});
    }

    Machine& machine_;
    bool json_;
    int indent_;
    int depth_ = 0;
    MarkedText out_;
};

std::string number_text(double number)
{
    std::string text = fmt::format("{}", number);
    if (text.find_first_not_of("-0123456789") == text.npos) text += ".0";
    return text;
}

}  // namespace

MarkedText to_text(Machine& machine, const Value& value)
{
    machine.budget.steps(1);
    const auto plain = [](std::string text) { return MarkedText(std::move(text), Origin::Template); };
    if (const MarkedText* text = text_in(value)) return *text;
    if (const auto* flag = std::get_if<bool>(&value)) return plain(*flag ? "True" : "False");
    if (const auto* number = std::get_if<std::int64_t>(&value)) return plain(std::to_string(*number));
    if (const auto* number = std::get_if<double>(&value)) return plain(number_text(*number));
    if (std::holds_alternative<None>(value)) return plain("None");
    if (std::holds_alternative<Undefined>(value)) return {};
    if (!std::holds_alternative<List*>(value) && !std::holds_alternative<Dict*>(value))
        return plain(fmt::format("<{}>", kind_of(value)));
    Writer writer(machine, false, -1);
    writer.write(value);
    return writer.take();
}

MarkedText to_json(Machine& machine, const Value& value, int indent)
{
    Writer writer(machine, true, indent);
    writer.write(value);
    return writer.take();
}

}  // namespace engine::jinja
