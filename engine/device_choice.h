// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"
#include "engine/error.h"
#include "engine/model_card.h"

#include <memory>
#include <string>

namespace engine {

struct DeviceChoice {
    std::unique_ptr<Backend> backend;  // of a GPU; null: the CPU computes
    std::string pci_bus_id;
    std::string why_not;  // when it might have been a GPU: a few words, and a sentence
    std::string note;
};

/// Throws DEVICE-UNKNOWN, and DEVICE-MISSING when a GPU is wanted that is not there.
void check_device(const std::string& wanted);

/// Throws DEVICE-SHAPE when a GPU's kernels have no room for a model of such dimensions.
void check_dimensions(const Config& config);

/// The GPU for `wanted` (LoadOptions::device) with memory reserved for all that `card` needs. Throws DEVICE-SHAPE, and
/// DEVICE-MEMORY when the model does not fit one that is wanted, MEMORY, DEVICE-LOST; for "auto" it is then the CPU.
DeviceChoice choose_device(const std::string& wanted, const ModelCard& card);

/// A DEVICE-MEMORY error: what `card` needs, and how the model would fit a GPU with so much free memory.
ErrorParts does_not_fit(const ModelCard& card, const std::string& gpu, std::int64_t free_bytes);

}  // namespace engine
