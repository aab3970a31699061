// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Device memory that only kernels and copies can touch: host code that does is ended by SIGSEGV. With AddressSanitizer
// it is ordinary memory, whose edges that watches instead.
#include <cstddef>

namespace cuda_on_cpu {

/// 256-byte aligned, full of rubbish (where that does not take long); null when there is none.
void* take_device_memory(std::size_t bytes);
void give_device_memory_back(void* memory);

/// While one lives, device memory can be touched.
class DeviceAccess {
public:
    DeviceAccess();
    ~DeviceAccess();
    DeviceAccess(const DeviceAccess&) = delete;
    DeviceAccess& operator=(const DeviceAccess&) = delete;
};

}  // namespace cuda_on_cpu
