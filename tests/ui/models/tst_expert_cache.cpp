// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/expert_cache.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <random>

using Policy = ui::ExpertCacheModel::Policy;
using Trace = std::vector<std::uint16_t>;

namespace {

/// One cache of one size, as the policy is described in words.
std::int64_t hitsOf(const Trace& trace, size_t size, size_t judged, bool frequency)
{
    struct Entry {
        std::uint16_t expert;
        std::int64_t last;
    };
    std::vector<Entry> cache;
    std::map<int, std::int64_t> uses;
    std::int64_t hits = 0;
    for (size_t i = 0; i < trace.size(); ++i) {
        const auto found = std::find_if(cache.begin(), cache.end(), [&](const Entry& e) { return e.expert == trace[i]; });
        ++uses[trace[i]];
        if (found != cache.end()) {
            hits += i >= judged;
            found->last = std::int64_t(i);
            continue;
        }
        if (size == 0) continue;
        if (cache.size() == size) {
            cache.erase(std::min_element(cache.begin(), cache.end(), [&](const Entry& a, const Entry& b) {
                if (frequency && uses[a.expert] != uses[b.expert]) return uses[a.expert] < uses[b.expert];
                return a.last < b.last;
            }));
        }
        cache.push_back({trace[i], std::int64_t(i)});
    }
    return hits;
}

/// The most hits any cache can have, by trying every decision: contents as bits of a mask.
std::int64_t mostHits(const Trace& trace, int size, size_t judged)
{
    std::map<unsigned, std::int64_t> best{{0u, 0}};
    for (size_t i = 0; i < trace.size(); ++i) {
        const std::uint16_t expert = trace[i];
        std::map<unsigned, std::int64_t> next;
        const auto reach = [&](unsigned held, std::int64_t hits) {
            auto& known = next.emplace(held, hits).first->second;
            known = std::max(known, hits);
        };
        const unsigned bit = 1u << expert;
        for (const auto& [held, hits] : best) {
            if (held & bit) {
                reach(held, hits + (i >= judged));
                continue;
            }
            reach(held, hits);  // used and not kept
            if (std::popcount(held) < size) reach(held | bit, hits);
            for (unsigned rest = held; rest && size > 0; rest &= rest - 1) reach((held & ~(rest & -rest)) | bit, hits);
        }
        best = std::move(next);
    }
    std::int64_t most = 0;
    for (const auto& [held, hits] : best) most = std::max(most, hits);
    return most;
}

}  // namespace

class TestExpertCache : public QObject {
    Q_OBJECT

    static Trace someTrace(unsigned seed, int experts, int length)
    {
        std::mt19937 source(seed);
        std::vector<double> favour;
        for (int e = 0; e < experts; ++e) favour.push_back(1.0 / (1 + e));
        std::discrete_distribution<int> next(favour.begin(), favour.end());
        Trace trace;
        for (int i = 0; i < length; ++i) trace.push_back(std::uint16_t(next(source)));
        return trace;
    }

private slots:
    void everyPolicyEqualsOneCacheAfterAnother()
    {
        for (unsigned seed = 0; seed < 40; ++seed) {
            const int experts = 2 + int(seed % 9);
            const Trace trace = someTrace(seed, experts, 120);
            const size_t judged = seed % 2 ? 60 : 0;
            const auto lru = ui::lruHits(trace, experts, judged), lfu = ui::lfuHits(trace, experts, judged);
            for (int size = 0; size <= experts; ++size) {
                QCOMPARE(lru[size_t(size)], hitsOf(trace, size_t(size), judged, false));
                QCOMPARE(lfu[size_t(size)], hitsOf(trace, size_t(size), judged, true));
            }
        }
    }

    void beladyIsTheBestOfAllCaches()
    {
        for (unsigned seed = 0; seed < 60; ++seed) {
            const int experts = 2 + int(seed % 6);
            const Trace trace = someTrace(seed, experts, 40);
            const size_t judged = seed % 3 * 10;
            const auto hits = ui::beladyHits(trace, experts, judged);
            for (int size = 0; size <= experts; ++size) QCOMPARE(hits[size_t(size)], mostHits(trace, size, judged));
        }
    }

    void staticIsChosenBeforeItIsJudged()
    {
        const Trace trace{3, 3, 1, 3, 1, 0, /*judged*/ 0, 0, 0, 1, 2, 3};
        const auto hits = ui::staticHits(trace, 4, 6);
        QCOMPARE(hits, (ui::HitsBySlots{0, 1, 2, 5, 6}));  // 3, then 1, then 0, then 2
    }

