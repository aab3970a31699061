// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One thread runs at a time and is switched only where threads wait for each other, so plain memory is atomic.
#include "cuda_on_cpu/language.h"

#include <concepts>
#include <type_traits>

namespace cuda_on_cpu {

template <class T>
concept Atomic = std::same_as<T, int> || std::same_as<T, unsigned> || std::same_as<T, unsigned long long> ||
                 std::same_as<T, unsigned long>;
template <class T>
concept AtomicOrFloat = Atomic<T> || std::same_as<T, float> || std::same_as<T, double>;
template <class T>
concept AtomicOrSigned = Atomic<T> || std::same_as<T, long long>;

template <class T>
T replace(T* address, T value)
{
    const T old = *address;
    *address = value;
    return old;
}

}  // namespace cuda_on_cpu

template <cuda_on_cpu::AtomicOrFloat T>
T atomicAdd(T* address, std::type_identity_t<T> v) { return cuda_on_cpu::replace(address, T(*address + v)); }
template <cuda_on_cpu::Atomic T>
T atomicSub(T* address, std::type_identity_t<T> v) { return cuda_on_cpu::replace(address, T(*address - v)); }
template <cuda_on_cpu::AtomicOrSigned T>
T atomicMax(T* address, std::type_identity_t<T> v)
{
    return cuda_on_cpu::replace(address, *address > v ? *address : v);
}
template <cuda_on_cpu::AtomicOrSigned T>
T atomicMin(T* address, std::type_identity_t<T> v)
{
    return cuda_on_cpu::replace(address, *address < v ? *address : v);
}
template <cuda_on_cpu::Atomic T>
T atomicOr(T* address, std::type_identity_t<T> v) { return cuda_on_cpu::replace(address, T(*address | v)); }
template <cuda_on_cpu::Atomic T>
T atomicAnd(T* address, std::type_identity_t<T> v) { return cuda_on_cpu::replace(address, T(*address & v)); }
template <cuda_on_cpu::Atomic T>
T atomicXor(T* address, std::type_identity_t<T> v) { return cuda_on_cpu::replace(address, T(*address ^ v)); }
template <cuda_on_cpu::AtomicOrFloat T>
T atomicExch(T* address, std::type_identity_t<T> v) { return cuda_on_cpu::replace(address, v); }
template <cuda_on_cpu::Atomic T>
T atomicCAS(T* address, std::type_identity_t<T> compare, std::type_identity_t<T> v)
{
    return cuda_on_cpu::replace(address, *address == compare ? v : *address);
}
inline unsigned atomicInc(unsigned* address, unsigned limit)
{
    return cuda_on_cpu::replace(address, *address >= limit ? 0u : *address + 1);
}
inline unsigned atomicDec(unsigned* address, unsigned limit)
{
    return cuda_on_cpu::replace(address, *address == 0 || *address > limit ? limit : *address - 1);
}

inline void __threadfence() {}
inline void __threadfence_block() {}
inline void __threadfence_system() {}

template <class T>
T __ldg(const T* address) { return *address; }
template <class T>
T __ldcg(const T* address) { return *address; }
template <class T>
T __ldcs(const T* address) { return *address; }
template <class T>
void __stcg(T* address, T value) { *address = value; }
template <class T>
void __stcs(T* address, T value) { *address = value; }
