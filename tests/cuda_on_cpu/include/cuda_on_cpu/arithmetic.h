// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Functions that CUDA has without an include: rounding, bits, and overloads of min and max.
#include "cuda_on_cpu/language.h"

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace cuda_on_cpu {

template <class T>
constexpr T smaller(T a, T b) { return a < b ? a : b; }
template <class T>
constexpr T larger(T a, T b) { return a > b ? a : b; }

}  // namespace cuda_on_cpu

constexpr int min(int a, int b) { return cuda_on_cpu::smaller<int>(a, b); }
constexpr int max(int a, int b) { return cuda_on_cpu::larger<int>(a, b); }
constexpr unsigned min(unsigned a, unsigned b) { return cuda_on_cpu::smaller<unsigned>(a, b); }
constexpr unsigned max(unsigned a, unsigned b) { return cuda_on_cpu::larger<unsigned>(a, b); }
constexpr unsigned min(int a, unsigned b) { return cuda_on_cpu::smaller<unsigned>(a, b); }
constexpr unsigned max(int a, unsigned b) { return cuda_on_cpu::larger<unsigned>(a, b); }
constexpr unsigned min(unsigned a, int b) { return cuda_on_cpu::smaller<unsigned>(a, b); }
constexpr unsigned max(unsigned a, int b) { return cuda_on_cpu::larger<unsigned>(a, b); }
constexpr long min(long a, long b) { return cuda_on_cpu::smaller<long>(a, b); }
constexpr long max(long a, long b) { return cuda_on_cpu::larger<long>(a, b); }
constexpr unsigned long min(unsigned long a, unsigned long b) { return cuda_on_cpu::smaller<unsigned long>(a, b); }
constexpr unsigned long max(unsigned long a, unsigned long b) { return cuda_on_cpu::larger<unsigned long>(a, b); }
constexpr unsigned long min(long a, unsigned long b) { return cuda_on_cpu::smaller<unsigned long>(a, b); }
constexpr unsigned long max(long a, unsigned long b) { return cuda_on_cpu::larger<unsigned long>(a, b); }
constexpr unsigned long min(unsigned long a, long b) { return cuda_on_cpu::smaller<unsigned long>(a, b); }
constexpr unsigned long max(unsigned long a, long b) { return cuda_on_cpu::larger<unsigned long>(a, b); }
constexpr long long min(long long a, long long b) { return cuda_on_cpu::smaller<long long>(a, b); }
constexpr long long max(long long a, long long b) { return cuda_on_cpu::larger<long long>(a, b); }
constexpr unsigned long long min(unsigned long long a, unsigned long long b)
{
    return cuda_on_cpu::smaller<unsigned long long>(a, b);
}
constexpr unsigned long long max(unsigned long long a, unsigned long long b)
{
    return cuda_on_cpu::larger<unsigned long long>(a, b);
}
constexpr unsigned long long min(long long a, unsigned long long b)
{
    return cuda_on_cpu::smaller<unsigned long long>(a, b);
}
constexpr unsigned long long max(long long a, unsigned long long b)
{
    return cuda_on_cpu::larger<unsigned long long>(a, b);
}
constexpr unsigned long long min(unsigned long long a, long long b)
{
    return cuda_on_cpu::smaller<unsigned long long>(a, b);
}
constexpr unsigned long long max(unsigned long long a, long long b)
{
    return cuda_on_cpu::larger<unsigned long long>(a, b);
}
inline float min(float a, float b) { return fminf(a, b); }
inline float max(float a, float b) { return fmaxf(a, b); }
inline double min(double a, double b) { return fmin(a, b); }
inline double max(double a, double b) { return fmax(a, b); }
inline double min(float a, double b) { return fmin(double(a), b); }
inline double max(float a, double b) { return fmax(double(a), b); }
inline double min(double a, float b) { return fmin(a, double(b)); }
inline double max(double a, float b) { return fmax(a, double(b)); }

inline float rsqrtf(float x) { return 1.0f / sqrtf(x); }
inline double rsqrt(double x) { return 1.0 / sqrt(x); }
inline float __expf(float x) { return expf(x); }
inline float __exp10f(float x) { return powf(10.0f, x); }
inline float __logf(float x) { return logf(x); }
inline float __log2f(float x) { return log2f(x); }
inline float __sinf(float x) { return sinf(x); }
inline float __cosf(float x) { return cosf(x); }
inline float __powf(float x, float y) { return powf(x, y); }
inline float __fdividef(float x, float y) { return x / y; }
inline float __saturatef(float x) { return x > 1.0f ? 1.0f : x > 0.0f ? x : 0.0f; }