    void knownTrace()
    {
        const Trace trace{0, 1, 2, 0, 1, 2, 0, 1, 2};  // a circle: LRU with two slots never hits
        QCOMPARE(ui::lruHits(trace, 3, 0), (ui::HitsBySlots{0, 0, 0, 6}));
        QCOMPARE(ui::beladyHits(trace, 3, 0)[2], 4);  // holds 0 and 1
        std::atomic<bool> stop{true};
        QCOMPARE(ui::lruHits(trace, 3, 0, &stop)[3], 0);
    }

    void aConversation()
    {
        auto card = recording::smallCard();
        card->hidden_size = 100;
        card->moe_intermediate_size = 10;
        card->total_parameters = 1000;
        card->weight_bytes = 2000;
        ui::Timeline timeline;
        ui::Selection selection;
        ui::ExpertCacheModel model(timeline, selection);
        timeline.setCard(card);
        model.update();
        QVERIFY(!model.emptyReason().isEmpty());
        ui::TraceBatch batch = recording::events(*card, {1, 0, 0, {"p", "q"}, {"a", "b", "c", "d"}});
        int answer = 0;
        for (engine::Event& event : batch.events) {
            auto* token = std::get_if<engine::TokenEvent>(&event);
            if (!token || token->phase != engine::Phase::Decode) continue;
            // Layer 2 always wants 0 and 1, layer 3 in turn 0 and 1 or 2 and 3.
            const std::uint16_t turn = answer++ % 2 ? 2 : 0;
            token->routing.experts = {0, 1, turn, std::uint16_t(turn + 1)};
            token->times = {1, 1, 1, 1, 1};
        }
        timeline.apply(batch);
        model.update();
        model.wait();
        model.update();
        QVERIFY(model.hasAnswer());
        QCOMPARE(model.judgedTokens(), 2);
        QCOMPARE(model.hitRate(Policy::Lru, 0), 0.0);
        QCOMPARE(model.hitRate(Policy::Lru, 2), 0.5);     // layer 2 always, layer 3 never
        QCOMPARE(model.hitRate(Policy::Belady, 2), 0.75); // keeps 0 and 1 in layer 3
        QCOMPARE(model.hitRate(Policy::Static, 2), 0.75);
        QCOMPARE(model.hitRate(Policy::Lru, 4), 1.0);
        QCOMPARE(model.bytesPerExpert(), 6000);           // 3 * 100 * 10 parameters of 2 bytes
        QCOMPARE(*model.computeMs(), 5.0);
        QCOMPARE(*model.tokensPerSecond(Policy::Lru, 4), 200.0);
        model.setBandwidth(0.0012, ui::ExpertCacheModel::BandwidthIs::Given);
        QCOMPARE(*model.tokensPerSecond(Policy::Lru, 2), 1000.0 / (5 + 2 * 6000 / 1200.0));
        model.setBandwidth(50, ui::ExpertCacheModel::BandwidthIs::Measured);
        QCOMPARE(model.bandwidth(), 0.0012);              // what the reader gave stays
        model.setSlots(2);
        QVERIFY(model.title().text().contains("with 2 of 4 experts"));
        QVERIFY(model.summary().contains("as given"));
        QCOMPARE(model.cell(2, 0).toInt(), 2);
        QCOMPARE(model.cell(2, 1).toFloat(), 0.75f);      // Belady
        QCOMPARE(model.cell(2, 7).toFloat(), 0.5f);       // LRU
        selection.selectSegment(ui::Segment::Prompt);
        model.update();
        QVERIFY(model.emptyReason().contains("chunks"));
    }

    /// More tokens are simulated when the last answer has stood long enough; stopped means stopped until asked again.
    void growsStopsAndForgets()
    {
        const auto card = recording::workshopCard();
        ui::Timeline timeline;
        ui::Selection selection;
        ui::ExpertCacheModel model(timeline, selection);
        timeline.setCard(card);
        timeline.apply(recording::events(*card, {1, 0, 0, {"p"}, recording::pieces(20)}));
        model.update();
        model.wait();
        QCOMPARE(model.judgedTokens(), 10);
        QVERIFY(!model.isWaiting());
        timeline.apply(recording::events(*card, {2, 0, 0, {"p"}, recording::pieces(20)}));
        model.update();
        QVERIFY(model.isWaiting());
        QTRY_VERIFY_WITH_TIMEOUT((model.update(), model.judgedTokens() == 20), 10000);
        model.stop();
        timeline.apply(recording::events(*card, {3, 0, 0, {"p"}, recording::pieces(20)}));
        model.update();
        QVERIFY(!model.isWaiting() && !model.isRunning());
        model.again();
        QTRY_VERIFY_WITH_TIMEOUT((model.update(), model.judgedTokens() == 30), 10000);
        timeline.clear();
        model.update();
        QVERIFY(!model.hasAnswer());
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestExpertCache)
#include "tst_expert_cache.moc"
