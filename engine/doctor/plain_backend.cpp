// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/plain_backend.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace engine::doctor {
namespace {

/// Calls visit(r, row) for every row of a matrix in host memory, a number of them unpacked together.
template <class Visit>
void for_each_row(const Weight& weight, Visit&& visit)
{
    constexpr int kTogether = 64;
    const auto cpu = make_cpu_backend(1);
    Tensor rows = cpu->allocate(kTogether, weight.cols);
    std::vector<std::int32_t> ids;
    for (int first = 0; first < weight.rows; first += kTogether) {
        ids.resize(std::size_t(std::min(kTogether, weight.rows - first)));
        std::iota(ids.begin(), ids.end(), first);
        cpu->look_up(weight, ids, rows);
        for (std::size_t i = 0; i < ids.size(); ++i) visit(ids[i], rows.row(int(i)));
    }
}

double dot(const float* a, const double* b, int n)
{
    double sum = 0;
    for (int i = 0; i < n; ++i) sum += double(a[i]) * b[i];
    return sum;
}

std::vector<double> widened(const float* x, int n) { return std::vector<double>(x, x + n); }

/// w x of a matrix as numbers.
std::vector<double> multiply(const std::vector<float>& w, const std::vector<double>& x)
{
    const int cols = int(x.size());
    std::vector<double> y(w.size() / x.size());
    for (std::size_t r = 0; r < y.size(); ++r) y[r] = dot(w.data() + r * x.size(), x.data(), cols);
    return y;
}

/// An MLP's three matrices as numbers.
struct PlainMlp {
    explicit PlainMlp(const Mlp& mlp) : gate(numbers_of(mlp.gate)), up(numbers_of(mlp.up)), down(numbers_of(mlp.down))
    {
    }

    std::vector<double> operator()(const std::vector<double>& x) const
    {
        std::vector<double> hidden = multiply(gate, x);
        const std::vector<double> factors = multiply(up, x);
        for (std::size_t i = 0; i < hidden.size(); ++i) hidden[i] *= factors[i] / (1 + std::exp(-hidden[i]));
        return multiply(down, hidden);
    }

    std::vector<float> gate, up, down;
};

}  // namespace

std::vector<float> numbers_of(const Weight& weight)
{
    std::vector<float> numbers;
    numbers.reserve(std::size_t(weight.rows) * std::size_t(weight.cols));
    for_each_row(weight, [&](int, const float* row) { numbers.insert(numbers.end(), row, row + weight.cols); });
    return numbers;
}

std::vector<double> row_norms(const Weight& weight)
{
    std::vector<double> norms;
    for_each_row(weight, [&](int, const float* row) {
        const auto numbers = widened(row, weight.cols);
        norms.push_back(std::sqrt(dot(row, numbers.data(), weight.cols)));
    });
    return norms;
}

Tensor PlainBackend::allocate(int rows, int cols)
{
    const std::size_t count = std::max<std::size_t>(1, std::size_t(rows) * std::size_t(cols));
    return Tensor(rows, cols, {new float[count](), [](float* p) { delete[] p; }});
}

void PlainBackend::copy_to_host(const Tensor& tensor, int first_row, int rows, float* out)
{
    std::copy_n(tensor.row(first_row), std::size_t(rows) * std::size_t(tensor.cols()), out);
}

void PlainBackend::copy_from_host(const float* from, int first_row, int rows, Tensor& tensor)
{
    std::copy_n(from, std::size_t(rows) * std::size_t(tensor.cols()), tensor.row(first_row));
}

void PlainBackend::embed(const Weight& table, const Batch& batch, Tensor& x) { look_up(table, batch.ids, x); }

/// Unpacked by the processor's own code, as numbers_of() does: what a block means is tested elsewhere.
void PlainBackend::look_up(const Weight& table, std::span<const std::int32_t> ids, Tensor& rows)
{
    make_cpu_backend(1)->look_up(table, ids, rows);
}

void PlainBackend::residual_norm(Tensor& x, const Tensor* update, int tokens, const Tensor& weight, float eps,
                                 Tensor& y)
{
    const int n = weight.cols();
    for (int t = 0; t < tokens; ++t) {
        if (update)
            for (int i = 0; i < n; ++i) x.row(t)[i] += update->row(t)[i];
        const auto row = widened(x.row(t), n);
        const double factor = 1 / std::sqrt(dot(x.row(t), row.data(), n) / n + double(eps));
        for (int i = 0; i < n; ++i) y.row(t)[i] = float(double(weight.data()[i]) * row[std::size_t(i)] * factor);
    }
}

void PlainBackend::linear(std::initializer_list<Projection> projections, const Tensor& x, int first, int tokens)
{
    for (const Projection& projection : projections) {
        const auto w = numbers_of(projection.w);
        for (int t = 0; t < tokens; ++t) {
            const auto y = multiply(w, widened(x.row(first + t), projection.w.cols));
            std::copy(y.begin(), y.end(), projection.y.row(t));
        }
    }
}

void PlainBackend::mlp(const Mlp& mlp, const Tensor& x, int tokens, Tensor& y)
{
    const PlainMlp plain(mlp);
    for (int t = 0; t < tokens; ++t) {
        const auto out = plain(widened(x.row(t), x.cols()));
        std::copy(out.begin(), out.end(), y.row(t));
    }
}

void PlainBackend::experts(const ExpertSet& set, const Tensor& x, const Batch& batch, int moe_layer,
                           const RoutingSlab& slab, Tensor& y)
{
    std::map<int, PlainMlp> used;  // -1: the shared one
    const auto add = [&](int expert, const Mlp& mlp, double weight, const std::vector<double>& in, auto& sum) {
        const auto out = used.try_emplace(expert, mlp).first->second(in);
        for (std::size_t i = 0; i < out.size(); ++i) sum[i] += weight * out[i];
    };
    for (int t = 0; t < batch.tokens; ++t) {
        const auto in = widened(x.row(t), x.cols());
        std::vector<double> sum(std::size_t(y.cols()));
        const std::size_t first = slab.chosen(batch.row + t, moe_layer);
        for (std::size_t k = first; k < first + std::size_t(slab.top_k); ++k)
            add(slab.experts[k], set.routed[slab.experts[k]], slab.weights[k], in, sum);
        if (set.shared.gate) add(-1, set.shared, 1, in, sum);
        std::copy(sum.begin(), sum.end(), y.row(t));
    }
}

}  // namespace engine::doctor
