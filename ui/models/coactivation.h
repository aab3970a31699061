// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/routed_tokens.h"
#include "ui/models/view_model.h"

#include <vector>

namespace ui {

/// Which experts of a layer are chosen together more or less often than independent choices would put them together?
/// One layer, the selected one: another layer is added up anew.
class CoactivationModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::CoactivationModel)
public:
    /// Pairs that were seen and expected less often say nothing: the rule of thumb for expected counts.
    static constexpr double least_count = 5;
    static constexpr int most_rows = 200;  ///< of the table, furthest from chance first

    CoactivationModel(const Timeline& timeline, const Selection& selection);

    void update() override;
    bool isWaiting() const override { return source_.isBehind(); }

    int layer() const { return layer_; }  ///< of the decoder; -1: none has a router
    int experts() const { return timeline_.card() ? timeline_.card()->n_routed_experts : 0; }
    int tokens() const { return tokens_; }
    std::int64_t together(int a, int b) const { return pairs_[at(a, b)]; }
    /// With as many choices of every expert as there were and K different ones for each token, but otherwise
    /// independent: a_i a_j, where a makes the partners of every expert add up to K-1 for each of its tokens.
    double expected(int a, int b) const { return a == b ? 0 : strength_[size_t(a)] * strength_[size_t(b)]; }
    /// log2 of observed ÷ expected, half a token added to both; NaN for pairs that say nothing.
    float lift(int a, int b) const;
    /// How many standard deviations the pair is from expected: 2 (sqrt(o + 3/8) - sqrt(e + 3/8)) above it and
    /// (o - e) ÷ sqrt(e) below, both ÷ sqrt(1 - e ÷ n). With small counts each errs towards chance on its side.
    double z(int a, int b) const;
    double threshold() const { return threshold_; }  ///< |z| that chance exceeds in one of 20 recordings, in any pair
    QString pairText(int a, int b) const;

    struct Pair {
        int a = 0, b = 0;
        double z = 0;
    };
    const std::vector<Pair>& pairs() const { return ranked_; }  ///< that say something, furthest from chance first

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return std::min(int(ranked_.size()), most_rows); }
    QVariant cell(int row, int column) const override;

private:
    size_t at(int a, int b) const { return size_t(a) * size_t(experts()) + size_t(b); }
    Span span() const { return selection_.span() == Span::Session ? Span::Session : Span::Reply; }
    void fold();
    void fitIndependence();
    void rank();

    const Timeline& timeline_;
    const Selection& selection_;
    RoutedTokens source_;
    int layer_ = -1, revision_ = -1, tokens_ = 0;
    std::optional<Segment> segment_;
    size_t folded_ = 0;
    std::vector<std::int64_t> pairs_;   // [E, E], both halves; the diagonal counts the expert itself
    std::vector<double> strength_;      // [E] a of expected()
    std::vector<Pair> ranked_;
    double threshold_ = 0;
};

}  // namespace ui
