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
    struct Floats {
        float at[8];
    };
    static constexpr int kTokens = 4;

    static float half(const std::byte* p) { return F16::scalar(p); }
    static Floats halves(const std::byte* p, int stride, int n)
    {
        return floats([&](int i) { return i < n ? half(p + i * stride) : 0.0f; });
    }
    static Floats scaled(float d, std::uint64_t bytes)
    {
        return floats([&](int i) { return d * float(std::int8_t(bytes >> (8 * i))); });
    }
    static Floats load(const float* p, int n)
    {
        return floats([&](int i) { return i < n ? p[i] : 0.0f; });
    }
    static void store(float* p, const Floats& v) { std::memcpy(p, v.at, sizeof v.at); }
    static Floats broadcast(float value)
    {
        return floats([&](int) { return value; });
    }
    static Floats negative(const Floats& v)
    {
        return floats([&](int i) { return -v.at[i]; });
    }
    static Floats mul(const Floats& a, const Floats& b)
    {
        return floats([&](int i) { return a.at[i] * b.at[i]; });
    }
    static Floats fma(const Floats& a, const Floats& b, const Floats& c)
    {
        return floats([&](int i) { return a.at[i] * b.at[i] + c.at[i]; });
    }
    static Floats doubled(const Floats& v, int half)
    {
        return floats([&](int i) { return v.at[4 * half + i / 2]; });
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
    template <int group>
    static Floats add(Floats sum, Ints ints, const Floats& factors, int j)
    {
        sum.at[0] += factors.at[j] * float(ints.half[0]);
        sum.at[4] += factors.at[group == 32 ? j : j + 1] * float(ints.half[1]);
        return sum;
    }
    static float total(const Floats& v)
    {
        float sum = 0;
        for (const float value : v.at) sum += value;
        return sum;
    }

private:
    template <class Element>
    static Floats floats(const Element& element)
    {
        Floats v;
        for (int i = 0; i < 8; ++i) v.at[i] = element(i);
        return v;
    }
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
