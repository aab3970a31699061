// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/error.h"
#include "engine/text.h"
#include "engine/text/model_template.h"
#include "engine/text/tokenizer.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

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

/// How one model writes conversations: by the template in its file and by the built-in prompt of its family.
class ChatTemplate {
public:
    /// What a model says about its prompts; each may be empty.
    struct Source {
        std::string jinja;     ///< its own template
        std::string bos, eos;  ///< texts of those tokens
    };

    /// The family is recognised by features of the model's own template, or without one by its control tokens.
    static ChatTemplate recognise(const Source& source, const Tokenizer& tokenizer);

    /// By the model's own template; by the built-in prompt when there is none, or none that works.
    std::vector<PromptSegment> segments(std::span<const Message> chat, bool thinking,
                                        std::optional<ErrorParts>* problem = nullptr) const;

    /// By the model's own template alone. Nothing when there is none; `problem` says why when it does not work.
    std::optional<std::vector<PromptSegment>> by_model(std::span<const Message> chat, bool thinking,
                                                       std::optional<ErrorParts>* problem = nullptr) const;
    std::vector<PromptSegment> built_in(std::span<const Message> chat, bool thinking) const;

    bool supports_thinking() const { return supports_thinking_; }  ///< whether `thinking` makes a difference
    const std::string& family() const { return family_.name; }

private:
    ChatTemplate(PromptFamily family, const Source& source);

    PromptFamily family_;
    std::string bos_;
    std::optional<ModelTemplate> own_;
    std::optional<ErrorParts> own_problem_;  // why there is no own_, though the file has a template
    bool supports_thinking_ = false;
};

}  // namespace engine
