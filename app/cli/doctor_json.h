// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "engine/doctor.h"

namespace app {

/// With the names of the report's members; numbers that are infinite or were not measured are null.
Json json_of(const engine::DoctorReport& report);

}  // namespace app
