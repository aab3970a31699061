// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/operations.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace engine::doctor {
namespace {

double root_mean_square(std::span<const float> numbers)
{
    double squares = 0;
    for (const float x : numbers) squares += double(x) * double(x);
    return std::sqrt(squares / double(numbers.size()));
}

/// y of one matrix. Runs of `cols` numbers of x belong to a token.
void compare_products(Examiner& e, const Weight& w, const std::vector<float>& x, int first,
                      const std::vector<float>& got, const std::vector<float>& expected, Comparison& differences)
{
    const std::size_t rows = std::size_t(w.rows), cols = std::size_t(w.cols);
    const std::vector<double>& norms = e.norms(w);
    for (std::size_t i = 0; i < got.size(); ++i) {
        const auto row = std::span(x).subspan((std::size_t(first) + i / rows) * cols, cols);
        differences.add(got[i], expected[i], norms[i % rows] * root_mean_square(row));
    }
}

Share larger(Share a, Share b) { return a.root() > b.root() ? a : b; }

std::vector<std::vector<float>> multiply(Side& side, const std::vector<Weight>& matrices, const std::vector<float>& x,
                                         int first, int tokens)
{
    const int cols = matrices[0].cols;
    Tensor in = side.tensor(int(x.size()) / cols, cols, x);
    std::vector<Tensor> out;
    for (const Weight& w : matrices) out.push_back(side.tensor(tokens, w.rows));
    const auto projection = [&](std::size_t i) { return Projection{side.adopt(matrices[i]), out[i]}; };
    if (matrices.size() == 1)
        side.backend.linear({projection(0)}, in, first, tokens);
    else
        side.backend.linear({projection(0), projection(1)}, in, first, tokens);
    std::vector<std::vector<float>> numbers;
    for (Tensor& y : out) numbers.push_back(side.numbers(y, tokens));
    return numbers;
}

}  // namespace

void check_rows(Examiner& e, const Weight& table)
{
    const int last = table.rows - 1;
    const auto run = [&](Side& side, bool of_batch, const std::vector<std::int32_t>& ids) {
        const int count = int(ids.size());
        Tensor rows = side.tensor(count, table.cols);
        const Batch batch{ids, 3, count};
        if (of_batch) {
            side.backend.begin(batch);
            side.backend.embed(side.adopt(table), batch, rows);
        } else {
            side.backend.look_up(side.adopt(table), ids, rows);
        }
        return side.numbers(rows, count);
    };
    for (const bool of_batch : {true, false})
        for (const auto& ids : std::vector<std::vector<std::int32_t>>{{last}, {last, 0, last / 2, last, last / 3}})
            e.check(of_batch ? "embed" : "look_up",
                    fmt::format("{}, {}", shown(table), tokens_text(int(ids.size()))), [&] {
                        Comparison differences(Share::of(8 * kFloat));  // scale times number, plus an offset
                        const auto got = run(e.examined, of_batch, ids), expected = run(e.reference, of_batch, ids);
                        const std::size_t cols = std::size_t(table.cols);
                        for (std::size_t i = 0; i < got.size(); ++i) {
                            const auto row = std::span(expected).subspan(i / cols * cols, cols);
                            differences.add(got[i], double(expected[i]), root_mean_square(row));
                        }
                        return differences;
                    });
}

void check_norm(Examiner& e, const std::vector<float>& weight, int tokens, bool update, bool in_place)
{
    const int n = int(weight.size());
    const auto x = e.random.normals(tokens, n, 3), added = e.random.normals(tokens, n);
    const auto norm = [&](Side& side, Tensor& stream) {
        Tensor change = side.tensor(tokens, n, added), normed = side.tensor(tokens, n);
        const Tensor factors = side.tensor(1, n, weight);
        Tensor& y = in_place ? stream : normed;
        side.backend.residual_norm(stream, update ? &change : nullptr, tokens, factors, 1e-6f, y);
        return in_place ? std::move(stream) : std::move(normed);
    };
    const auto input = fmt::format("[{}, {}]{}{}", tokens, n, update ? " plus an update" : "",
                                   in_place ? ", in place" : "");
    e.check("residual_norm", input, [&] {
        const auto run = [&](Side& side) {
            Tensor stream = side.tensor(tokens, n, x);
            auto numbers = side.numbers(norm(side, stream), tokens);
            if (in_place) return numbers;
            const auto sums = side.numbers(stream, tokens);
            numbers.insert(numbers.end(), sums.begin(), sums.end());
            return numbers;
        };
        Comparison differences(share_of_sum(n) + share_of_sum(n));
        const auto got = run(e.examined), expected = run(e.reference);
        for (std::size_t i = 0; i < got.size(); ++i)
            differences.add(got[i], double(expected[i]), std::abs(double(expected[i])));
        return differences;
    });

    if (n % format_of(WeightType::Q8_0).elements != 0) return;
    const Weight& w = e.weight(WeightType::Q8_0, 40, n);
    e.check("residual_norm", input + ", then a product", [&] {
        const auto run = [&](Side& side, std::vector<float>& normed) {
            Tensor stream = side.tensor(tokens, n, x), product = side.tensor(tokens, w.rows);
            const Tensor y = norm(side, stream);
            side.backend.linear({{side.adopt(w), product}}, y, 0, tokens);
            normed = side.numbers(y, tokens);
            return side.numbers(product, tokens);
        };
        Comparison differences(share_of_product(e.examined.arithmetic, w, tokens) +
                               share_of_product(e.reference.arithmetic, w, tokens));
        std::vector<float> normed;
        const auto got = run(e.examined, normed), expected = run(e.reference, normed);
        compare_products(e, w, normed, 0, got, expected, differences);
        return differences;
    });
}

void check_linear(Examiner& e, const std::vector<Weight>& matrices, int first, int tokens, bool whole)
{
    const int cols = matrices[0].cols;
    std::vector<std::string> names;
    double work = 0;
    for (const Weight& w : matrices) {
        names.push_back(shown(w));
        work += double(w.rows) * w.cols * tokens;
    }
    const auto input = fmt::format("{}, {}{}{}", fmt::join(names, " and "), tokens_text(tokens),
                                   first > 0 ? fmt::format(" from {}", first) : "", whole ? ", whole numbers" : "");
    if (!e.affords(work, "linear " + input)) return;
    auto x = whole ? e.random.whole_numbers(first + tokens, cols) : e.random.normals(first + tokens, cols);
    if (tokens > 1) std::fill(x.end() - cols, x.end(), 0.0f);  // a token of nothing
    e.check("linear", input, [&] {
        Share allowed;
        for (const Weight& w : matrices)
            allowed = larger(allowed, share_of_product(e.examined.arithmetic, w, tokens, whole) +
                                          share_of_product(e.reference.arithmetic, w, tokens, whole));
        Comparison differences(allowed);
        const auto got = multiply(e.examined, matrices, x, first, tokens);
        const auto expected = multiply(e.reference, matrices, x, first, tokens);
        for (std::size_t i = 0; i < matrices.size(); ++i)
            compare_products(e, matrices[i], x, first, got[i], expected[i], differences);
        return differences;
    });
}

}  // namespace engine::doctor
