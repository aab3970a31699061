// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../engine/peak_memory.h"
#include "engine/io/checkpoint.h"
#include "engine/io/json.h"
#include "engine/model/config.h"
#include "foreign_input.h"

using namespace engine;

namespace {

/// What the strict reader takes is JSON: written out, it reads as itself.
void read_value(std::string_view text)
{
    const PeakMemory memory;
    const Json value = parse_json(text, "input");
    require(memory.bytes() <= PeakMemory::allowed(text.size()), "memory for a value");
    require(parse_json(value.dump(), "again") == value, "a value survives being written");
    excerpt(value);
}

/// Tables that are handed out hold what is kept without them.
void read_rows(std::string_view text)
{
    std::size_t rows = 0;
    const auto count = [&](const std::string&, const Json&) { ++rows; };
    const JsonTable whole{Json::json_pointer(), count}, member{Json::json_pointer("/weight_map"), count};
    in_words([&] { parse_json(text, "input", {&whole, 1}); });
    parse_json(text, "input", {&member, 1});
    require(rows <= 2 * text.size(), "rows come from the text");
}

}  // namespace

/// The same bytes as a value, as rows, as config.json and as the index of a split model.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const ForeignFolder folder("model.safetensors.index.json");
    static const bool made = [] {
        write_safetensors(folder.path() / "a.safetensors", {{"x", {DType::F32, {0}, {}}}});
        write_safetensors(folder.path() / "b.safetensors", {{"y", {DType::F32, {0}, {}}}});
        return true;
    }();
    (void)made;
    const std::string_view text = text_of(data, size);
    in_words([&] { read_value(text); });
    in_words([&] { read_rows(text); });
    in_words([&] { parse_config(text, "input"); });
    folder.hold(data, size);
    in_words([&] { Checkpoint checkpoint(folder.path()); });
    return 0;
}
