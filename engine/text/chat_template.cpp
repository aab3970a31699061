// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/chat_template.h"

#include "engine/text/code_points.h"
#include "engine/text/prompt_families.h"

namespace engine {
namespace {

/// Past replies go back without what was thought before them.
std::string_view without_thoughts(std::string_view reply, const PromptFamily& family)
{
    constexpr std::string_view mark = "</think>";
    if (family.thoughts != PromptFamily::Thoughts::Kept) {
        const bool first = family.thoughts == PromptFamily::Thoughts::CutAtFirst;
        const std::size_t at = first ? reply.find(mark) : reply.rfind(mark);
        if (at != reply.npos) reply.remove_prefix(at + mark.size());
    }
    if (family.trims_assistant) {
        const Extent extent = without_outer_space(reply);
        reply = reply.substr(extent.begin, extent.end - extent.begin);
    }
    return reply;
}

/// The system text that stands before all turns, whatever its place in the conversation.
std::string leading_system(std::span<const Message> chat, bool joined)
{
    std::string system;
    bool first = true;
    for (const Message& message : chat) {
        if (message.role != Role::System) continue;
        if (joined && !first) system += "\n\n";
        system = joined ? system + message.content : message.content;
        first = false;
    }
    return system;
}

/// Collects segments, joining neighbours of one kind.
class Writer {
public:
    void template_text(std::string_view text) { put(text, true); }
    void content(std::string_view text) { put(text, false); }
    std::vector<PromptSegment> take() { return std::move(segments_); }

private:
    void put(std::string_view text, bool is_template)
    {
        if (text.empty()) return;
        if (segments_.empty() || segments_.back().is_template != is_template) segments_.push_back({{}, is_template});
        segments_.back().text += text;
    }

    std::vector<PromptSegment> segments_;
};

}  // namespace

std::string text_of(const std::vector<PromptSegment>& segments)
{
    std::string text;
    for (const PromptSegment& segment : segments)
        text += segment.text;
    return text;
}

ChatTemplate::ChatTemplate(PromptFamily family, const Source& source)
    : family_(std::move(family)), bos_(family_.writes_bos ? source.bos : std::string())
{
    try {
        if (!source.jinja.empty()) own_.emplace(source.jinja, source.bos, source.eos);
    } catch (const Error& error) {
        own_problem_ = error.parts();
    }
    const Message question{Role::User, "?", {}};
    supports_thinking_ = text_of(segments({&question, 1}, true)) != text_of(segments({&question, 1}, false));
}

ChatTemplate ChatTemplate::recognise(const Source& source, const Tokenizer& tokenizer)
{
    auto family = family_of_template(source.jinja);
    return {family ? std::move(*family) : family_of_vocabulary(tokenizer), source};
}

std::vector<PromptSegment> ChatTemplate::segments(std::span<const Message> chat, bool thinking,
                                                  std::optional<ErrorParts>* problem) const
{
    auto own = by_model(chat, thinking, problem);
    return own ? std::move(*own) : built_in(chat, thinking);
}

std::optional<std::vector<PromptSegment>> ChatTemplate::by_model(std::span<const Message> chat, bool thinking,
                                                                 std::optional<ErrorParts>* problem) const
{
    if (problem) *problem = own_problem_;
    if (!own_) return {};
    try {
        return own_->segments(chat, thinking);
    } catch (const Error& error) {
        if (problem) *problem = error.parts();
        return {};
    }
}

std::vector<PromptSegment> ChatTemplate::built_in(std::span<const Message> chat, bool thinking) const
{
    using System = PromptFamily::System;
    Writer prompt;
    prompt.template_text(bos_);
    prompt.template_text(family_.start);
    const bool starts_with_system = !chat.empty() && chat.front().role == Role::System;
    if (!starts_with_system) prompt.template_text(family_.default_system);
    if (family_.system != System::InPlace) prompt.content(leading_system(chat, family_.system == System::JoinedFirst));

    bool after_user = false;
    for (const Message& message : chat) {
        if (message.role == Role::System) {
            if (family_.system != System::InPlace) continue;
            prompt.template_text(family_.before_system);
            prompt.content(message.content);
            prompt.template_text(family_.after_system);
        } else if (message.role == Role::User) {
            prompt.template_text(family_.before_user);
            prompt.content(message.content);
            prompt.template_text(family_.after_user);
        } else {
            if (after_user || !family_.strict_turns) prompt.template_text(family_.before_assistant);
            prompt.content(without_thoughts(message.content, family_));
            prompt.template_text(family_.after_assistant);
        }
        if (message.role != Role::System) after_user = message.role == Role::User;
    }
    if (after_user || !family_.strict_turns) prompt.template_text(thinking ? family_.thinking_reply : family_.reply);
    return prompt.take();
}

}  // namespace engine
