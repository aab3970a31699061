// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/cuda_devices.h"
#include "engine/doctor.h"

#include <memory>

namespace engine::doctor {

DeviceReport measure_cpu(const DoctorOptions& options);
/// Nobody else should be using it.
DeviceReport measure_card(const CudaDevice& card, bool brief);

/// The same greedy replies on both: equal, or where not and whether that is a near tie.
TextReport compare_texts(const std::shared_ptr<const Engine>& cpu, const std::shared_ptr<const Engine>& device,
                         bool brief, const DoctorProgress& progress, const std::stop_token& stop);
/// `bytes_per_second`: of the device's memory.
SpeedReport measure_speed(const std::shared_ptr<const Engine>& engine, double bytes_per_second, bool brief,
                          const std::stop_token& stop);

}  // namespace engine::doctor
