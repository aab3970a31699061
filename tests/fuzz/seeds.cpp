// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../engine/text/tiny_tokenizer.h"
#include "engine/text/known_patterns.h"
#include "tiny_model.h"

#include <cstdio>

namespace fs = std::filesystem;

namespace {

/// One seed after another in the folder of a target.
class Corpus {
public:
    explicit Corpus(fs::path folder) : folder_(std::move(folder)) { fs::create_directories(folder_); }
    fs::path next() { return folder_ / std::to_string(count_++); }
    void add(std::string_view bytes) { std::ofstream(next(), std::ios::binary) << bytes; }

private:
    fs::path folder_;
    int count_ = 0;
};

void gguf_seeds(Corpus corpus)
{
    corpus.add(small_gguf().file());
    for (const bool split_heads : {false, true})
        for (const bool vocabulary : {false, true})
            corpus.add(tiny_gguf(split_heads, vocabulary).file());
    GgufBytes part;
    part.key("split.no", gguf_type::u32, GgufBytes::u32(0)).key("split.count", gguf_type::u32, GgufBytes::u32(2));
    corpus.add(part.file());
}

void safetensors_seeds(Corpus corpus)
{
    write_tiny_safetensors(corpus.next());
    for (const char* dtype : {"F4", "F8_E4M3", "BF16", "C64"}) {
        const std::string header = std::string(R"({"__metadata__":{"format":"pt"},"a":{"dtype":")") + dtype +
                                   R"(","shape":[0,2],"data_offsets":[0,0]}}  )";
        corpus.add(GgufBytes::u64(header.size()) + header);
    }
}

void json_seeds(Corpus corpus)
{
    corpus.add(R"({"a": [1, -2.5e3, "x\u00e9\ud83d\ude00", true, null], "b": {"c": 18446744073709551615}})");
    corpus.add(tiny_config());
    corpus.add(R"({"metadata":{"total_size":0},"weight_map":{"x":"a.safetensors","y":"b.safetensors"}})");
    corpus.add(R"({"model_type":"kimi_vl","text_config":)" + tiny_config() +
               R"(,"quantization_config":{"quant_method":"fp8","fmt":"e4m3","weight_block_size":[128,128]}})");
    corpus.add(R"({"mlp_layer_types":["dense","sparse"],"rope_parameters":{"rope_type":"default","rope_theta":1e4}})");
}

void tokenizer_seeds(Corpus corpus)
{
    nlohmann::json json = tiny_tokenizer();
    corpus.add(json.dump());
    json["model"]["byte_fallback"] = true;
    json["model"]["vocab"]["<0xC0>"] = 270;
    json["model"]["merges"] = nlohmann::json::parse(R"([["h","e"],["l","l"],["he","ll"]])");
    json["added_tokens"].push_back({{"id", 400}, {"content", "字ü"}, {"special", true}, {"lstrip", false}});
    corpus.add(json.dump());
    for (const auto& known : engine::known_patterns()) {
        nlohmann::json stages = nlohmann::json::array({{{"type", "Digits"}, {"individual_digits", true}}});
        for (const auto& stage : known.stages)
            stages.push_back({{"type", "Split"}, {"pattern", {{"Regex", stage.published}}}, {"behavior", "Isolated"}});
        json["pre_tokenizer"]["pretokenizers"] = std::move(stages);
        corpus.add(json.dump());
    }
}

void text_seeds(Corpus corpus)
{
    for (const char* text : {"hello  world\r\n\r\n I'LL don't", "日本カナ 中文 한국어 ß ſ ﬁ İ",
                             "<｜User｜>a<think>b</think>", "a\xFFz\xE2\x82 \xF0\x9F\x98\x80 \xC0\xAF \xED\xA0\x80",
                             "x.y (1234567) ٣١٢ $^`|~", "\t \u00A0\u2003\u3000\u180E\u200D e\u0301\u0301"})
        corpus.add(text);
}

/// What the interpreter is compared with the original on is also what to start from.
void template_seeds(Corpus corpus)
{
    const auto vectors = nlohmann::json::parse(std::ifstream(EXPERTSCOPE_SOURCE_DIR "/tests/data/jinja.json"));
    for (const auto& vector : vectors["vectors"])
        corpus.add(vector[0].get<std::string>());
    corpus.add(
        "{%- for message in messages %}{%- if message['role'] == 'user' %}{{ '<u>' + message['content'] }}"
        "{%- else %}{{ message.content.split('</think>')[-1] | trim }}{%- endif %}{%- endfor %}"
        "{% if add_generation_prompt %}{{ '<think>' if thinking }}{% endif %}");
}

}  // namespace

/// fuzz_seeds FOLDER: writes what the fuzz targets start from, a folder for each.
int main(int count, char** arguments)
{
    if (count != 2) {
        std::fputs("fuzz_seeds FOLDER\n", stderr);
        return 2;
    }
    const fs::path folder = arguments[1];
    gguf_seeds(Corpus(folder / "gguf"));
    safetensors_seeds(Corpus(folder / "safetensors"));
    json_seeds(Corpus(folder / "json"));
    tokenizer_seeds(Corpus(folder / "tokenizer_json"));
    text_seeds(Corpus(folder / "tokenise"));
    template_seeds(Corpus(folder / "template"));
    return 0;
}
