// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../backend/random_weight.h"
#include "../io/gguf_bytes.h"

/// A small model of random weights in blocks, and the same model in float32.
namespace block_model {

using engine::WeightType;

constexpr int kWidth = 256, kVocabulary = 64, kHeads = 4, kNope = 32, kRope = 32, kValue = 64, kExperts = 4;

/// float16 by rounding; blocks of small scales need subnormal ones.
inline std::uint16_t half_of(float x)
{
    const auto sign = std::uint16_t(x < 0 ? 0x8000 : 0);
    const int exponent = std::max(std::ilogb(x), -14);
    const auto mantissa = int(std::lround(std::ldexp(std::abs(x), 10 - exponent)));  // 1024 and more: normal
    return std::uint16_t(sign + ((exponent + 14) << 10) + mantissa);
}

/// How many scales make the offset that centres the numbers around 0.
inline float offset_of(WeightType type)
{
    switch (type) {
    case WeightType::Q4_1: return -7.5f;
    case WeightType::Q5_1: return -15.5f;
    case WeightType::Q2_K: return 1.5f;
    case WeightType::Q4_K: return 7.5f;
    default: return 15.5f;
    }
}

inline void set_scale(random_weight::RandomWeight& w, std::size_t block, float scale)
{
    std::byte* bytes = &w.bytes[block * std::size_t(engine::format_of(w.type).bytes)];
    if (w.type == WeightType::MXFP4) bytes[0] = std::byte(128 + int(std::lround(std::log2(scale))));
    float factor = 1;
    for (const int at : random_weight::scale_bytes(w.type).halves) {
        const std::uint16_t half = half_of(scale * factor);
        std::memcpy(bytes + at, &half, 2);
        factor = offset_of(w.type);
    }
}

/// Random blocks whose numbers are about as large as keeps what they are multiplied with.
inline random_weight::RandomWeight random_matrix(WeightType type, int rows, std::mt19937& random)
{
    random_weight::RandomWeight w(type, rows, kWidth, random);
    const std::size_t blocks = w.bytes.size() / std::size_t(engine::format_of(type).bytes);
    for (std::size_t b = 0; b < blocks; ++b)
        set_scale(w, b, 1);
    double squares = 0;
    for (const float value : random_weight::floats_of(w.weight()))
        squares += double(value) * double(value);
    const auto size = float(1.3 / std::sqrt(squares / rows));
    std::uniform_real_distribution<float> varied(0.6f, 1.4f);
    for (std::size_t b = 0; b < blocks; ++b)
        set_scale(w, b, size * varied(random));
    w.values = random_weight::floats_of(w.weight());
    return w;
}

/// One model as two files: in blocks of one type, and the same numbers in float32. Two layers, of which the second
/// has experts; every token goes to all of them, so that no rounding changes a choice.
class TwoFiles {
public:
    TwoFiles(WeightType type, float wrong_factor) : type_(type), wrong_factor_(wrong_factor)
    {
        for (GgufBytes* file : {&blocks, &floats})
            add_keys(*file);
        add_matrix("token_embd.weight", {kVocabulary});
        add_matrix("output.weight", {kVocabulary});
        add_vector("output_norm.weight");
        for (const std::string layer : {"blk.0.", "blk.1."}) {
            for (const char* norm : {"attn_norm", "attn_kv_a_norm", "ffn_norm"})
                add_vector(layer + norm + ".weight");
            add_matrix(layer + "attn_q.weight", {kHeads * (kNope + kRope)});
            add_matrix(layer + "attn_kv_a_mqa.weight", {kWidth + kRope});
            add_matrix(layer + "attn_kv_b.weight", {kHeads * (kNope + kValue)});
            add_matrix(layer + "attn_output.weight", {kWidth});
        }
        add_floats("blk.1.ffn_gate_inp.weight", {kExperts, kWidth}, floats);
        add_floats("blk.1.ffn_gate_inp.weight", {kExperts, kWidth}, blocks);
        for (const char* part : {"gate", "up", "down"}) {
            add_matrix(std::string("blk.0.ffn_") + part + ".weight", {kWidth});
            add_matrix(std::string("blk.1.ffn_") + part + "_shexp.weight", {kWidth});
            add_matrix(std::string("blk.1.ffn_") + part + "_exps.weight", {kExperts, kWidth});
        }
    }

    GgufBytes blocks, floats;

private:
    static void add_keys(GgufBytes& file)
    {
        const std::string p = "deepseek2.";
        file.key("general.architecture", gguf_type::text, GgufBytes::text("deepseek2"));
        // clang-format off
        const std::pair<const char*, int> numbers[] = {
            {"block_count", 2}, {"context_length", 64}, {"vocab_size", kVocabulary}, {"embedding_length", kWidth},
            {"feed_forward_length", kWidth}, {"attention.head_count", kHeads}, {"attention.kv_lora_rank", kWidth},
            {"attention.key_length", kNope + kRope}, {"attention.value_length", kValue},
            {"rope.dimension_count", kRope}, {"leading_dense_block_count", 1}, {"expert_count", kExperts},
            {"expert_used_count", kExperts}, {"expert_shared_count", 1}, {"expert_feed_forward_length", kWidth}};
        // clang-format on
        for (const auto& [name, value] : numbers)
            file.key(p + name, gguf_type::u32, GgufBytes::u32(std::uint32_t(value)));
        file.key(p + "rope.freq_base", gguf_type::f32, GgufBytes::raw(10000.0f));
        file.key(p + "attention.layer_norm_rms_epsilon", gguf_type::f32, GgufBytes::raw(1e-6f));
    }

    static void add(GgufBytes& file, const std::string& name, const std::vector<int>& shape, std::uint32_t type,
                    const void* data, std::size_t size)
    {
        file.tensor(name, {shape.rbegin(), shape.rend()}, type, file.data.size());
        file.data.append(static_cast<const char*>(data), size);
        file.data.resize((file.data.size() + 31) / 32 * 32, '\0');
    }

    /// `rows`: rows, or matrices and rows of each.
    void add_matrix(const std::string& name, std::vector<int> rows)
    {
        constexpr std::uint32_t type_numbers[] = {2, 3, 6, 7, 8, 10, 11, 12, 13, 14, 20, 23, 39};
        auto w = random_matrix(type_, rows.front() * (rows.size() > 1 ? rows.back() : 1), random_);
        rows.push_back(kWidth);
        add(blocks, name, rows, type_numbers[int(type_) - int(WeightType::Q4_0)], w.bytes.data(), w.bytes.size());
        if (name == "blk.0.attn_output.weight")
            for (float& value : w.values)
                value *= wrong_factor_;
        add(floats, name, rows, 0, w.values.data(), w.values.size() * 4);
    }

    void add_vector(const std::string& name)
    {
        const std::vector<float> ones(kWidth, 1.0f);
        for (GgufBytes* file : {&blocks, &floats})
            add(*file, name, {kWidth}, 0, ones.data(), ones.size() * 4);
    }

    static void add_floats(const std::string& name, const std::vector<int>& shape, GgufBytes& file)
    {
        std::vector<float> values;
        for (int i = 0; i < shape[0] * shape[1]; ++i)
            values.push_back(0.1f * std::sin(float(i * i)));
        add(file, name, shape, 0, values.data(), values.size() * 4);
    }

    WeightType type_;
    float wrong_factor_;
    std::mt19937 random_{7};
};

}  // namespace block_model
