// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store.h"
#include "engine/trace.h"

#include <vector>

namespace ui {

/// What arrived since the last frame, in order. One batch per frame, shared by all models, valid only during the call.
struct TraceBatch {
    std::vector<engine::Event> events;
    std::vector<engine::DeviceSample> device;
    std::vector<engine::SaveStatus> saves;
};

}  // namespace ui