// A product that is kept from becoming part of a fused multiply-add.
inline float __fmul_rn(float x, float y)
{
    float product = x * y;
    asm("" : "+x"(product));
    return product;
}
inline double __dmul_rn(double x, double y)
{
    double product = x * y;
    asm("" : "+x"(product));
    return product;
}
inline float __fadd_rn(float x, float y) { return x + y; }
inline float __fsub_rn(float x, float y) { return x - y; }
inline float __fdiv_rn(float x, float y) { return x / y; }
inline float __frcp_rn(float x) { return 1.0f / x; }
inline float __fsqrt_rn(float x) { return sqrtf(x); }
inline float __fmaf_rn(float x, float y, float z) { return fmaf(x, y, z); }
inline double __dadd_rn(double x, double y) { return x + y; }
inline double __dsub_rn(double x, double y) { return x - y; }
inline double __ddiv_rn(double x, double y) { return x / y; }
inline double __dsqrt_rn(double x) { return sqrt(x); }
inline double __fma_rn(double x, double y, double z) { return fma(x, y, z); }

inline int __float_as_int(float x) { return std::bit_cast<int>(x); }
inline float __int_as_float(int x) { return std::bit_cast<float>(x); }
inline unsigned __float_as_uint(float x) { return std::bit_cast<unsigned>(x); }
inline float __uint_as_float(unsigned x) { return std::bit_cast<float>(x); }
inline long long __double_as_longlong(double x) { return std::bit_cast<long long>(x); }
inline double __longlong_as_double(long long x) { return std::bit_cast<double>(x); }

namespace cuda_on_cpu {

/// To an integer: out of range becomes the nearest, not a number becomes 0, as on a device.
template <class I>
I to_integer(double x)
{
    if (!(x == x)) return 0;
    constexpr double kLeast = std::numeric_limits<I>::min(), kMost = std::numeric_limits<I>::max();
    return x <= kLeast ? I(kLeast) : x >= kMost ? std::numeric_limits<I>::max() : I(x);
}

}  // namespace cuda_on_cpu

inline int __float2int_rn(float x) { return cuda_on_cpu::to_integer<int>(rintf(x)); }
inline int __float2int_rz(float x) { return cuda_on_cpu::to_integer<int>(truncf(x)); }
inline int __float2int_rd(float x) { return cuda_on_cpu::to_integer<int>(floorf(x)); }
inline int __float2int_ru(float x) { return cuda_on_cpu::to_integer<int>(ceilf(x)); }
inline unsigned __float2uint_rn(float x) { return cuda_on_cpu::to_integer<unsigned>(rintf(x)); }
inline unsigned __float2uint_rz(float x) { return cuda_on_cpu::to_integer<unsigned>(truncf(x)); }
inline float __int2float_rn(int x) { return float(x); }
inline float __uint2float_rn(unsigned x) { return float(x); }
inline float __double2float_rn(double x) { return float(x); }

inline int __popc(unsigned x) { return std::popcount(x); }
inline int __popcll(unsigned long long x) { return std::popcount(x); }
inline int __clz(int x) { return std::countl_zero(unsigned(x)); }
inline int __clzll(long long x) { return std::countl_zero(static_cast<unsigned long long>(x)); }
inline int __ffs(int x) { return __builtin_ffs(x); }
inline int __ffsll(long long x) { return __builtin_ffsll(x); }
inline unsigned __umulhi(unsigned x, unsigned y) { return unsigned((std::uint64_t(x) * y) >> 32); }
inline int __mulhi(int x, int y) { return int((std::int64_t(x) * y) >> 32); }
inline unsigned long long __umul64hi(unsigned long long x, unsigned long long y)
{
    __extension__ using Wide = unsigned __int128;
    return static_cast<unsigned long long>((Wide(x) * y) >> 64);
}
inline unsigned __brev(unsigned x)
{
    unsigned reversed = 0;
    for (int bit = 0; bit < 32; ++bit) reversed |= ((x >> bit) & 1u) << (31 - bit);
    return reversed;
}
inline unsigned __byte_perm(unsigned x, unsigned y, unsigned selector)
{
    const std::uint64_t bytes = std::uint64_t(y) << 32 | x;
    unsigned result = 0;
    for (int i = 0; i < 4; ++i) {
        const unsigned nibble = (selector >> (4 * i)) & 15u;
        unsigned byte = unsigned(bytes >> (8 * (nibble & 7u))) & 0xFFu;
        if (nibble & 8u) byte = byte & 0x80u ? 0xFFu : 0u;
        result |= byte << (8 * i);
    }
    return result;
}
inline unsigned __funnelshift_l(unsigned low, unsigned high, unsigned shift)
{
    return unsigned((std::uint64_t(high) << 32 | low) << (shift & 31u) >> 32);
}
inline unsigned __funnelshift_r(unsigned low, unsigned high, unsigned shift)
{
    return unsigned((std::uint64_t(high) << 32 | low) >> (shift & 31u));
}
