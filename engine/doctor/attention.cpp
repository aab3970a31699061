// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace engine::doctor {
namespace {

constexpr double kSpread = 1.5;  // of the scores of one query, so that some fifty positions of five hundred matter
constexpr int kHistory = 64;     // positions appended together before the batch that is looked at

/// What one comparison is given, in host memory.
struct Numbers {
    std::vector<float> cos, sin;  // [positions, dr/2]
    std::vector<float> past;      // [first_position, R+dr] ckv
    std::vector<float> ckv, q;    // of the batch
};

const Weight& keys_of(const LatentExpansion& up) { return up.k_b ? up.k_b : up.kv_b; }
const Weight& values_of(const LatentExpansion& up) { return up.v_b ? up.v_b : up.kv_b; }

/// Of every head's keys as one matrix, by the norms of its rows.
double norm_of_keys(Examiner& e, const AttentionInput& in, int head)
{
    const AttentionShape& s = in.shape;
    const std::vector<double>& norms = e.norms(keys_of(in.up));
    const int first = in.up.k_b ? head * s.kv_lora_rank : head * (s.qk_nope_head_dim + s.v_head_dim);
    const int rows = in.up.k_b ? s.kv_lora_rank : s.qk_nope_head_dim;
    double squares = 0;
    for (int r = first; r < first + rows; ++r) squares += norms[std::size_t(r)] * norms[std::size_t(r)];
    return std::sqrt(squares);
}

/// Queries whose rotated part and whose other part spread scores alike, in every head.
std::vector<float> queries(Examiner& e, const AttentionInput& in)
{
    const AttentionShape& s = in.shape;
    const double half = kSpread / std::sqrt(2.0) / double(s.scale);
    auto q = e.random.normals(in.tokens, s.heads * s.qk_head_dim());
    for (int head = 0; head < s.heads; ++head) {
        const double nope = half / norm_of_keys(e, in, head), rope = half / std::sqrt(double(s.qk_rope_head_dim));
        for (int t = 0; t < in.tokens; ++t) {
            float* own = q.data() + std::size_t(t * s.heads + head) * std::size_t(s.qk_head_dim());
            for (int i = 0; i < s.qk_head_dim(); ++i) own[i] *= float(i < s.qk_nope_head_dim ? nope : rope);
        }
    }
    return q;
}

Numbers numbers_for(Examiner& e, const AttentionInput& in)
{
    const AttentionShape& s = in.shape;
    Numbers n;
    for (int p = 0; p < in.first_position + in.tokens; ++p)
        for (int i = 0; i < s.qk_rope_head_dim / 2; ++i) {
            const double angle = p * std::pow(10000.0, -2.0 * i / s.qk_rope_head_dim);
            n.cos.push_back(float(std::cos(angle)));
            n.sin.push_back(float(std::sin(angle)));
        }
    n.past = e.random.normals(in.first_position, s.latent_dim());
    n.ckv = e.random.normals(in.tokens, s.latent_dim());
    n.q = queries(e, in);
    return n;
}

enum class Form { None, Absorbed, Decompressed };

struct Result {
    std::vector<float> q, norms, out;
};

/// Appends all positions, the batch's last, and attends in one of the forms.
class Attention {
public:
    Attention(Side& side, const AttentionInput& in, const Numbers& n)
        : side_(side), in_(in), shape_(in.shape), cache_(side.backend.allocate_latents(shape_, positions() + 3)),
          weight_(side.tensor(1, shape_.kv_lora_rank, in.norm_weight)),
          rotary_{side.tensor(positions(), shape_.qk_rope_head_dim / 2, n.cos),
                  side.tensor(positions(), shape_.qk_rope_head_dim / 2, n.sin), in.interleaved},
          slab_(side.backend.host_memory())
    {
        slab_.model_layers = 3;
        slab_.resize(kRow + std::max(kHistory, in.tokens));
    }

    Result run(const Numbers& n, Form form)
    {
        const int width = shape_.latent_dim();
        for (int first = 0; first < in_.first_position; first += kHistory) {
            const int count = std::min(kHistory, in_.first_position - first);
            const auto begin = n.past.begin() + std::ptrdiff_t(first) * width;
            Tensor unused = side_.tensor(count, shape_.heads * shape_.qk_head_dim());
            append({begin, begin + std::ptrdiff_t(count) * width}, first, count, unused);
        }
        Tensor q = side_.tensor(in_.tokens, shape_.heads * shape_.qk_head_dim(), n.q);
        append(n.ckv, in_.first_position, in_.tokens, q);
        Result result;
        if (form != Form::None) result.out = attend(q, form);
        result.q = side_.numbers(q, in_.tokens);
        side_.finish();
        for (int t = 0; t < in_.tokens; ++t)
            result.norms.push_back(slab_.latent_norm[std::size_t((kRow + t) * slab_.model_layers + kLayer)]);
        return result;
    }

private:
    static constexpr int kRow = 2, kLayer = 1;

    int positions() const { return in_.first_position + in_.tokens; }

