// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/block_kernels_impl.h"
#include "engine/backend/cpu/elements_impl.h"

namespace engine::cpu {
namespace {

struct Scalar {
    struct Bytes {
        std::uint8_t at[32];
    };
    struct Ints {
        int half[2];
    };
    struct Sum {
        float half[2];
    };
    static constexpr int kRowsAlone = 1, kTokens = 4;

    static float half(const std::byte* p) { return F16::scalar(p); }
    static void scaled(float d, std::uint64_t bytes, float* out)
    {
        for (int i = 0; i < 8; ++i) out[i] = d * float(std::int8_t(bytes >> (8 * i)));
    }
    template <class T>
    static Bytes load(const T* p)
    {
        Bytes bytes;
        std::memcpy(bytes.at, p, 32);
        return bytes;
    }
    static void store(std::uint8_t* p, const Bytes& bytes) { std::memcpy(p, bytes.at, 32); }
    static Bytes nibbles(const std::byte* p)
    {
        return each([&](int i) { return i < 16 ? int(p[i]) & 15 : int(p[i - 16]) >> 4; });
    }
    static Bytes field(const Bytes& v, int down, int mask)
    {
        return each([&](int i) { return (down < 0 ? v.at[i] << -down : v.at[i] >> down) & mask; });
    }
    static Bytes either(const Bytes& a, const Bytes& b)
    {
        return each([&](int i) { return a.at[i] | b.at[i]; });
    }
    static Bytes bits(std::uint32_t mask, int set)
    {
        return each([&](int i) { return (mask >> i & 1) != 0 ? set : 0; });
    }
    static Bytes lookup(const std::int8_t* table, const Bytes& v)
    {
        return each([&](int i) { return int(table[v.at[i]]); });
    }

    template <bool is_signed>
    static Ints dot(const Bytes& values, const Bytes& x)
    {
        Ints sums{{0, 0}};
        for (int i = 0; i < 32; ++i) {
            const int value = is_signed ? std::int8_t(values.at[i]) : values.at[i];
            sums.half[i / 16] += value * std::int8_t(x.at[i]);
        }
        return sums;
    }
    static Sum zero() { return {{0, 0}}; }
    static Sum add_scaled(Sum sum, Ints ints, float factor) { return add_scaled(sum, ints, factor, factor); }
    static Sum add_scaled(Sum sum, Ints ints, float low, float high)
    {
        return {{sum.half[0] + low * float(ints.half[0]), sum.half[1] + high * float(ints.half[1])}};
    }
    static float total(Sum sum) { return sum.half[0] + sum.half[1]; }

private:
    template <class Element>
    static Bytes each(const Element& element)
    {
        Bytes bytes;
        for (int i = 0; i < 32; ++i) bytes.at[i] = std::uint8_t(element(i));
        return bytes;
    }
};

}  // namespace

extern const BlockKernels kScalarBlockKernels;
const BlockKernels kScalarBlockKernels = {quantize, matmul<Scalar>, dequantize<Scalar>};

}  // namespace engine::cpu
