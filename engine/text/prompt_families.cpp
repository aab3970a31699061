// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/prompt_families.h"

namespace engine {
namespace {

constexpr const char* end_of_sentence = "<｜end▁of▁sentence｜>";

/// V2, V2-Lite and Coder-V2: no role tokens, the reply continues "Assistant:" with a space of its own.
PromptFamily deepseek_v2()
{
    PromptFamily family;
    family.name = "deepseek-v2";
    family.system = PromptFamily::System::InPlace;
    family.after_system = "\n\n";
    family.before_user = "User: ";
    family.after_user = "\n\n";
    family.before_assistant = "Assistant: ";
    family.after_assistant = end_of_sentence;
    family.reply = family.thinking_reply = "Assistant:";
    return family;
}

PromptFamily deepseek_v3()
{
    PromptFamily family;
    family.name = "deepseek-v3";
    family.before_user = "<｜User｜>";
    family.before_assistant = "<｜Assistant｜>";
    family.after_assistant = end_of_sentence;
    family.reply = family.thinking_reply = "<｜Assistant｜>";
    return family;
}

/// The first R1 prompts end inside the thought; R1-0528 writes <think> itself.
PromptFamily deepseek_r1(bool opens_thought)
{
    PromptFamily family = deepseek_v3();
    family.name = opens_thought ? "deepseek-r1" : "deepseek-r1-0528";
    family.thoughts = PromptFamily::Thoughts::CutAtLast;
    if (opens_thought) family.reply = family.thinking_reply = "<｜Assistant｜><think>\n";
    return family;
}

PromptFamily deepseek_v31()
{
    PromptFamily family = deepseek_v3();
    family.name = "deepseek-v3.1";
    family.thoughts = PromptFamily::Thoughts::CutAtFirst;
    family.before_assistant = "<｜Assistant｜></think>";
    family.reply = "<｜Assistant｜></think>";
    family.thinking_reply = "<｜Assistant｜><think>";
    family.strict_turns = true;
    return family;
}

PromptFamily kimi()
{
    PromptFamily family;
    family.name = "kimi-k2";
    family.system = PromptFamily::System::InPlace;
    family.writes_bos = false;
    family.before_system = "<|im_system|>system<|im_middle|>";
    family.default_system = family.before_system + "You are a helpful assistant<|im_end|>";
    family.before_user = "<|im_user|>user<|im_middle|>";
    family.before_assistant = "<|im_assistant|>assistant<|im_middle|>";
    family.after_system = family.after_user = family.after_assistant = "<|im_end|>";
    family.reply = family.thinking_reply = family.before_assistant;
    return family;
}

PromptFamily glm()
{
    PromptFamily family;
    family.name = "glm-4.7";
    family.system = PromptFamily::System::InPlace;
    family.thoughts = PromptFamily::Thoughts::CutAtLast;
    family.writes_bos = false;
    family.start = "[gMASK]<sop>";
    family.before_system = "<|system|>";
    family.before_user = "<|user|>";
    family.before_assistant = "<|assistant|></think>";
    family.reply = "<|assistant|></think>";
    family.thinking_reply = "<|assistant|><think>";
    family.trims_assistant = true;
    return family;
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

/// Later templates introduce Kimi by name, one of them with a line break behind; K2-Thinking marks past replies
/// as not thought about.
PromptFamily kimi_of_template(std::string_view jinja)
{
    PromptFamily family = kimi();
    const std::string_view named = "You are Kimi, an AI assistant created by Moonshot AI.<|im_end|>";
    if (const auto at = jinja.find(named); at != jinja.npos) {
        const std::string_view behind = jinja.substr(at + named.size());
        const std::string_view gap = behind.substr(0, behind.find("{%"));
        const bool kept = contains(gap, "\n") && !behind.substr(gap.size()).starts_with("{%-");
        family.default_system = family.before_system + std::string(named) + (kept ? "\n" : "");
    }
    if (contains(jinja, "<think></think>")) {
        family.name = "kimi-k2-thinking";
        family.before_assistant += "<think></think>";
    }
    return family;
}

PromptFamily deepseek_of_template(std::string_view jinja)
{
    const bool opens_thought = contains(jinja, "<think>\\n") || contains(jinja, "<think>\n");
    const bool thinks = contains(jinja, "</think>");
    PromptFamily family = opens_thought                           ? deepseek_r1(true)
                          : thinks && contains(jinja, "thinking") ? deepseek_v31()
                          : thinks                                ? deepseek_r1(false)
                                                                  : deepseek_v3();
    if (opens_thought && contains(jinja, "enable_thinking")) family.reply += "</think>";
    if (contains(jinja, "ns.system_prompt = message['content']"))
        family.system = PromptFamily::System::LastFirst;
    return family;
}

}  // namespace

std::optional<PromptFamily> family_of_template(std::string_view jinja)
{
    if (contains(jinja, "<|im_middle|>")) return kimi_of_template(jinja);
    if (contains(jinja, "[gMASK]")) return glm();
    if (contains(jinja, "<｜Assistant｜>")) return deepseek_of_template(jinja);
    if (contains(jinja, "User: ") && contains(jinja, "Assistant:")) return deepseek_v2();
    return {};
}

PromptFamily family_of_vocabulary(const Tokenizer& tokenizer)
{
    if (tokenizer.added("<|im_middle|>")) return kimi();
    if (tokenizer.added("[gMASK]")) return glm();
    if (tokenizer.added("<｜Assistant｜>"))
        return tokenizer.added("</think>") ? deepseek_v31() : deepseek_v3();
    return deepseek_v2();
}

}  // namespace engine
