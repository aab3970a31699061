// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/model_template.h"

namespace engine {
namespace {

using jinja::MarkedText;
using jinja::Origin;

MarkedText own(std::string_view text)
{
    return {std::string(text), Origin::Template};
}

const char* name_of(Role role)
{
    return role == Role::System ? "system" : role == Role::User ? "user" : "assistant";
}

jinja::Value messages_of(std::span<const Message> chat, jinja::Heap& heap)
{
    jinja::List* messages = heap.list();
    for (const Message& message : chat) {
        jinja::Dict* entry = heap.dict();
        entry->set(own("role"), jinja::text_value(name_of(message.role)));
        entry->set(own("content"), jinja::text_value(MarkedText(message.content, Origin::People)));
        messages->items.emplace_back(entry);
    }
    return messages;
}

}  // namespace

ModelTemplate::ModelTemplate(std::string_view jinja, std::string bos, std::string eos)
    : template_(jinja), bos_(std::move(bos)), eos_(std::move(eos))
{
}

std::vector<PromptSegment> ModelTemplate::segments(std::span<const Message> chat, bool thinking) const
{
    jinja::Heap heap;
    jinja::Dict variables;
    variables.set(own("messages"), messages_of(chat, heap));
    variables.set(own("add_generation_prompt"), true);
    variables.set(own("bos_token"), jinja::text_value(bos_));
    variables.set(own("eos_token"), jinja::text_value(eos_));
    for (const char* absent : {"tools", "documents"})
        variables.set(own(absent), jinja::None());
    for (const char* name : {"thinking", "enable_thinking"})
        variables.set(own(name), thinking);

    std::vector<PromptSegment> segments;
    template_.render(variables, heap).runs([&](std::string_view text, Origin origin) {
        segments.push_back({std::string(text), origin == Origin::Template});
    });
    return segments;
}

}  // namespace engine
