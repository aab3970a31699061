// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/device_monitor.h"

#include <string>
#include <vector>

namespace engine {

/// NVIDIA's management library, opened at run time; declared here because no header of it is needed to build
/// (NVML API reference, version 13). Every function and every field is optional. One thread.
class Nvml {
public:
    /// `library`: what dlopen is given; empty: $EXPERTSCOPE_NVML, else libnvidia-ml.so.1.
    explicit Nvml(std::string library = {});
    ~Nvml();
    Nvml(const Nvml&) = delete;
    Nvml& operator=(const Nvml&) = delete;

    const std::string& reason() const { return reason_; }  ///< a sentence why there is no GPU; empty: there is one
    bool reports_power() const;
    std::vector<GpuSample> sample() const;

private:
    struct Calls;
    using Device = struct nvmlDevice*;

    void open(const std::string& library);
    void find_devices();
    std::string describe(int result) const;
    GpuSample sample(Device device) const;
    void sample_memory(Device device, GpuSample& gpu) const;

    void* library_ = nullptr;
    std::unique_ptr<Calls> calls_;
    bool initialised_ = false;
    std::vector<Device> devices_;
    std::string reason_;
};

}  // namespace engine