    void append(const std::vector<float>& ckv, int first, int count, Tensor& q)
    {
        ids_ = any_ids(count);
        batch_ = {ids_, first, count, kRow};
        const Tensor projected = side_.tensor(count, shape_.latent_dim(), ckv);
        side_.backend.begin(batch_);
        side_.backend.append_latent(shape_, rotary_, weight_, projected, batch_, kLayer, cache_, q, slab_);
        side_.finish();  // before the tensor goes
    }

    std::vector<float> attend(const Tensor& q, Form form)
    {
        Tensor out = side_.tensor(in_.tokens, shape_.heads * shape_.v_head_dim);
        const LatentExpansion up = side_.adopt(in_.up);
        if (form == Form::Absorbed)
            side_.backend.attend_absorbed(shape_, up, q, batch_, cache_, out);
        else
            side_.backend.attend_decompressed(shape_, up, q, batch_, cache_, out);
        return side_.numbers(out, in_.tokens);
    }

    Side& side_;
    const AttentionInput& in_;
    const AttentionShape& shape_;
    LatentRows cache_;
    Tensor weight_;
    RotaryTable rotary_;
    RoutingSlab slab_;
    std::vector<std::int32_t> ids_;
    Batch batch_;
};

Comparison compare_append(Examiner& e, const AttentionInput& in, const Numbers& n)
{
    const AttentionShape& s = in.shape;
    const Result got = Attention(e.examined, in, n).run(n, Form::None);
    const Result expected = Attention(e.reference, in, n).run(n, Form::None);
    Comparison differences(share_of_sum(s.kv_lora_rank) + share_of_sum(s.kv_lora_rank));
    for (std::size_t t = 0; t < got.norms.size(); ++t)
        differences.add(got.norms[t], double(expected.norms[t]), double(expected.norms[t]));
    const std::size_t width = std::size_t(s.qk_head_dim());
    for (std::size_t i = 0; i < got.q.size(); ++i) {
        double largest = 0;  // a rotated pair is no larger than both of it
        for (std::size_t k = i / width * width; k < (i / width + 1) * width; ++k)
            largest = std::max(largest, std::abs(double(expected.q[k])));
        differences.add(got.q[i], double(expected.q[i]), largest);
    }
    return differences;
}

/// Scores are off by what their spread times the queries' and keys' shares is, and probabilities by so much of
/// themselves; values are rounded as latents, and expanded.
Share share_of_attention(const Arithmetic& a, const AttentionInput& in, int tokens)
{
    const Share latents = a.halves ? Share::of(kHalf) : Share();
    const Share keys = share_of_product(a, keys_of(in.up), tokens);
    const Share values = share_of_product(a, values_of(in.up), tokens);
    const Share scores = latents + latents + keys + share_of_sum(in.shape.latent_dim());
    const Share mixed = latents + latents + values + share_of_sum(in.first_position + in.tokens);
    return kSpread * scores + mixed;
}

Comparison compare_attention(Examiner& e, const AttentionInput& in, const Numbers& n, Form form)
{
    const AttentionShape& s = in.shape;
    const Result got = Attention(e.examined, in, n).run(n, form);
    const Result expected = Attention(e.reference, in, n).run(n, form);
    // Expanded keys and values are products of all positions, however many tokens ask for them.
    const int rows = form == Form::Absorbed ? in.tokens : in.first_position + in.tokens;
    Comparison differences(share_of_attention(e.examined.arithmetic, in, rows) +
                           share_of_attention(e.reference.arithmetic, in, rows));
    const std::vector<double>& all = e.norms(values_of(in.up));
    std::vector<double> norms;
    for (int head = 0; head < s.heads; ++head)
        for (int d = 0; d < s.v_head_dim; ++d) {
            const int keys = in.up.v_b ? 0 : (head + 1) * s.qk_nope_head_dim;  // rows before this one
            norms.push_back(all[std::size_t(keys + head * s.v_head_dim + d)]);
        }
    for (std::size_t at = 0; at < got.out.size(); at += norms.size())
        compare_outputs(std::span(got.out).subspan(at, norms.size()), std::span(expected.out).subspan(at, norms.size()),
                        norms, differences);
    return differences;
}

}  // namespace

void check_attention(Examiner& e, const AttentionInput& in)
{
    const AttentionShape& s = in.shape;
    const auto input = fmt::format("{} heads of {}+{}/{}, rank {}, {}{}, {} at {}", s.heads, s.qk_nope_head_dim,
                                   s.qk_rope_head_dim, s.v_head_dim, s.kv_lora_rank,
                                   format_of(keys_of(in.up).type).name, in.up.k_b ? " in halves" : "",
                                   tokens_text(in.tokens), in.first_position);
    const double work = double(in.tokens) * s.heads * s.latent_dim() *
                        (s.qk_nope_head_dim + s.v_head_dim + 2.0 * (in.first_position + in.tokens));
    if (!e.affords(work, "attention " + input)) return;
    const Numbers n = numbers_for(e, in);
    e.check("append_latent", input, [&] { return compare_append(e, in, n); });
    e.check("attend_absorbed", input, [&] { return compare_attention(e, in, n, Form::Absorbed); });
    e.check("attend_decompressed", input, [&] { return compare_attention(e, in, n, Form::Decompressed); });
}

}  // namespace engine::doctor
