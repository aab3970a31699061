// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"
#include "engine/text/sampler.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

/// The CPU backend with one fault, which also draws tokens and runs recordings so that these can be wrong.
enum class Fault {
    None,
    Embed, LookUp, Sum, Norm, LastColumn, LastToken, Query, CachedLatent, CachedRotation, LatentNorm,
    Absorbed, Decompressed, NewestPosition, Score, Choice, Tie, Weight, OtherLayer, ChoiceOfHost, Expert, Shared, Mlp,
    DrawnToken, DrawnProbability, Candidate, NonFinite, Recorded, Unwatched, Unsteady, Lost
};

namespace engine {

class WrongBackend final : public Backend {
public:
    explicit WrongBackend(Fault fault) : fault_(fault) {}

    std::string name() const override { return "cpu"; }
    std::string describe() const override { return right_->describe(); }
    Tensor allocate(int rows, int cols) override { return right_->allocate(rows, cols); }
    LatentRows allocate_latents(const AttentionShape& shape, int capacity) override
    {
        return right_->allocate_latents(shape, capacity);
    }
    int latent_element_bytes() const override { return right_->latent_element_bytes(); }
    std::pmr::memory_resource* host_memory() override { return right_->host_memory(); }
    Weight adopt(const Weight& weight, const std::stop_token& stop) override { return right_->adopt(weight, stop); }
    void copy_to_host(const Tensor& tensor, int first, int rows, float* out) override
    {
        right_->copy_to_host(tensor, first, rows, out);
    }
    void copy_from_host(const float* from, int first, int rows, Tensor& tensor) override
    {
        right_->copy_from_host(from, first, rows, tensor);
    }
    void begin(const Batch&) override {}
    std::uint64_t submit() override { return 0; }
    StageLaps wait(std::uint64_t) override { return {}; }
    void start_clock() override {}
    void lap(Stage) override {}

    class Repeated final : public Recording {
    public:
        std::function<void()> operations;
    };
    std::unique_ptr<Recording> record(const std::function<void()>& operations) override
    {
        auto recording = std::make_unique<Repeated>();
        recording->operations = operations;
        return recording;
    }
    void run(Recording& recording) override
    {
        recorded_ = true;
        static_cast<Repeated&>(recording).operations();
        recorded_ = false;
    }

    void embed(const Weight& table, const Batch& batch, Tensor& x) override
    {
        Batch known = batch;
        if (batch.ids.empty()) known.ids = {&drawn_id_, 1};
        right_->embed(table, known, x);
        if (fault_ == Fault::Embed) disturb(x, known.tokens - 1);
        if (fault_ == Fault::Recorded && recorded_) x.data()[0] = std::nextafter(x.data()[0], 9.0f);
        if (fault_ == Fault::Unsteady) x.data()[0] += 1e-6f * float(++calls_);
    }
    void look_up(const Weight& table, std::span<const std::int32_t> ids, Tensor& rows) override
    {
        right_->look_up(table, ids, rows);
        if (fault_ == Fault::LookUp) disturb(rows, int(ids.size()) - 1);
    }
    void residual_norm(Tensor& x, const Tensor* update, int tokens, const Tensor& weight, float eps, Tensor& y) override
    {
        if (fault_ == Fault::Lost) throw Error({"DEVICE-LOST", "the GPU is gone", "", "", "", ""});
        right_->residual_norm(x, update, tokens, weight, eps, y);
        if (fault_ == Fault::Norm)
            for (int i = 0; i < y.cols(); ++i) y.row(tokens - 1)[i] *= 1.0003f;
        if (fault_ == Fault::Sum && update) x.data()[0] += 0.001f;
    }
    void linear(std::initializer_list<Projection> projections, const Tensor& x, int first, int tokens) override
    {
        Tensor in = copy(x);
        if (fault_ == Fault::LastColumn)
            for (int r = 0; r < in.rows(); ++r) in.row(r)[in.cols() - 1] = 0;
        right_->linear(projections, in, first, tokens);
        if (fault_ == Fault::LastToken && tokens > 16)
            for (const Projection& p : projections) std::copy_n(p.y.row(15), p.y.cols(), p.y.row(16));
    }

    void append_latent(const AttentionShape& shape, const RotaryTable& rotary, const Tensor& norm_weight,
                       const Tensor& ckv, const Batch& batch, int layer, LatentRows& cache, Tensor& q,
                       RoutingSlab& slab) override
    {
        Tensor in = copy(ckv);
        Batch where = batch;
        if (fault_ == Fault::CachedLatent) in.data()[0] += 3;
        if (fault_ == Fault::CachedRotation && batch.first_position > 0) in.data()[shape.kv_lora_rank] *= -1;
        right_->append_latent(shape, rotary, norm_weight, in, where, layer, cache, q, slab);
        if (fault_ == Fault::Query) q.row(batch.tokens - 1)[q.cols() - 1] += 0.01f;
        if (fault_ == Fault::LatentNorm) slab.latent_norm[slab.latent_norm.size() - 1 - std::size_t(layer)] = 0;
        if (fault_ == Fault::LatentNorm)
            slab.latent_norm[std::size_t(batch.row * slab.model_layers + layer)] *= 1.001f;
    }
    void attend_absorbed(const AttentionShape& shape, const LatentExpansion& up, const Tensor& q, const Batch& batch,
                         const LatentRows& cache, Tensor& out) override
    {
        Batch seen = batch;
        if (fault_ == Fault::NewestPosition && batch.first_position > 0) --seen.first_position;
        right_->attend_absorbed(shape, up, q, seen, cache, out);
        if (fault_ == Fault::Absorbed) disturb(out, batch.tokens - 1);
    }
    void attend_decompressed(const AttentionShape& shape, const LatentExpansion& up, const Tensor& q,
                             const Batch& batch, const LatentRows& cache, Tensor& out) override
    {
        right_->attend_decompressed(shape, up, q, batch, cache, out);
        if (fault_ == Fault::Decompressed) disturb(out, batch.tokens - 1);
    }

