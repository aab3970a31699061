// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text.h"
#include "engine/text/tokenizer.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// A piece of a prompt: written by the template, where control tokens count, or by people, where they do not.
struct PromptSegment {
    std::string text;
    bool is_template = false;
};

/// How a model family writes a conversation (specification section 8), as data.
struct PromptFamily {
    std::string name;
    std::string start;  ///< before everything; BOS stands in front of it
    bool writes_bos = true;
    std::string default_system;  ///< written when the conversation starts without a system message
    std::string before_system, after_system;
    std::string before_user, after_user;
    std::string before_assistant, after_assistant;
    std::string reply, thinking_reply;  ///< where the assistant speaks

    enum class System : std::uint8_t { InPlace, JoinedFirst, LastFirst } system = System::JoinedFirst;
    enum class Thoughts : std::uint8_t { Kept, CutAtFirst, CutAtLast } thoughts = Thoughts::Kept;
    bool strict_turns = false;     ///< the assistant is only announced after a user
    bool trims_assistant = false;  ///< white space around past replies is dropped
};

/// The prompt family of one model.
class ChatTemplate {
public:
    /// By features of the model's own template `jinja`, or when that is empty by the control tokens it has.
    /// `bos`: text of the token before everything, may be empty.
    static ChatTemplate recognise(std::string_view jinja, const Tokenizer& tokenizer, std::string bos);

    std::vector<PromptSegment> segments(std::span<const Message> chat, bool thinking) const;

    bool supports_thinking() const;  ///< whether `thinking` makes a difference
    const std::string& family() const { return family_.name; }

private:
    ChatTemplate(PromptFamily family, std::string bos);

    PromptFamily family_;
    std::string bos_;
};

}  // namespace engine
