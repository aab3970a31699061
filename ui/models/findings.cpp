// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/findings.h"

#include <algorithm>

namespace ui {
namespace {

template <class Map, class Key>
auto* find(const Map& map, const Key& key)
{
    const auto found = map.find(key);
    return found == map.end() ? nullptr : found->second.get();
}

}  // namespace

void Findings::apply(const TraceBatch& batch)
{
    bool news = false;
    for (const engine::Event& event : batch.events) {
        if (keep(event)) {
            failure_.reset();
            asking_.reset();
            news = true;
        }
        const auto* failed = std::get_if<engine::Failure>(&event);
        if (failed && asking_ && failed->probe) {
            failure_ = failed->error;
            asking_.reset();
            news = true;
        }
    }
    if (news) emit changed();
}

bool Findings::keep(const engine::Event& event)
{
    if (const auto* effects = std::get_if<engine::ExpertEffects>(&event)) {
        effects_[{effects->reply, effects->position, effects->layer}] =
            std::make_shared<engine::ExpertEffects>(*effects);
    } else if (const auto* neighbours = std::get_if<engine::RouterNeighbours>(&event)) {
        neighbours_[{neighbours->model, neighbours->layer}] = std::make_shared<engine::RouterNeighbours>(*neighbours);
    } else if (const auto* divergence = std::get_if<engine::Divergence>(&event)) {
        divergences_.push_back(std::make_shared<engine::Divergence>(*divergence));
    } else if (const auto* bandwidth = std::get_if<engine::MachineBandwidth>(&event)) {
        bandwidth_ = *bandwidth;
    } else {
        return false;
    }
    return true;
}

void Findings::clear()
{
    effects_.clear();
    neighbours_.clear();
    divergences_.clear();
    asking_.reset();
    failure_.reset();
    emit changed();
}

void Findings::setReady(bool ready)
{
    if (ready == ready_) return;
    ready_ = ready;
    emit changed();
}

const engine::ExpertEffects* Findings::effects(engine::ReplyId reply, int position, int layer) const
{
    return find(effects_, std::tuple(reply, position, layer));
}

const engine::RouterNeighbours* Findings::neighbours(const std::string& model, int layer) const
{
    return find(neighbours_, std::pair(model, layer));
}

const engine::Divergence* Findings::divergence(engine::ReplyId reply, const engine::RouterOverride& changed) const
{
    const auto same = [&](const auto& one) { return one->reply == reply && one->changed == changed; };
    const auto found = std::find_if(divergences_.rbegin(), divergences_.rend(), same);
    return found == divergences_.rend() ? nullptr : found->get();
}

void Findings::ask(const engine::Probe& question)
{
    if (!ready_ || asking_) return;
    asking_ = question;
    failure_.reset();
    emit changed();
    emit wanted(question);
}

}  // namespace ui
