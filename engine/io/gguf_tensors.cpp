// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/gguf_tensors.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

namespace engine {
namespace {

constexpr std::size_t max_name = 63;
constexpr std::uint32_t max_dimensions = 4;
constexpr auto max_size = std::uint64_t(std::numeric_limits<std::int64_t>::max());

struct TensorType {
    std::uint32_t number;  // in the file
    const char* name;
    std::optional<DType> dtype;  // nothing: the type exists but cannot be computed here
};

// clang-format off
constexpr TensorType tensor_types[] = {
    {0, "F32", DType::F32},       {1, "F16", DType::F16},       {2, "Q4_0", DType::Q4_0},
    {3, "Q4_1", DType::Q4_1},     {4, "Q4_2 (removed)", {}},    {5, "Q4_3 (removed)", {}},
    {6, "Q5_0", DType::Q5_0},     {7, "Q5_1", DType::Q5_1},     {8, "Q8_0", DType::Q8_0},
    {9, "Q8_1", {}},              {10, "Q2_K", DType::Q2_K},    {11, "Q3_K", DType::Q3_K},
    {12, "Q4_K", DType::Q4_K},    {13, "Q5_K", DType::Q5_K},    {14, "Q6_K", DType::Q6_K},
    {15, "Q8_K", {}},             {16, "IQ2_XXS", {}},          {17, "IQ2_XS", {}},
    {18, "IQ3_XXS", {}},          {19, "IQ1_S", {}},            {20, "IQ4_NL", DType::IQ4_NL},
    {21, "IQ3_S", {}},            {22, "IQ2_S", {}},            {23, "IQ4_XS", DType::IQ4_XS},
    {24, "I8", DType::I8},        {25, "I16", DType::I16},      {26, "I32", DType::I32},
    {27, "I64", DType::I64},      {28, "F64", DType::F64},      {29, "IQ1_M", {}},
    {30, "BF16", DType::BF16},    {31, "Q4_0_4_4 (removed)", {}}, {32, "Q4_0_4_8 (removed)", {}},
    {33, "Q4_0_8_8 (removed)", {}}, {34, "TQ1_0", {}},          {35, "TQ2_0", {}},
    {36, "IQ4_NL_4_4 (removed)", {}}, {37, "IQ4_NL_4_8 (removed)", {}}, {38, "IQ4_NL_8_8 (removed)", {}},
    {39, "MXFP4", DType::MXFP4},  {40, "NVFP4", {}},            {41, "Q1_0", {}},
    {42, "Q2_0", {}},
};
// clang-format on

class TensorReader {
public:
    TensorReader(GgufCursor& cursor, std::uint64_t alignment) : cursor_(cursor), alignment_(alignment) {}

    GgufTensor read()
    {
        GgufTensor tensor;
        tensor.name = read_name();
        tensor.shape = read_shape();
        tensor.dtype = read_type();
        tensor.size = size_of(tensor);
        tensor.offset = cursor_.number<std::uint64_t>();
        if (tensor.offset % alignment_ != 0)
            cursor_.refuse("GGUF-TENSOR-ALIGN", "A tensor is not aligned", fmt::format("offset {}", tensor.offset),
                           fmt::format("a multiple of {}", alignment_));
        if (__builtin_add_overflow(total_, tensor.size, &total_) || total_ > max_size)
            cursor_.refuse("GGUF-SIZE", "The size of all tensors does not fit 63 bits", {});
        return tensor;
    }

private:
    std::string_view read_name()
    {
        const std::string_view name = cursor_.text();
        const bool has_slash = name.find_first_of("/\\") != std::string_view::npos;
        if (name.empty() || name.size() > max_name || has_slash || !is_plain_text(name))
            cursor_.refuse("GGUF-NAME", "A tensor has an unusable name", printable(name),
                           fmt::format("1 to {} bytes of text without slashes", max_name));
        return name;
    }

    std::vector<std::int64_t> read_shape()
    {
        const auto dimensions = cursor_.number<std::uint32_t>();
        if (dimensions < 1 || dimensions > max_dimensions)
            cursor_.refuse("GGUF-DIMS", "A tensor has an unusable number of dimensions", std::to_string(dimensions),
                           fmt::format("1 to {}", max_dimensions));
        std::vector<std::int64_t> shape(dimensions);
        for (auto length = shape.rbegin(); length != shape.rend(); ++length) {
            *length = cursor_.number<std::int64_t>();
            if (*length == 0) cursor_.refuse("GGUF-DIM-ZERO", "A dimension of a tensor is 0", {}, "at least 1");
            if (*length < 0)
                cursor_.refuse("GGUF-DIM-NEG", "A dimension of a tensor is negative", std::to_string(*length),
                               "at least 1");
        }
        return shape;
    }

