// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace engine::jinja {

/// Who wrote a byte: the template, whose control tokens count, or the people who talk, whose never do.
enum class Origin : char { Template, People };

/// A string that remembers the origin of each of its bytes, whatever is cut from it or joined to it.
class MarkedText {
public:
    MarkedText() = default;
    MarkedText(std::string bytes, Origin origin) : bytes_(std::move(bytes)), origins_(bytes_.size(), char(origin)) {}

    std::string_view bytes() const { return bytes_; }
    std::size_t size() const { return bytes_.size(); }
    bool empty() const { return bytes_.empty(); }
    Origin origin(std::size_t byte) const { return Origin(origins_[byte]); }

    /// Bytes from `begin`, at most `length` of them; both may reach beyond the end.
    MarkedText part(std::size_t begin, std::size_t length = std::string::npos) const
    {
        MarkedText text;
        if (begin >= size()) return text;
        text.bytes_ = bytes_.substr(begin, length);
        text.origins_ = origins_.substr(begin, length);
        return text;
    }

    MarkedText& operator+=(const MarkedText& text)
    {
        bytes_ += text.bytes_;
        origins_ += text.origins_;
        return *this;
    }
    void append(std::string_view bytes, Origin origin)
    {
        bytes_ += bytes;
        origins_.append(bytes.size(), char(origin));
    }
    void append(const MarkedText& text, std::size_t begin, std::size_t length)
    {
        bytes_.append(text.bytes_, begin, length);
        origins_.append(text.origins_, begin, length);
    }

    /// Each byte replaced by change(byte), its origin kept.
    template <class Change>
    MarkedText mapped(Change change) const
    {
        MarkedText text = *this;
        for (char& byte : text.bytes_)
            byte = change(byte);
        return text;
    }

    /// Calls use(bytes, origin) for every longest run of one origin.
    template <class Use>
    void runs(Use use) const
    {
        for (std::size_t begin = 0; begin < size();) {
            const std::size_t end = std::min(origins_.find_first_not_of(origins_[begin], begin), size());
            use(bytes().substr(begin, end - begin), origin(begin));
            begin = end;
        }
    }

private:
    std::string bytes_;
    std::string origins_;  // [bytes] Origin of each
};

}  // namespace engine::jinja
