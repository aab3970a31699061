// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/device_arena.h"

#include <QtTest>

#include <map>
#include <random>

using engine::cuda::DeviceArena;

constexpr std::size_t kUnit = DeviceArena::kAlignment;

class tst_device_arena : public QObject {
    Q_OBJECT

private slots:
    void blocks_are_aligned_and_the_first_that_fits_is_taken()
    {
        DeviceArena arena(10 * kUnit + 5);
        QCOMPARE(arena.free_bytes(), 10 * kUnit);
        QCOMPARE(arena.take(1), std::optional<std::size_t>(0));
        QCOMPARE(arena.take(kUnit + 1), std::optional(kUnit));
        QCOMPARE(arena.take(0), std::optional(3 * kUnit));
        arena.give_back(0);
        QCOMPARE(arena.take(2 * kUnit), std::optional(4 * kUnit));  // the first hole is too small
        QCOMPARE(arena.take(kUnit), std::optional<std::size_t>(0));
        QCOMPARE(arena.free_bytes(), 4 * kUnit);
    }

    void what_is_too_large_is_refused_and_takes_nothing()
    {
        DeviceArena arena(4 * kUnit);
        QVERIFY(!arena.take(4 * kUnit + 1));
        QVERIFY(!arena.take(std::size_t(-1)));
        QVERIFY(!arena.take(std::size_t(-1) - kUnit + 1));
        QCOMPARE(arena.free_bytes(), 4 * kUnit);
        QVERIFY(arena.take(4 * kUnit));
        QVERIFY(!arena.take(1));
        QVERIFY(!DeviceArena(0).take(0));
        QVERIFY(!DeviceArena(kUnit - 1).take(1));
    }

    void neighbours_become_one_hole_again()
    {
        for (const auto& order : {std::array{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
            DeviceArena arena(3 * kUnit);
            std::array<std::size_t, 3> blocks;
            for (auto& block : blocks) block = arena.take(kUnit).value();
            for (const int block : order) arena.give_back(blocks[std::size_t(block)]);
            QCOMPARE(arena.take(3 * kUnit), std::optional<std::size_t>(0));
        }
    }

    void a_block_is_given_back_once()
    {
        DeviceArena arena(4 * kUnit);
        const std::size_t block = arena.take(kUnit).value();
        QVERIFY(!arena.give_back(block + kUnit));
        QVERIFY(arena.give_back(block));
        QVERIFY(!arena.give_back(block));
        QCOMPARE(arena.free_bytes(), 4 * kUnit);
    }

    void blocks_never_overlap()
    {
        constexpr std::size_t size = 1000 * kUnit;
        std::mt19937 random(1);
        DeviceArena arena(size);
        std::map<std::size_t, std::size_t> taken;
        for (int round = 0; round < 20000; ++round) {
            if (taken.empty() || random() % 2) {
                const std::size_t bytes = random() % (30 * kUnit);
                const auto begin = arena.take(bytes);
                if (!begin) continue;
                QCOMPARE(*begin % kUnit, std::size_t(0));
                QVERIFY(*begin + bytes <= size);
                const auto after = taken.lower_bound(*begin);
                QVERIFY(after == taken.end() || *begin + bytes <= after->first);
                QVERIFY(after == taken.begin() || std::prev(after)->first + std::prev(after)->second <= *begin);
                taken[*begin] = bytes;
            } else {
                const auto block = std::next(taken.begin(), std::ptrdiff_t(random() % taken.size()));
                arena.give_back(block->first);
                taken.erase(block);
            }
        }
        for (const auto& [begin, bytes] : taken) arena.give_back(begin);
        QCOMPARE(arena.free_bytes(), size);
        QCOMPARE(arena.take(size), std::optional<std::size_t>(0));
    }
};

QTEST_APPLESS_MAIN(tst_device_arena)
#include "tst_device_arena.moc"
