// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/doctor/examiner.h"
#include "engine/doctor/model_files.h"

// What is run on both sides, by operation: each check_* is one check on one input, each *_checks all inputs of its kind
// that need no model. Matrices and vectors lie in host memory and stay as long as the examiner.
namespace engine::doctor {

void check_rows(Examiner& e, const Weight& table);
/// `update`: the residual is added. `in_place`: the norm replaces x. A product with the result follows where weights in
/// blocks have room: what the norm leaves for them is not to be seen otherwise.
void check_norm(Examiner& e, const std::vector<float>& weight, int tokens, bool update, bool in_place);
/// All matrices at once, of rows [first, first + tokens) of x. `whole`: x are numbers that 8 bits hold.
void check_linear(Examiner& e, const std::vector<Weight>& matrices, int first, int tokens, bool whole);
void check_mlp(Examiner& e, const Mlp& mlp, int tokens);
void product_checks(Examiner& e);

struct AttentionInput {
    AttentionShape shape;
    LatentExpansion up;
    std::vector<float> norm_weight;  // [R]
    bool interleaved = true;
    int first_position = 0, tokens = 1;
};
/// append_latent and both forms of attention behind it.
void check_attention(Examiner& e, const AttentionInput& input);
void attention_checks(Examiner& e);

struct RouterInput {
    Router router;            // without the bias
    std::vector<float> bias;  // [E] or empty
    std::string rule;         // in words
    int tokens = 1;
};
void check_route(Examiner& e, const RouterInput& input);
/// As the router chooses; `by_host`: as the host does, behind the router's back.
void check_experts(Examiner& e, const RouterInput& input, std::span<const Mlp> routed, const Mlp& shared,
                   bool by_host = false);
void routing_checks(Examiner& e);
void expert_checks(Examiner& e);

void drawing_checks(Examiner& e);
/// A recorded pass beside the same pass asked for directly, and a pass nobody watches beside a watched one: equal to
/// the bit.
void pass_checks(Examiner& e);

/// Every operation with the weights of one layer of each kind that a model has.
void model_checks(Examiner& e, const ModelFiles& model);

/// Everything. `model` may be null.
OperationsReport examine_operations(Backend& examined, Backend& reference, const ModelFiles* model, bool brief,
                                    const DoctorProgress& progress, std::stop_token stop);

}  // namespace engine::doctor
