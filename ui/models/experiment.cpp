// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/experiment.h"

#include "ui/models/labels.h"

#include <QStringList>

#include <algorithm>

namespace ui {
namespace {

using Expert = engine::RouterOverride::Expert;
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

}  // namespace

void Experiment::setTopK(int experts)
{
    engine::RouterOverride router = router_;
    router.top_k = experts;
    set(std::move(router));
}

void Experiment::setBias(bool on)
{
    engine::RouterOverride router = router_;
    router.bias = on;
    set(std::move(router));
}

void Experiment::setMuted(int layer, int expert, bool muted)
{
    if (muted == isMuted(layer, expert)) return;
    engine::RouterOverride router = router_;
    const Expert one{std::int16_t(layer), std::uint16_t(expert), Kind::Muted, 0};
    if (muted)
        router.experts.push_back(one);
    else
        router.experts.erase(std::find(router.experts.begin(), router.experts.end(), one));
    set(std::move(router));
}

bool Experiment::isMuted(int layer, int expert) const
{
    const Expert one{std::int16_t(layer), std::uint16_t(expert), Kind::Muted, 0};
    return std::find(router_.experts.begin(), router_.experts.end(), one) != router_.experts.end();
}

void Experiment::setBoosted(int layer, int expert, float boost)
{
    engine::RouterOverride router = router_;
    std::erase_if(router.experts, [&](const Expert& one) {
        return one.kind == Kind::Boosted && one.layer == layer && one.expert == expert;
    });
    if (boost != 0) router.experts.push_back({std::int16_t(layer), std::uint16_t(expert), Kind::Boosted, boost});
    set(std::move(router));
}

float Experiment::boostOf(int layer, int expert) const
{
    for (const Expert& one : router_.experts)
        if (one.kind == Kind::Boosted && one.layer == layer && one.expert == expert) return one.boost;
    return 0;
}

void Experiment::reset()
{
    set({});
}

void Experiment::set(engine::RouterOverride router)
{
    if (router == router_) return;
    router_ = std::move(router);
    emit changed();
}

QString experimentText(const engine::RouterOverride& router)
{
    QStringList parts;
    if (router.top_k > 0) parts << Experiment::tr("top-%1").arg(router.top_k);
    for (const Expert& one : router.experts) parts << textOf(one);
    if (!router.bias) parts << Experiment::tr("without correction bias");
    if (!router.groups) parts << Experiment::tr("without groups");
    if (!router.shared_experts) parts << Experiment::tr("without the shared expert");
    return parts.join(QStringLiteral(", "));
}

}  // namespace ui
