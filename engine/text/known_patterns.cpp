// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/known_patterns.h"

/// The patterns we run match what the published ones match, with two differences of form: \s is spelled out as
/// the Unicode property White_Space (PCRE2 counts U+180E too), and repetitions are possessive or bounded, so that
/// every stage is linear in its text. Classes are given by code point, because some of their letters have
/// canonical equivalents that an editor could put in their place.
#define SPACE_BUT_NEWLINES \
    R"(\x{9}\x{B}\x{C}\x{20}\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000})"
#define SPACE R"(\r\n)" SPACE_BUT_NEWLINES
#define SPACES_TO_LAST_NEWLINE "(?:[" SPACE_BUT_NEWLINES "]*+[\\r\\n]++)++"  // \s*[\r\n]+
#define SPACES_BEFORE_LAST "[" SPACE "]+(?![^" SPACE "])"                    // \s+(?!\S)
#define SPACES "[" SPACE "]++"

#define V3_KANA R"([\x{4E00}-\x{9FA5}\x{3040}-\x{309F}\x{30A0}-\x{30FF}]+)"
#define V3_WORD_AFTER_MARK R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+)"

#define LLM_LETTERS                                                                                      \
    R"(\x{41}-\x{5A}\x{61}-\x{7A}\x{B5}\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{1BA}\x{1BC}-\x{1BF})"         \
    R"(\x{1C4}-\x{293}\x{295}-\x{2AF}\x{370}-\x{373}\x{376}\x{377}\x{37B}-\x{37D}\x{37F}\x{386})"        \
    R"(\x{388}-\x{38A}\x{38C}\x{38E}-\x{3A1}\x{3A3}-\x{3F5}\x{3F7}-\x{481}\x{48A}-\x{52F})"              \
    R"(\x{531}-\x{556}\x{10A0}-\x{10C5}\x{13A0}-\x{13F5}\x{13F8}-\x{13FD}\x{1C90}-\x{1CBA})"             \
    R"(\x{1CBD}-\x{1CBF}\x{1D00}-\x{1D2B}\x{1D6B}-\x{1D77}\x{1D79}-\x{1D9A}\x{1E00}-\x{1F15})"           \
    R"(\x{1F18}-\x{1F1D}\x{1F20}-\x{1F45}\x{1F48}-\x{1F4D}\x{1F50}-\x{1F57}\x{1F59}\x{1F5B}\x{1F5D})"    \
    R"(\x{1F5F}-\x{1F7D}\x{1F80}-\x{1FB4}\x{1FB6}-\x{1FBC}\x{1FBE}\x{1FC2}-\x{1FC4}\x{1FC6}-\x{1FCC})"   \
    R"(\x{1FD0}-\x{1FD3}\x{1FD6}-\x{1FDB}\x{1FE0}-\x{1FEC}\x{1FF2}-\x{1FF4}\x{1FF6}-\x{1FFC}\x{2102})"   \
    R"(\x{2107}\x{210A}-\x{2113}\x{2115}\x{2119}-\x{211D}\x{2124}\x{2126}\x{2128}\x{212A}-\x{212D})"     \
    R"(\x{212F}-\x{2134}\x{2139}\x{213C}-\x{213F}\x{2145}-\x{2149}\x{214E}\x{2183}\x{2184})"             \
    R"(\x{2C00}-\x{2C7B}\x{2C7E}-\x{2CE4}\x{2CEB}-\x{2CEE}\x{2CF2}\x{2CF3}\x{A640}-\x{A66D})"            \
    R"(\x{A680}-\x{A69B}\x{A722}-\x{A76F}\x{A771}-\x{A787}\x{A78B}-\x{A78E}\x{AB70}-\x{ABBF})"           \
    R"(\x{FB00}-\x{FB06}\x{FB13}-\x{FB17}\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A}\x{10400}-\x{1044F})"         \
    R"(\x{104B0}-\x{104D3}\x{104D8}-\x{104FB}\x{10C80}-\x{10CB2}\x{10CC0}-\x{10CF2}\x{118A0}-\x{118DF})" \
    R"(\x{1E900}-\x{1E943})"
#define LLM_MARKS R"(\x{21}-\x{2F}\x{3A}-\x{7E}\x{FF01}-\x{FF0F}\x{FF1A}-\x{FF5E}\x{2018}-\x{201F}\x{3000}-\x{3002})"
#define LLM_IDEOGRAPHS R"([\x{4E00}-\x{9FA5}\x{800}-\x{4E00}\x{AC00}-\x{D7FF}]+)"