    DType read_type()
    {
        const auto number = cursor_.number<std::uint32_t>();
        const auto type = std::find_if(std::begin(tensor_types), std::end(tensor_types),
                                       [&](const TensorType& t) { return t.number == number; });
        if (type == std::end(tensor_types))
            cursor_.refuse("GGUF-TENSOR-TYPE", "A tensor has an unknown type", std::to_string(number),
                           "a type of GGUF; the file may be damaged");
        if (!type->dtype)
            cursor_.refuse("MODEL-DTYPE", "This type of numbers is not supported", type->name,
                           "F32, F16, BF16, Q2_K to Q8_0, IQ4_NL, IQ4_XS, MXFP4");
        return *type->dtype;
    }

    std::uint64_t size_of(const GgufTensor& tensor) const
    {
        const ElementBlock block = block_of(tensor.dtype);
        if (tensor.shape.back() % block.elements != 0)
            cursor_.refuse("GGUF-BLOCK", "A row of a tensor does not fill whole blocks",
                           fmt::format("{} numbers", tensor.shape.back()),
                           fmt::format("a multiple of {}", block.elements));
        auto size = std::uint64_t(block.bytes);
        bool fits = !__builtin_mul_overflow(size, std::uint64_t(tensor.shape.back() / block.elements), &size);
        for (std::size_t i = 0; i + 1 < tensor.shape.size(); ++i)
            fits = fits && !__builtin_mul_overflow(size, std::uint64_t(tensor.shape[i]), &size);
        if (!fits || size > max_size)
            cursor_.refuse("GGUF-SIZE", "The size of a tensor does not fit 63 bits", printable(tensor.name));
        return size;
    }

    GgufCursor& cursor_;
    std::uint64_t alignment_;
    std::uint64_t total_ = 0;
};

void check_unique(const std::vector<GgufTensor>& tensors, const GgufCursor& cursor)
{
    std::vector<std::string_view> names;
    names.reserve(tensors.size());
    for (const GgufTensor& tensor : tensors)
        names.push_back(tensor.name);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice != names.end())
        cursor.refuse("GGUF-NAME-DUP", "The file names a tensor twice", printable(*twice), "each name once");
}

}  // namespace

std::vector<GgufTensor> read_gguf_tensors(GgufCursor& cursor, std::uint64_t count, std::uint64_t alignment)
{
    std::vector<GgufTensor> tensors;
    TensorReader reader(cursor, alignment);
    for (std::uint64_t i = 0; i < count; ++i) {
        cursor.enter("tensor", i, count);
        tensors.push_back(reader.read());
    }
    check_unique(tensors, cursor);
    return tensors;
}

std::uint64_t check_gguf_layout(std::vector<GgufTensor>& tensors, std::uint64_t data_size, std::uint64_t alignment,
                                const std::string& where)
{
    std::sort(tensors.begin(), tensors.end(), [](const auto& a, const auto& b) { return a.offset < b.offset; });
    std::uint64_t end = 0;  // of the tensor before, padded; sums stay below 2^64: size < 2^63, end <= data_size
    for (const GgufTensor& tensor : tensors) {
        const auto refuse = [&](const char* code, const char* what, std::string found, std::string allowed) {
            throw Error({code, what, fmt::format("{}, tensor \"{}\"", where, printable(tensor.name)), std::move(found),
                         std::move(allowed), "The file was not used."});
        };
        if (tensor.offset > data_size || tensor.size > data_size - tensor.offset)
            refuse(
                "GGUF-TENSOR-RANGE", "A tensor ends behind the end of the file",
                fmt::format("{} bytes of data", data_size),
                fmt::format("at least {} from offset {}; the download may be incomplete", tensor.size, tensor.offset));
        if (tensor.offset != end)
            refuse(tensor.offset < end ? "GGUF-OVERLAP" : "GGUF-GAP",
                   tensor.offset < end ? "Two tensors share bytes" : "Bytes belong to no tensor",
                   fmt::format("offset {}", tensor.offset), std::to_string(end));
        end = (tensor.offset + tensor.size + alignment - 1) / alignment * alignment;
    }
    return end;
}

}  // namespace engine
