// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// A tensor of a file, or a part of it: `matrix` of those stacked along its first dimension, and of that the rows
/// of one part out of `parts` equal ones.
struct StoredName {
    std::string name;
    int matrix = -1;  // -1: the tensor holds one
    int part = 0, parts = 1;
};

/// Where a GGUF file may keep what the checkpoint calls `name` (specification 5.2), the usual place first; empty
/// for names that GGUF does not know. GGUF has `k_b_proj` and `v_b_proj` besides, the halves of `kv_b_proj`.
std::vector<StoredName> gguf_names(std::string_view name);

}  // namespace engine
