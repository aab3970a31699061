// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// The largest model that the kernels have room for, in the words of its configuration.
namespace engine::cuda {

constexpr int kLargestRank = 512;    // kv_lora_rank
constexpr int kLargestLatent = 576;  // kv_lora_rank + qk_rope_head_dim
constexpr int kLargestHead = 256;    // qk_nope_head_dim + qk_rope_head_dim, and v_head_dim
constexpr int kMostExperts = 512;    // n_routed_experts
constexpr int kMostIds = 1 << 20;    // vocab_size

}  // namespace engine::cuda
