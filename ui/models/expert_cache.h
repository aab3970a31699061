// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/calculation.h"
#include "ui/models/expert_cache_policies.h"
#include "ui/models/routed_tokens.h"
#include "ui/models/view_model.h"

#include <array>
#include <optional>
#include <vector>

namespace ui {

/// If only some experts of every layer fitted into fast memory: how often would the one a token needs be there? The
/// generated tokens of the conversation, one after another, through a cache for each layer. Prompt tokens are computed
/// in chunks, where one fetched expert serves many of them, and are left out. Every policy is judged on the second
/// half of the tokens; the first half fills the cache, and chooses the experts of the static one.
class ExpertCacheModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::ExpertCacheModel)
public:
    enum class Policy { Belady, Static, Lfu, Lru };
    static constexpr size_t policy_count = 4;
    static constexpr Policy policies[policy_count] = {Policy::Belady, Policy::Static, Policy::Lfu, Policy::Lru};
    static constexpr double assumed_bandwidth = 10;  ///< GB/s, until one is measured or given

    ExpertCacheModel(const Timeline& timeline, const Selection& selection);

    void setSlots(int perLayer) { slots_ = perLayer; }
    int slotCount() const;  ///< per layer, 0 to E; at first a quarter of the experts
    enum class BandwidthIs { Assumed, Measured, Given };
    void setBandwidth(double gigabytesPerSecond, BandwidthIs from);  ///< what the reader gave stays
    double bandwidth() const { return bandwidth_; }                  ///< GB/s of 10⁹ bytes

    void update() override;  ///< begins the simulation when the data is new; it runs on a thread of its own
    void stop() { simulation_.callOff(); }
    void again() { simulation_.again(); }
    void wait() { simulation_.wait(); }
    bool isWaiting() const override { return source_.isBehind() || simulation_.isWaiting(); }
    bool isRunning() const { return simulation_.isRunning(); }
    bool isStopped() const { return simulation_.isCalledOff(); }
    double progress() const { return simulation_.progress(); }

    int layers() const { return timeline_.card() ? int(timeline_.card()->moe_layers.size()) : 0; }
    int experts() const { return timeline_.card() ? timeline_.card()->n_routed_experts : 0; }
    static QString policyName(Policy policy);
    bool hasAnswer() const { return simulation_.answer() && simulation_.answer()->accesses > 0; }
    int judgedTokens() const { return hasAnswer() ? simulation_.answer()->tokens : 0; }
    double hitRate(Policy policy, int held) const;          ///< 0 to 1
    std::int64_t bytesPerExpert() const;                     ///< 0: unknown
    double missedBytes(Policy policy, int held) const;      ///< per token
    std::optional<double> computeMs() const;                 ///< recorded, mean of the judged tokens
    std::optional<double> tokensPerSecond(Policy policy, int held) const;
    QString policyText(Policy policy) const;  ///< hit rate and speed at the slots chosen
    QString slotsText() const;                ///< "8 of 32 experts of each layer, 56 in all, 21 MiB"
    QString bandwidthText() const;

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return hasAnswer() ? experts() + 1 : 0; }
    QVariant cell(int row, int column) const override;

private:
    struct Answer {
        std::array<HitsBySlots, policy_count> hits;  // of the judged tokens, all layers
        std::int64_t accesses = 0;
        int tokens = 0, timed = 0;                   // judged; of these with stage times
        double milliseconds = 0;                     // of the timed ones, in all
    };
    Calculation<Answer>::Work work() const;
    bool isMeant(Segment segment) const;

    const Timeline& timeline_;
    const Selection& selection_;
    RoutedTokens source_;
    int revision_ = -1, question_ = 0;
    std::optional<Segment> segment_;
    std::optional<int> slots_;
    double bandwidth_ = assumed_bandwidth;
    BandwidthIs bandwidthIs_ = BandwidthIs::Assumed;
    Calculation<Answer> simulation_;
};

}  // namespace ui