    void route(const Router& router, const Tensor& x, const Batch& batch, int moe_layer, RoutingSlab& slab) override
    {
        right_->route(router, x, batch, moe_layer, slab);
        const int t = batch.row + batch.tokens - 1;
        std::uint16_t* chosen = slab.experts.data() + slab.chosen(t, moe_layer);
        float* weights = slab.weights.data() + slab.chosen(t, moe_layer);
        if (fault_ == Fault::Score) slab.scores[slab.scored(t, moe_layer)] *= 1.001f;
        if (fault_ == Fault::Weight) weights[slab.top_k - 1] *= 1.001f;
        if (fault_ == Fault::Choice && !router.forced.empty()) std::swap(chosen[0], chosen[slab.top_k - 1]);
        if (fault_ == Fault::Tie && router.gate.rows == 16 && router.top_k == 4 && router.n_group == 1)
            chosen[0] = std::uint16_t(chosen[0] ^ 1);
        if (fault_ == Fault::OtherLayer) slab.weights[slab.chosen(t, moe_layer) - 1] = 0;
        if (fault_ == Fault::Unwatched && !slab.captured) weights[0] = std::nextafter(weights[0], 9.0f);
        if (fault_ == Fault::ChoiceOfHost) routed_ = slab;
    }
    void take_choice(const Batch&, int, const RoutingSlab&) override { ignored_ = fault_ == Fault::ChoiceOfHost; }
    void experts(const ExpertSet& set, const Tensor& x, const Batch& batch, int moe_layer, const RoutingSlab& slab,
                 Tensor& y) override
    {
        const bool without = fault_ == Fault::Shared && set.shared.gate;
        const RoutingSlab& choice = std::exchange(ignored_, false) ? routed_ : slab;
        right_->experts(without ? ExpertSet{set.routed, {}} : set, x, batch, moe_layer, choice, y);
        if (fault_ == Fault::Expert) disturb(y, batch.tokens - 1);
    }
    void mlp(const Mlp& mlp, const Tensor& x, int tokens, Tensor& y) override
    {
        right_->mlp(mlp, x, tokens, y);
        if (fault_ == Fault::Mlp) disturb(y, tokens - 1);
    }

    bool draws() const override { return true; }
    void start_drawing(const DrawRule& rule) override
    {
        sampler_.emplace(rule.sampling, std::vector<TokenId>(rule.barred.begin(), rule.barred.end()));
        context_.assign(rule.context.begin(), rule.context.end());
        given_.assign(rule.given.begin(), rule.given.end());
        count_ = 0;
    }
    void draw(const Tensor& logits, int, Drawn* drawn) override
    {
        Drawn& place = drawn[count_ % kTraceRows];
        place = {};
        place.nonfinite = -1;
        const auto row = std::span(logits.data(), std::size_t(logits.cols()));
        const auto bad = std::find_if_not(row.begin(), row.end(), [](float x) { return std::isfinite(x); });
        if (bad != row.end()) {
            place.nonfinite = int(bad - row.begin()) + (fault_ == Fault::NonFinite);
            return;
        }
        std::optional<TokenId> given;
        if (std::size_t(count_) < given_.size()) given = given_[std::size_t(count_)];
        const Draw right = sampler_->draw(row, context_, given);
        place.id = drawn_id_ = right.id;
        for (const Candidate& c : right.candidates)
            place.candidates[std::size_t(place.count++)] = {c.id, c.before, c.after};
        if (fault_ == Fault::DrawnToken && count_ == 5) place.id = (place.id + 1) % logits.cols();
        if (fault_ == Fault::DrawnProbability) place.candidates[0].before *= 1.001f;
        if (fault_ == Fault::Candidate) std::swap(place.candidates[8].id, place.candidates[9].id);
        context_.push_back(right.id);
        ++count_;
    }

private:
    /// One number of a row a quarter off.
    static void disturb(Tensor& rows, int row)
    {
        float* numbers = rows.row(row);
        float largest = 0;
        for (int i = 0; i < rows.cols(); ++i) largest = std::max(largest, std::abs(numbers[i]));
        numbers[rows.cols() - 1] += 0.3f * largest;
    }
    Tensor copy(const Tensor& tensor)
    {
        Tensor same = right_->allocate(tensor.rows(), tensor.cols());
        right_->copy_from_host(tensor.data(), 0, tensor.rows(), same);
        return same;
    }

    const Fault fault_;
    std::unique_ptr<Backend> right_ = make_cpu_backend(2);
    std::optional<Sampler> sampler_;
    std::vector<TokenId> context_, given_;
    RoutingSlab routed_;
    bool recorded_ = false, ignored_ = false;
    int count_ = 0, calls_ = 0;
    TokenId drawn_id_ = 0;
};

}  // namespace engine
