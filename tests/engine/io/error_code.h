// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/error.h"

#include <string>

/// The code of the Error that `action` throws, or "none".
template <class Action>
std::string error_code(Action action)
{
    try {
        action();
    } catch (const engine::Error& error) {
        return error.code();
    }
    return "none";
}
