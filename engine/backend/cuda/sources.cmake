# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
# What the plug-in is made of; tests/cuda_on_cpu compiles the same for the CPU, less what calls NVIDIA's libraries.
set(cuda_sources attention.cu attention_prefill.cu bandwidth.cu check_cuda.cu cuda_backend.cu device_arena.cpp draw.cu
    embed.cu experts.cu experts_prefill.cu gemm.cu gemm_gated.cu linear.cu memory.cu norm.cu plugin.cu recording.cu
    rope.cu router.cu stage_clock.cu upload.cu)
set(cuda_library_sources cublas.cu)
