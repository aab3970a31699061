// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/reply_comparison.h"

#include <algorithm>

namespace ui {

void ReplyComparison::choose(const Choice& first, const Choice& second)
{
    wanted_[0] = first;
    wanted_[1] = second;
}

void ReplyComparison::setOther(std::shared_ptr<const LoadedReplies> other)
{
    other_ = std::move(other);
    read_ = {};
    for (Choice& choice : wanted_)
        if (choice.other) choice = {};
    if (other_ && !other_->replies.empty()) wanted_[1] = {other_->replies.back().id, true};
}

std::vector<std::pair<ReplyComparison::Choice, QString>> ReplyComparison::choices() const
{
    std::vector<std::pair<Choice, QString>> all;
    for (const engine::ReplyId id : conversation_.replies())
        all.emplace_back(Choice{id, false}, RecordedReply::nameOf(conversation_, id));
    if (!other_) return all;
    const QString session = other_->title.isEmpty() ? tr("other session") : other_->title;
    for (const RecordedReply& reply : other_->replies)
        all.emplace_back(Choice{reply.id, true}, QStringLiteral("%1 · %2").arg(session, reply.name));
    return all;
}

void ReplyComparison::update()
{
    chooseWhatWasLeftOpen();
    const auto running = conversation_.runningReply();
    const bool writing = running && (first_ == Choice{running} || second_ == Choice{running});
    Read now{first_, second_, {}, -1, writing};
    if (!writing) now = {first_, second_, {sizeOf(first_), sizeOf(second_)}, timeline_.recordedRevision(), false};
    if (now == read_) return;
    read_ = now;
    replies_[0] = read(first_);
    replies_[1] = read(second_);
    alignment_ = {};
    routing_ = {};
    if (writing || !first().id || !second().id || first_ == second_ || !gridProblem().isEmpty()) return;
    alignment_ = alignReplies(first(), second());
    routing_ = RoutingDifference::of(*first().card, first().context, second().context, alignment_.pairs);
}

/// The reply on screen, beside its changed version, another answer to the question, the answer before it, or any.
void ReplyComparison::chooseWhatWasLeftOpen()
{
    first_ = wanted_[0];
    second_ = wanted_[1];
    const auto known = [this](const Choice& choice) { return choice.other || conversation_.contains(choice.id); };
    if (!first_.id || !known(first_)) first_ = {timeline_.reply() ? timeline_.reply() : conversation_.lastReply()};
    if (second_.id && known(second_)) return;
    second_ = {};
    if (first_.other || !conversation_.contains(first_.id)) return;
    const ReplyPair pair = pairOf(conversation_, first_.id);
    second_.id = pair.original == first_.id ? pair.changed : pair.original;
    for (const auto& candidates : {conversation_.siblings(first_.id), conversation_.path(), conversation_.replies()})
        for (const engine::ReplyId id : candidates)
            if (!second_.id && id != first_.id && conversation_.message(id).isReply()) second_.id = id;
}

size_t ReplyComparison::sizeOf(const Choice& choice) const
{
    return choice.other ? 0 : timeline_.tokensOf(choice.id).size();
}

RecordedReply ReplyComparison::read(const Choice& choice) const
{
    if (!choice.other) return RecordedReply::of(conversation_, timeline_, choice.id);
    if (!other_) return {};
    const auto same = [&](const RecordedReply& reply) { return reply.id == choice.id; };
    const auto found = std::find_if(other_->replies.begin(), other_->replies.end(), same);
    return found == other_->replies.end() ? RecordedReply() : *found;
}

double ReplyComparison::mean(double RoutingDifference::Layer::*number) const
{
    double sum = 0;
    for (const auto& layer : routing_.layers) sum += layer.*number;
    return routing_.layers.empty() ? 0 : sum / double(routing_.layers.size());
}

int ReplyComparison::pairAt(int position) const
{
    const auto& pairs = alignment_.pairs;
    const auto before = [](const std::pair<int, int>& pair, int first) { return pair.first < first; };
    const auto found = std::lower_bound(pairs.begin(), pairs.end(), position, before);
    return found != pairs.end() && found->first == position ? int(found - pairs.begin()) : -1;
}

}  // namespace ui