#define CONTRACTIONS "(?i:'s|'t|'re|'ve|'m|'ll|'d)"

#define KIMI_UPPER R"([\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]])"
#define KIMI_LOWER R"([\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]])"
// The same classes by what is not in them, since our patterns cannot intersect classes.
#define HAN R"(\p{Script:Han})"
#define NO_WORD R"(\p{N}\p{P}\p{S}\p{Z}\p{C})" HAN
#define UPPER R"([^\p{Ll})" NO_WORD "]"
#define LOWER R"([^\p{Lu}\p{Lt})" NO_WORD "]"
// What both hold. UPPER*LOWER+ would go back over all of a long run to find where the lower part begins; it begins at
// the letter that is only lower behind the run or, where there is none, with the last of EITHER in it.
#define EITHER R"([^\p{Lu}\p{Lt}\p{Ll})" NO_WORD "]"

namespace engine {

std::span<const KnownPatterns> known_patterns()
{
    static const std::vector<KnownPatterns> known{
        {"deepseek-v3",
         {{R"(\p{N}{1,3})", R"(\p{N}{1,3})"},
          {V3_KANA, V3_KANA},
          {V3_WORD_AFTER_MARK R"(|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*)"
                              R"(|\s*[\r\n]+|\s+(?!\S)|\s+)",
           V3_WORD_AFTER_MARK R"(|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]++| ?[\p{P}\p{S}]++[\r\n]*+)"
                              "|" SPACES_TO_LAST_NEWLINE "|" SPACES_BEFORE_LAST "|" SPACES}}},
        {"deepseek-llm",
         {{R"([\r\n])", R"([\r\n])"},
          {R"(\s?[)" LLM_LETTERS "]+", "[" SPACE "]?[" LLM_LETTERS "]++"},
          {R"(\s?[)" LLM_MARKS "]+", "[" SPACE "]?[" LLM_MARKS "]++"},
          {R"(\s+$)", "(?<![" SPACE "])[" SPACE R"(]++\z)"},
          {LLM_IDEOGRAPHS, LLM_IDEOGRAPHS},
          {R"(\p{N})", R"(\p{N})"}}},
        {"deepseek-coder",
         {{R"([\r\n])", R"([\r\n])"},
          {R"(\s?\p{L}+)", "[" SPACE R"(]?\p{L}++)"},
          {R"(\s?\p{P}+)", "[" SPACE R"(]?\p{P}++)"},
          {LLM_IDEOGRAPHS, LLM_IDEOGRAPHS},
          {R"(\p{N})", R"(\p{N})"}}},
        {"glm4",
         {{CONTRACTIONS R"(|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*)"
                        R"(|\s*[\r\n]+|\s+(?!\S)|\s+)",
           CONTRACTIONS R"(|[^\r\n\p{L}\p{N}]?\p{L}++|\p{N}{1,3}| ?[^)" SPACE R"(\p{L}\p{N}]++[\r\n]*+)"
                        "|" SPACES_TO_LAST_NEWLINE "|" SPACES_BEFORE_LAST "|" SPACES}}},
        {"kimi-k2",
         {{R"([\p{Han}]+|[^\r\n\p{L}\p{N}]?)" KIMI_UPPER "*" KIMI_LOWER "+" CONTRACTIONS
           R"(?|[^\r\n\p{L}\p{N}]?)" KIMI_UPPER "+" KIMI_LOWER "*" CONTRACTIONS
           R"(?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
           HAN R"(++|[^\r\n\p{L}\p{N}]?(?:)" UPPER R"(*+\p{Ll})" LOWER "*+|(?:[\\p{Lu}\\p{Lt}]*+" EITHER
               "++)++)" CONTRACTIONS R"(?|[^\r\n\p{L}\p{N}]?)" UPPER "++" LOWER "*+" CONTRACTIONS
               R"(?|\p{N}{1,3}| ?[^)" SPACE R"(\p{L}\p{N}]++[\r\n]*+)"
               "|" SPACES_TO_LAST_NEWLINE "|" SPACES_BEFORE_LAST "|" SPACES}}},
    };
    return known;
}

}  // namespace engine
