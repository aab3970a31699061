// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/gguf.h"

#include "../io/gguf_bytes.h"

#include <map>

struct Stored {
    std::vector<std::int64_t> shape;
    std::string bytes;
};

/// A GGUF file of F32 tensors taken apart, to be changed and put together again.
struct Parts {
    engine::Json keys;
    std::map<std::string, Stored> tensors;

    explicit Parts(const std::string& path)
    {
        const engine::Gguf file(path);
        keys = file.scalars("");
        for (std::size_t i = 0; i < file.names().size(); ++i) {
            const engine::TensorView& view = file.tensor(i);
            tensors[file.names()[i]] = {view.shape, {reinterpret_cast<const char*>(view.bytes.data()), view.bytes.size()}};
        }
    }

    GgufBytes together() const
    {
        GgufBytes gguf;
        for (const auto& [name, value] : keys.items()) {
            if (value.is_string()) gguf.key(name, gguf_type::text, GgufBytes::text(value.get<std::string>()));
            else if (value.is_boolean()) gguf.key(name, gguf_type::boolean, value.get<bool>() ? "\x01" : std::string(1, '\0'));
            else if (value.is_number_float()) gguf.key(name, gguf_type::f32, GgufBytes::raw(value.get<float>()));
            else gguf.key(name, gguf_type::u64, GgufBytes::raw(value.get<std::int64_t>()));
        }
        for (const auto& [name, tensor] : tensors) {
            gguf.tensor(name, {tensor.shape.rbegin(), tensor.shape.rend()}, 0, gguf.data.size());
            gguf.data += tensor.bytes;
            gguf.data.resize((gguf.data.size() + 31) / 32 * 32, '\0');
        }
        return gguf;
    }
};
