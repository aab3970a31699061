// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/experiment.h"

#include "engine/router_override.h"
#include "ui/models/labels.h"

#include <QStringList>

#include <algorithm>

namespace ui {
namespace {

using Expert = Experiment::Expert;
using Change = Experiment::Change;
using Kind = engine::RouterOverride::Kind;

QString textOf(const Expert& one)
{
    const QString name = one.layer < 0 ? Experiment::tr("%1 in every layer").arg(expertName(one.expert))
                                       : Experiment::tr("%1 in %2").arg(expertName(one.expert), layerName(one.layer));
    switch (one.kind) {
    case Kind::Boosted: return Experiment::tr("%1 boosted by %2").arg(name).arg(double(one.boost), 0, 'g', 3);
    case Kind::Forced: return Experiment::tr("%1 forced").arg(name);
    default: return Experiment::tr("%1 muted").arg(name);
    }
}

std::vector<Change> changesOf(const engine::RouterOverride& router)
{
    std::vector<Change> changes;
    if (router.top_k > 0) changes.push_back({Change::What::TopK, -1, Experiment::tr("top-%1").arg(router.top_k)});
    for (size_t i = 0; i < router.experts.size(); ++i)
        changes.push_back({Change::What::Expert, int(i), textOf(router.experts[i])});
    if (!router.bias) changes.push_back({Change::What::Bias, -1, Experiment::tr("without correction bias")});
    if (!router.groups) changes.push_back({Change::What::Groups, -1, Experiment::tr("without groups")});
    if (!router.shared_experts)
        changes.push_back({Change::What::SharedExperts, -1, Experiment::tr("without shared experts")});
    return changes;
}

}  // namespace

ReplyOptions Experiment::applied(ReplyOptions options) const
{
    options.router = router_;
    if (temperature_) options.sampling.temperature = *temperature_;
    return options;
}

ReplyOptions Experiment::again(const engine::ReplyStarted& original) const
{
    return applied({original.sampling, original.thinking, {}});
}

void Experiment::setRouter(engine::RouterOverride router)
{
    set(std::move(router), temperature_);
}

void Experiment::setTopK(int experts)
{
    engine::RouterOverride router = router_;
    router.top_k = experts;
    setRouter(std::move(router));
}

void Experiment::setBias(bool on)
{
    engine::RouterOverride router = router_;
    router.bias = on;
    setRouter(std::move(router));
}

void Experiment::setMuted(int layer, int expert, bool muted)
{
    if (muted == isMuted(layer, expert)) return;
    engine::RouterOverride router = router_;
    const Expert one{std::int16_t(layer), std::uint16_t(expert), Kind::Muted, 0};
    if (muted)
        router = withExperts(std::move(router), {one});
    else
        std::erase(router.experts, one);
    setRouter(std::move(router));
}

bool Experiment::isMuted(int layer, int expert) const
{
    const Expert one{std::int16_t(layer), std::uint16_t(expert), Kind::Muted, 0};
    return std::find(router_.experts.begin(), router_.experts.end(), one) != router_.experts.end();
}

void Experiment::setBoosted(int layer, int expert, float boost)
{
    const Expert one{std::int16_t(layer), std::uint16_t(expert), Kind::Boosted, boost};
    if (boost != 0) return setRouter(withExperts(router_, {one}));
    engine::RouterOverride router = router_;
    std::erase_if(router.experts, [&](const Expert& other) {
        return other.kind == Kind::Boosted && other.layer == one.layer && other.expert == one.expert;
    });
    setRouter(std::move(router));
}

float Experiment::boostOf(int layer, int expert) const
{
    for (const Expert& one : router_.experts)
        if (one.kind == Kind::Boosted && one.layer == layer && one.expert == expert) return one.boost;
    return 0;
}

void Experiment::setTemperature(std::optional<float> temperature)
{
    set(router_, temperature);
}

void Experiment::reset()
{
    set({}, {});
}

void Experiment::set(engine::RouterOverride router, std::optional<float> temperature)
{
    if (router == router_ && temperature == temperature_) return;
    router_ = std::move(router);
    temperature_ = temperature;
    emit changed();
}

std::vector<Change> Experiment::changes() const
{
    std::vector<Change> changes = changesOf(router_);
    if (temperature_)
        changes.push_back({Change::What::Temperature, -1, tr("temperature %1").arg(double(*temperature_), 0, 'g', 3)});
    return changes;
}

void Experiment::undo(const std::vector<Change>& changes)
{
    engine::RouterOverride router = router_;
    auto temperature = temperature_;
    std::vector<bool> gone(router.experts.size());
    for (const Change& change : changes) {
        switch (change.what) {
        case Change::What::TopK: router.top_k = 0; break;
        case Change::What::Expert:
            if (size_t(change.index) < gone.size()) gone[size_t(change.index)] = true;
            break;
        case Change::What::Bias: router.bias = true; break;
        case Change::What::Groups: router.groups = true; break;
        case Change::What::SharedExperts: router.shared_experts = true; break;
        case Change::What::Temperature: temperature.reset(); break;
        }
    }
    router.experts.clear();
    for (size_t i = 0; i < gone.size(); ++i)
        if (!gone[i]) router.experts.push_back(router_.experts[i]);
    set(std::move(router), temperature);
}

engine::RouterOverride withExperts(engine::RouterOverride router, const std::vector<Expert>& experts)
{
    for (const Expert& one : experts) {
        std::erase_if(router.experts,
                      [&](const Expert& old) { return old.layer == one.layer && old.expert == one.expert; });
        router.experts.push_back(one);
    }
    return router;
}

QString obstacleTo(const engine::RouterOverride& router, const engine::Config& model)
try {
    engine::check_override(router, model);
    return {};
} catch (const engine::Error& error) {
    return QString::fromStdString(engine::sentence(error.parts()));
}

QString experimentText(const engine::RouterOverride& router)
{
    QStringList parts;
    for (const Change& change : changesOf(router)) parts << change.text;
    return parts.join(QStringLiteral(", "));
}

}  // namespace ui
