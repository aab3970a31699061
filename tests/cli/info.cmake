# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
include(${CMAKE_CURRENT_LIST_DIR}/cli.cmake)

run(0 info ${GOLDEN} --json)
file(READ "${GOLDEN}/config.json" config)
foreach(key model_type vocab_size hidden_size num_hidden_layers num_attention_heads q_lora_rank kv_lora_rank
    qk_nope_head_dim qk_rope_head_dim v_head_dim n_routed_experts n_shared_experts num_experts_per_tok n_group
    topk_group scoring_func topk_method norm_topk_prob routed_scaling_factor max_position_embeddings)
  string(JSON value GET "${config}" ${key})
  expect_json("${out}" "${value}" ${key})
endforeach()
expect_json("${out}" yarn rope_type)
expect_length("${out}" 1 moe_layers)
expect_json("${out}" 2 moe_layers 0)
expect_json("${out}" "" tokenizer)

# Bytes per token: MLA keeps L * (kv_lora_rank + qk_rope_head_dim) numbers, MHA would keep keys and values of
# every head, L * H * (qk_nope_head_dim + qk_rope_head_dim + v_head_dim).
string(JSON latent GET "${out}" cache_bytes_per_token)
string(JSON full GET "${out}" mha_cache_bytes_per_token)
math(EXPR element "${latent} / (3 * (24 + 8))")
math(EXPR expected "3 * 4 * (12 + 8 + 12) * ${element}")
expect_equal("${full}" "${expected}" "MHA bytes per token")

# The same model as GGUF.
run(0 info ${GOLDEN}/model-new.gguf --json)
foreach(key vocab_size num_hidden_layers q_lora_rank qk_nope_head_dim v_head_dim n_routed_experts n_group scoring_func
    topk_method routed_scaling_factor)
  string(JSON value GET "${config}" ${key})
  expect_json("${out}" "${value}" ${key})
endforeach()
expect_json("${out}" model-new.gguf name)
expect_json("${out}" F32 dtypes 0)

run(0 info workshop)
expect_match("${out}" "deepseek_v3" "the family")
expect_match("${out}" "latent cache +[0-9]+ bytes per token" "the cache")

refused("MODEL-MISSING" info ${WORK}/nothing)
refused("MODEL-MISSING" info ${WORK}/nothing.gguf)
refused("NOT-A-MODEL" info ${GOLDEN}/config.json)
file(COPY "${GOLDEN}/config.json" DESTINATION "${WORK}/bare")
refused("[A-Z]+-[A-Z-]+" info ${WORK}/bare)
file(WRITE "${WORK}/bare/config.json" "{\"model_type\": ")
refused("[A-Z]+-[A-Z-]+" info ${WORK}/bare)
