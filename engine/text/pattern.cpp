// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/pattern.h"

#include "engine/error.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <memory>

namespace engine {
namespace {

using MatchData = std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)>;

MatchData match_data()
{
    MatchData data(pcre2_match_data_create(1, nullptr), &pcre2_match_data_free);
    check(data != nullptr, "there is memory for a match");
    return data;
}

}  // namespace

Pattern::Pattern(std::string_view pattern)
{
    int error = 0;
    PCRE2_SIZE offset = 0;
    code_ = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), PCRE2_UTF | PCRE2_UCP, &error,
                          &offset, nullptr);
    check(code_ != nullptr, "the patterns of the known tokenizers compile");
    pcre2_jit_compile(code_, PCRE2_JIT_COMPLETE);  // where there is no JIT, matching interprets
}

Pattern::~Pattern()
{
    pcre2_code_free(code_);
}

/// The first match in `text`; its end twice when there is none.
Pattern::Range Pattern::find(std::string_view text, std::size_t from, pcre2_match_data* match) const
{
    const int count = pcre2_match(code_, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from,
                                  PCRE2_NO_UTF_CHECK, match, nullptr);
    check(count > 0 || count == PCRE2_ERROR_NOMATCH, "the known patterns match within their limits");
    if (count == PCRE2_ERROR_NOMATCH) return {text.size(), text.size()};
    const PCRE2_SIZE* found = pcre2_get_ovector_pointer(match);
    return {found[0], found[1]};
}

void Pattern::split(std::span<const std::string_view> texts, std::vector<std::string_view>& pieces) const
{
    const MatchData match = match_data();
    for (const std::string_view text : texts)
        for (std::size_t done = 0; done < text.size();) {
            const Range found = find(text, done, match.get());
            if (found.begin > done) pieces.push_back(text.substr(done, found.begin - done));
            if (found.end > found.begin) pieces.push_back(text.substr(found.begin, found.end - found.begin));
            done = found.end;
        }
}

bool Pattern::occurs_in(std::string_view text) const
{
    return find(text, 0, match_data().get()).begin < text.size();
}

}  // namespace engine
