// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recording.h"
#include "ui/models/conversation.h"
#include "ui/models/recorded_reply.h"
#include "ui/models/timeline.h"

#include <map>

/// A session document with replies whose tokens and experts are written down, and the models that read it. Equal pieces
/// have equal ids. Message 1 is the question; every reply answers it.
struct ReplyDesk {
    struct Reply {
        engine::ReplyId id = 2;
        std::vector<std::string> prompt, answer;
        std::vector<std::vector<std::uint16_t>> experts = {};  ///< [tokens][M * K], as far as it goes; then made up
        engine::Sampling sampling = {};
        engine::RouterOverride router = {};
        float tokensPerSecond = 100;
    };

    explicit ReplyDesk(std::shared_ptr<engine::ModelCard> model) : card(std::move(model))
    {
        engine::StoredMessage question;
        question.id = 1;
        question.message = {engine::Role::User, "Why?", {}};
        question.complete = true;
        document.messages.push_back(question);
        document.provenance.push_back({"test", *card, "all"});
    }

    void add(const Reply& reply)
    {
        engine::StoredMessage stored;
        stored.id = reply.id;
        stored.parent = 1;
        stored.complete = true;
        stored.started.reply = reply.id;
        stored.started.prompt_tokens = int(reply.prompt.size());
        stored.started.sampling = reply.sampling;
        stored.started.router = reply.router;
        stored.finished.reply = reply.id;
        stored.finished.tokens = int(reply.answer.size());
        stored.finished.tokens_per_second = reply.tokensPerSecond;
        for (const std::string& piece : reply.answer) stored.message.content += piece;
        stored.message.role = engine::Role::Assistant;
        events.emplace_back(stored.started);
        addTokens(reply);
        events.emplace_back(stored.finished);
        document.messages.push_back(stored);
        document.active_leaf = reply.id;
    }

    /// What was added into the models, the last reply shown.
    void load()
    {
        timeline.setCard(card);
        ui::TraceBatch batch;
        batch.events = events;
        timeline.apply(batch);
        conversation.load(document);
    }

    std::shared_ptr<engine::ModelCard> card;
    engine::Document document;
    std::vector<engine::Event> events;
    ui::Timeline timeline;
    ui::Conversation conversation;

private:
    void addTokens(const Reply& reply)
    {
        int position = 0;
        for (const auto* pieces : {&reply.prompt, &reply.answer}) {
            for (const std::string& piece : *pieces) {
                engine::TokenEvent token = recording::token(*card, reply.id, position, piece);
                token.id = ids_.try_emplace(piece, engine::TokenId(ids_.size())).first->second;
                token.phase = pieces == &reply.prompt ? engine::Phase::Prefill : engine::Phase::Decode;
                if (size_t(position) < reply.experts.size()) {
                    const auto& experts = reply.experts[size_t(position)];
                    token.routing = {experts, std::vector<float>(experts.size(), 0.5f), {}};
                }
                events.emplace_back(std::move(token));
                ++position;
            }
        }
    }

    std::map<std::string, engine::TokenId> ids_;
};
