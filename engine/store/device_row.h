// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/device_monitor.h"
#include "engine/store/database.h"

#include <vector>

namespace engine {

/// Appends one sample. The caller's transaction.
void write_device(Database& database, const DeviceSample& sample);

/// In the order they were written. Throws TRACE-RANGE for more samples than a document may have.
std::vector<DeviceSample> read_device(Database& database);

}  // namespace engine
