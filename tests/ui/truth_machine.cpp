// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Views of bytes, time and the machine: every number computed again from the events and the model's configuration.
#include "truth.h"

#include "ui/models/timing.h"

namespace {

constexpr double decoded = TruthBench::all - TruthBench::prompt;
constexpr double mla = 8 * (64 + 16) * 2, mha = 8 * 8 * (32 + 16 + 32) * 2;  // bytes per token, see workshopCard()

void checkCache(TruthBench& t)
{
    const Table table = t.table("cache");
    QCOMPARE(int(table.rows.size()), TruthBench::all);
    for (int position = 0; position < TruthBench::all; ++position) {
        const auto row = size_t(position);
        QCOMPARE(table.number(row, 2), (position + 1) * mla);
        QCOMPARE(table.number(row, 3), (position + 1) * mha);
        for (int layer = 0; layer < 8; ++layer)
            QVERIFY(near(table.number(row, 4 + layer), double(t.event(position).latent_norm[size_t(layer)])));
    }
}

void checkAnatomy(TruthBench& t)
{
    const Table table = t.table("cacheAnatomy");
    const auto value = [&](const QString& what, const QString& unit) {
        for (size_t row = 0; row < table.rows.size(); ++row)
            if (table.text(row, 0).startsWith(what) && table.text(row, 2) == unit) return table.number(row, 1);
        return -1.0;
    };
    const QString perToken = QStringLiteral("bytes per token"), inAll = QStringLiteral("bytes in all");
    const QString tokens = QStringLiteral("tokens");
    QCOMPARE(value(QStringLiteral("latent"), QStringLiteral("numbers")), 64.);
    QCOMPARE(value(QStringLiteral("rotary"), QStringLiteral("numbers")), 16.);
    QCOMPARE(value(QStringLiteral("MLA"), perToken), mla);
    QCOMPARE(value(QStringLiteral("MQA"), perToken), mha / 8);
    QCOMPARE(value(QStringLiteral("GQA-4"), perToken), mha / 2);
    QCOMPARE(value(QStringLiteral("MHA"), perToken), mha);
    QCOMPARE(value(QStringLiteral("MHA"), inAll), mha * TruthBench::all);
    QCOMPARE(value(QStringLiteral("MLA"), QStringLiteral("bytes for 1000 more tokens")), 1000 * mla);
    QCOMPARE(value(QStringLiteral("room left"), tokens), 2048. - TruthBench::all);
    QCOMPARE(value(QStringLiteral("reused"), tokens), 0.);
    QCOMPARE(value(QStringLiteral("mean reply"), tokens), (decoded + TruthBench::thinking + TruthBench::changedAnswer) / 2);
}

double meanOfExperts()  // milliseconds of the stage, of decoded tokens
{
    double sum = 0;
    for (int position = TruthBench::prompt; position < TruthBench::all; ++position) sum += 2 + 0.01 * position;
    return sum / decoded;
}

void checkTiming(TruthBench& t)
{
    const Table table = t.table("timing");
    const double experts = 2 + 0.01 * TruthBench::token, sum = 1.5 + 0.25 + experts + 0.5 + 0.125;
    const double stages[] = {1.5, 0.25, experts, 0.5, 0.125, sum};
    QCOMPARE(int(table.rows.size()), 6);
    for (size_t row = 0; row < 6; ++row)
        QVERIFY(near(table.number(row, 1), stages[row]) && near(table.number(row, 2), stages[row] / sum));
    ui::TimingModel model(t.timeline, t.selection);
    model.setSpan(ui::TimingModel::Span::Reply);
    model.update();
    QCOMPARE(model.tokens(), int(decoded));
    QVERIFY(near(model.milliseconds()[2], meanOfExperts()));
}

/// Parameters of the configuration in truth.cpp, by part: all there are, and those one token touches.
struct Part {
    const char* name;
    double all, active, matrices;
};

std::vector<Part> parts()
{
    const double h = 64, heads = 8, rank = 64, rope = 16, nope = 32, v = 32, expert = 3 * h * 16;
    const double attention = h * heads * (nope + rope) + h * (rank + rope) + rank * heads * (nope + v) + heads * v * h;
    const double norms = h + rank, dense = 3 * h * 128;
    return {{"embedding", 1000 * h, h, 0},
            {"attention", 8 * (attention + norms), 8 * (attention + norms), 8 * attention},
            {"latent cache", 0, 0, 0},
            {"dense networks", dense + h, dense + h, dense},
            {"shared experts", 7 * expert, 7 * expert, 7 * expert},
            {"routed experts", 7 * 32 * expert, 7 * 4 * expert, 7 * 4 * expert},
            {"routers", 7 * (h * 32 + h + 32), 7 * (h * 32 + h + 32), 7 * h * 32},
            {"head", 1000 * h + h, 1000 * h + h, 1000 * h}};
}

double bytesRead(double context)  // 2 bytes of every active parameter, and the cache
{
    double bytes = context * mla;
    for (const Part& part : parts()) bytes += 2 * part.active;
    return bytes;
}

void checkEfficiency(TruthBench& t)
{
    const Table table = t.table("efficiency");
    QCOMPARE(int(table.rows.size()), 9);
    double all = 0, active = 0;
    for (size_t row = 0; row < 8; ++row) {
        const Part part = parts()[row];
        const bool cache = row == 2;
        QCOMPARE(table.text(row, 0), QLatin1String(part.name));
        QCOMPARE(table.number(row, 1), part.all);
        QCOMPARE(table.number(row, 2), part.active);
        QVERIFY(near(table.number(row, 3), cache ? TruthBench::all * mla : 2 * part.active));
        const double attends = 2.0 * 8 * 8 * (2 * 64 + 16) * TruthBench::all;
        QVERIFY(near(table.number(row, 4), cache ? attends : 2 * part.matrices));
        all += part.all;
        active += part.active;
    }
    QCOMPARE(table.number(8, 1), all);
    QCOMPARE(table.number(8, 2), active);
    QVERIFY(near(table.number(8, 3), bytesRead(TruthBench::all)));
}

void checkSpeed(TruthBench& t)
{
    const Table table = t.table("speed");
    const auto value = [&](const char* what) { return table.number(size_t(table.find({QLatin1String(what)})), 1); };
    const double compute = 1.5 + 0.25 + meanOfExperts() + 0.5 + 0.125;
    const double wall = double(t.event(TruthBench::all - 1).time_us - t.event(TruthBench::prompt).time_us) / 1000;
    double promptMs = 0, seen = 0;
    for (int position = 0; position < TruthBench::prompt; ++position) promptMs += 1.5 + 0.25 + 2 + 0.01 * position + 0.625;
    for (int position = TruthBench::prompt; position < TruthBench::all; ++position) seen += position + 1;
    QVERIFY(near(value("attention"), 1.5) && near(value("router"), 0.25) && near(value("experts"), meanOfExperts()));
    QVERIFY(near(value("computing"), compute) && near(value("computing alone"), 1000 / compute));
    QVERIFY(near(value("from one token to the next"), wall / (decoded - 1)));
    QCOMPARE(value("decoded tokens timed"), decoded);
    QCOMPARE(value("prompt tokens timed"), double(TruthBench::prompt));
    QVERIFY(near(value("reading the prompt"), promptMs));
    QVERIFY(near(value("weights and cache read"), bytesRead(std::floor(seen / decoded))));
    for (const char* unknown : {"bound by memory", "memory bandwidth, measured", "GPU", "this program, of all cores"})
        QVERIFY2(std::isnan(value(unknown)), unknown);  // not measured: no number
    t.device.setBandwidth(20e9);
    const Table bound = t.table("speed");
    QVERIFY(near(bound.number(size_t(bound.find({QStringLiteral("bound by memory")})), 1),
                 20e9 / bytesRead(std::floor(seen / decoded))));
}

void checkDevice(TruthBench& t)
{
    QVERIFY(t.table("device").find({QStringLiteral("CPU")}) < 0);  // no sample yet
    ui::TraceBatch batch;
    engine::DeviceSample sample;
    sample.time_us = 1000000;
    sample.cpu_percent = 50.0f;
    sample.memory_used = std::uint64_t(3) << 30;
    sample.memory_total = std::uint64_t(4) << 30;
    batch.device.push_back(sample);
    t.device.apply(batch);
    const Table table = t.table("device");
    const auto row = [&](const char* what) { return size_t(table.find({QLatin1String(what)})); };
    QCOMPARE(table.number(row("CPU"), 2), 0.5);
    QCOMPARE(table.text(row("CPU"), 1), QStringLiteral("50 %"));
    QCOMPARE(table.number(row("Memory"), 2), 0.75);
    for (const char* missing : {"This program", "GPU"}) {
        QVERIFY(std::isnan(table.number(row(missing), 2)));
        QVERIFY(!table.text(row(missing), 1).contains(u'%'));
    }
}

void checkArchitecture(TruthBench& t)
{
    const Table table = t.table("architecture");
    const std::pair<const char*, const char*> facts[] = {
        {"Layers", "8"}, {"Dense layers", "1"}, {"Routed experts", "32"}, {"Experts per token", "4"},
        {"Shared experts", "1"}, {"Width", "64"}, {"Width of an expert", "16"}, {"Attention heads", "8"},
        {"Latent of a token and layer", "64 + 16"}, {"Value of a head", "32"}};
    for (const auto& [what, value] : facts)
        QVERIFY2(table.find({QLatin1String(what), QLatin1String(value)}) >= 0, what);
}

}  // namespace

const std::map<QString, TruthCheck> machine_checks{
    {QStringLiteral("cache"), checkCache},           {QStringLiteral("cacheAnatomy"), checkAnatomy},
    {QStringLiteral("timing"), checkTiming},         {QStringLiteral("speed"), checkSpeed},
    {QStringLiteral("efficiency"), checkEfficiency}, {QStringLiteral("device"), checkDevice},
    {QStringLiteral("architecture"), checkArchitecture},
};
