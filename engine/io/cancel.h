// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/error.h"

#include <stop_token>

namespace engine {

/// Throws CANCELLED once `stop` was requested. Asked wherever loading a model may spend more than some milliseconds.
inline void check_not_stopped(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Error({"CANCELLED", "loading was cancelled", "", "", "", "The model was not loaded."});
}

}  // namespace engine
