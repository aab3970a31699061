// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

/// The bytes of a GGUF file, right or wrong, put together by hand.
class GgufBytes {
public:
    template <class T>
    static std::string raw(T value)
    {
        std::string bytes(sizeof value, '\0');
        std::memcpy(bytes.data(), &value, sizeof value);
        return bytes;
    }
    static std::string text(std::string_view value) { return raw<std::uint64_t>(value.size()) + std::string(value); }
    static std::string u32(std::uint32_t value) { return raw(value); }
    static std::string u64(std::uint64_t value) { return raw(value); }

    /// A key with the bytes of its value.
    GgufBytes& key(std::string_view name, std::uint32_t type, const std::string& value)
    {
        keys.push_back(text(name) + u32(type) + value);
        return *this;
    }
    /// `ne`: the first dimension is contiguous.
    GgufBytes& tensor(std::string_view name, const std::vector<std::uint64_t>& ne, std::uint32_t type,
                      std::uint64_t offset)
    {
        std::string entry = text(name) + u32(std::uint32_t(ne.size()));
        for (const std::uint64_t length : ne) entry += u64(length);
        tensors.push_back(entry + u32(type) + u64(offset));
        return *this;
    }

    std::string header() const
    {
        std::string bytes = magic + u32(version) + u64(tensor_count ? tensor_count : tensors.size()) +
                            u64(key_count ? key_count : keys.size());
        for (const std::string& entry : keys) bytes += entry;
        for (const std::string& entry : tensors) bytes += entry;
        return bytes;
    }
    std::string file() const
    {
        std::string bytes = header();
        bytes.resize((bytes.size() + alignment - 1) / alignment * alignment, '\0');
        return bytes + data;
    }
    void write(const std::string& path) const { std::ofstream(path, std::ios::binary) << file(); }

    std::string magic = "GGUF";
    std::uint32_t version = 3;
    std::uint64_t tensor_count = 0, key_count = 0;  // 0: as many as there are
    std::size_t alignment = 32;
    std::vector<std::string> keys, tensors;
    std::string data;
};

namespace gguf_type {
constexpr std::uint32_t u8 = 0, i16 = 3, u32 = 4, i32 = 5, f32 = 6, boolean = 7, text = 8, list = 9, u64 = 10, f64 = 12;
}

/// Three tensors: a [4, 8] and b [8] of F32, q [2, 32] of Q8_0; a key of every kind.
inline GgufBytes small_gguf()
{
    GgufBytes gguf;
    gguf.key("general.architecture", gguf_type::text, GgufBytes::text("deepseek2"));
    gguf.key("deepseek2.block_count", gguf_type::u32, GgufBytes::u32(3));
    gguf.key("deepseek2.rope.freq_base", gguf_type::f32, GgufBytes::raw(10000.0f));
    gguf.key("deepseek2.expert_weights_norm", gguf_type::boolean, "\x01");
    gguf.key("deepseek2.big", gguf_type::u64, GgufBytes::u64(1ull << 40));
    gguf.key("tokenizer.ggml.tokens", gguf_type::list,
             GgufBytes::u32(gguf_type::text) + GgufBytes::u64(3) + GgufBytes::text("a") + GgufBytes::text("") +
                 GgufBytes::text("\xC3\xA9"));
    gguf.key("tokenizer.ggml.scores", gguf_type::list,
             GgufBytes::u32(gguf_type::f32) + GgufBytes::u64(2) + GgufBytes::raw(0.5f) + GgufBytes::raw(-1.0f));
    gguf.key("tokenizer.ggml.token_type", gguf_type::list,
             GgufBytes::u32(gguf_type::i32) + GgufBytes::u64(2) + GgufBytes::raw(1) + GgufBytes::raw(-3));
    gguf.tensor("a", {8, 4}, 0, 0).tensor("b", {8}, 0, 128).tensor("q", {32, 2}, 8, 160);
    for (int i = 0; i < 160 + 68; ++i) gguf.data += char(i);
    return gguf;
}
