// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace engine {

/// A GPU that models can be computed on.
struct CudaDevice {
    int number = 0;  ///< as CUDA counts
    std::string name;
    int capability = 0;  ///< 75, 80, ..., 120
    std::uint64_t total_memory = 0;
    std::string pci_bus_id;  ///< "0000:3b:00.0", lower case
};

struct CudaDevices {
    std::vector<CudaDevice> devices;
    std::string reason;       ///< why there is none, without a full stop; empty when there is
    bool has_driver = false;  ///< of NVIDIA: somebody may expect the GPU to be used
};

/// What this machine has, found out once: the first call takes up to a second. Any thread; throws nothing.
const CudaDevices& cuda_devices();

}  // namespace engine
