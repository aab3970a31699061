// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/recorded_reply.h"

#include "ui/models/experiment.h"
#include "ui/models/labels.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace ui {
namespace {

constexpr int nameLength = 24;  // characters of the reply

bool isPlain(const ChatMessage& reply)
{
    return reply.stored.started.router == engine::RouterOverride();
}

bool isOpen(const ChatMessage& reply)
{
    return reply.state == ChatMessage::State::Waiting || reply.state == ChatMessage::State::Running;
}

bool sameDraw(const ChatMessage& a, const ChatMessage& b)
{
    return a.stored.started.sampling.seed == b.stored.started.sampling.seed
        && a.stored.started.thinking == b.stored.started.thinking;
}

bool otherTemperature(const ChatMessage& a, const ChatMessage& b)
{
    return isPlain(a) && isPlain(b) && sameDraw(a, b)
        && a.stored.started.sampling.temperature != b.stored.started.sampling.temperature;
}

/// Numbers that are alike where tokens are.
class Keys {
public:
    explicit Keys(bool byId) : byId_(byId) {}

    std::vector<std::int32_t> of(const std::vector<Timeline::Token>& context)
    {
        std::vector<std::int32_t> keys;
        keys.reserve(context.size());
        for (const Timeline::Token& token : context) keys.push_back(token ? of(*token) : --missing_);
        return keys;
    }

private:
    std::int32_t of(const engine::TokenEvent& token)
    {
        if (byId_) return std::max(0, token.id);
        return pieces_.try_emplace(token.piece, std::int32_t(pieces_.size())).first->second;
    }

    bool byId_;
    std::int32_t missing_ = 0;
    std::unordered_map<std::string_view, std::int32_t> pieces_;
};

}  // namespace

QString RecordedReply::nameOf(const Conversation& conversation, engine::ReplyId reply)
{
    const auto all = conversation.replies();
    const auto number = std::find(all.begin(), all.end(), reply) - all.begin() + 1;
    const ChatMessage& message = conversation.message(reply);
    QString words = message.reply.content().simplified();
    if (words.size() > nameLength) words = words.left(nameLength - 1) + QChar(0x2026);
    QString name = tr("Reply %1 %2").arg(number).arg(quotedText(words.toStdString()));
    if (const QString changed = experimentText(message.stored.started.router); !changed.isEmpty())
        name += QStringLiteral(" · ") + changed;
    return name;
}

RecordedReply RecordedReply::of(const Conversation& conversation, const Timeline& timeline, engine::ReplyId id)
{
    RecordedReply reply;
    if (!conversation.contains(id) || !conversation.message(id).isReply()) return reply;
    const ChatMessage& message = conversation.message(id);
    reply.id = id;
    reply.name = nameOf(conversation, id);
    reply.text = message.reply.all();
    reply.card = timeline.cardOf(id);
    reply.context = timeline.tokensOf(id);
    reply.first = timeline.firstOf(id);
    reply.started = message.stored.started;
    reply.finished = message.stored.finished;
    return reply;
}

std::vector<engine::TokenId> RecordedReply::ids() const
{
    std::vector<engine::TokenId> ids;
    for (const Timeline::Token& token : context) {
        if (!token) return {};
        ids.push_back(token->id);
    }
    return ids;
}

Alignment alignReplies(const RecordedReply& first, const RecordedReply& second)
{
    Keys keys(first.card && second.card && first.card->hash == second.card->hash);
    const auto a = keys.of(first.context), b = keys.of(second.context);
    return align(a, b);
}

std::shared_ptr<const LoadedReplies> loadReplies(const engine::Document& document, std::vector<engine::Event> events)
{
    Timeline timeline;
    Conversation conversation;
    if (!document.provenance.empty())
        timeline.setCard(std::make_shared<const engine::ModelCard>(document.provenance.back().card));
    conversation.load(document);
    TraceBatch batch;
    batch.events = std::move(events);
    for (engine::Event& event : batch.events)
        if (auto* token = std::get_if<engine::TokenEvent>(&event)) std::vector<float>().swap(token->routing.scores);
    timeline.apply(batch);

    auto loaded = std::make_shared<LoadedReplies>();
    loaded->title = QString::fromStdString(document.title).simplified();
    for (const engine::ReplyId id : conversation.replies())
        loaded->replies.push_back(RecordedReply::of(conversation, timeline, id));
    return loaded;
}

ReplyPair pairOf(const Conversation& conversation, engine::ReplyId id)
{
    if (!conversation.contains(id) || !conversation.message(id).isReply()) return {};
    const ChatMessage& shown = conversation.message(id);
    engine::ReplyId original = 0, changed = 0;
    bool sameSeed = false;
    for (const engine::ReplyId other : conversation.siblings(id)) {
        const ChatMessage& message = conversation.message(other);
        if (other == id || isOpen(message)) continue;
        const bool older = other < id && otherTemperature(message, shown);
        if ((isPlain(message) && !isPlain(shown)) || older) {
            const bool better = sameDraw(message, shown) || !sameSeed;
            if (better) original = other;
            sameSeed |= sameDraw(message, shown);
        }
        if (!isPlain(message) || (other > id && otherTemperature(message, shown))) changed = other;
    }
    if (!isPlain(shown) || original) return {original, id};
    return {id, changed};
}

}  // namespace ui
