// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/experiment.h"

#include "engine/error.h"
#include "engine/router_override.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace app {

namespace {

using engine::RouterOverride;
using Expert = RouterOverride::Expert;
using Kind = RouterOverride::Kind;

/// All of `text` as a number, nothing when it is none or too large for the type.
template <class Number>
std::optional<Number> number_in(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

/// A layer's number, -1 for *.
std::optional<std::int16_t> layer_in(std::string_view text)
{
    if (text == "*") return std::int16_t(-1);
    const auto layer = number_in<std::int16_t>(text);
    return layer && *layer >= 0 ? layer : std::nullopt;
}

/// L:E, of a boost L:E=X.
std::optional<Expert> expert_in(std::string_view text, Kind kind)
{
    Expert expert;
    expert.kind = kind;
    if (kind == Kind::Boosted) {
        const auto equals = text.find('=');
        const auto boost = equals == text.npos ? std::nullopt : number_in<float>(text.substr(equals + 1));
        if (!boost || !std::isfinite(*boost)) return {};
        expert.boost = *boost;
        text = text.substr(0, equals);
    }
    const auto colon = text.find(':');
    if (colon == text.npos) return {};
    const auto layer = layer_in(text.substr(0, colon));
    const auto index = number_in<std::uint16_t>(text.substr(colon + 1));
    if (!layer || !index) return {};
    expert.layer = *layer;
    expert.expert = *index;
    return expert;
}

void add_kind(CLI::App& command, RouterOverride& router, Kind kind, const char* option, const char* help)
{
    command
        .add_option_function<std::vector<std::string>>(
            option,
            [&router, kind, option](const std::vector<std::string>& entries) {
                for (const std::string& entry : entries) {
                    const auto expert = expert_in(entry, kind);
                    if (!expert)
                        throw CLI::ValidationError(
                            option, fmt::format("'{}' is not {}", engine::printable(entry, 40),
                                                kind == Kind::Boosted ? "LAYER:EXPERT=BOOST" : "LAYER:EXPERT"));
                    router.experts.push_back(*expert);
                }
            },
            help)
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name(kind == Kind::Boosted ? "L:E=X[,...]" : "L:E[,...]");
}

const char* option_of(Kind kind)
{
    switch (kind) {
    case Kind::Muted: return "--mute";
    case Kind::Boosted: return "--boost";
    case Kind::Forced: return "--force";
    }
    return "";
}

std::string text_of(const Expert& expert)
{
    const std::string layer = expert.layer < 0 ? "*" : std::to_string(expert.layer);
    const std::string boost = expert.kind == Kind::Boosted ? fmt::format("={}", expert.boost) : "";
    return fmt::format("{}:{}{}", layer, expert.expert, boost);
}

}  // namespace

void add_experiment(CLI::App& command, RouterOverride& router)
{
    constexpr int most_experts = std::numeric_limits<std::uint16_t>::max();
    command.add_option("--top-k-experts", router.top_k, "Experts a token is sent to, in place of the model's number")
        ->check(CLI::Range(1, most_experts))
        ->type_name("N");
    add_kind(command, router, Kind::Muted, "--mute", "Never choose these experts; * is every layer with a router");
    add_kind(command, router, Kind::Boosted, "--boost", "Add this to their scores where experts are chosen");
    add_kind(command, router, Kind::Forced, "--force", "Always choose these experts");
    command.add_flag_callback(
        "--no-bias", [&router] { router.bias = false; }, "Choose without the correction bias");
    command.add_flag_callback(
        "--no-groups", [&router] { router.groups = false; }, "Choose among all experts, not those of the best groups");
    command.add_flag_callback(
        "--no-shared", [&router] { router.shared_experts = false; }, "Leave out what the shared experts answer");
}

std::string options_text(const RouterOverride& router)
{
    std::string text;
    const auto add = [&text](const std::string& option) { text += (text.empty() ? "" : " ") + option; };
    if (router.top_k > 0) add(fmt::format("--top-k-experts {}", router.top_k));
    for (const Kind kind : {Kind::Muted, Kind::Boosted, Kind::Forced}) {
        std::string list;
        for (const Expert& expert : router.experts)
            if (expert.kind == kind) list += (list.empty() ? "" : ",") + text_of(expert);
        if (!list.empty()) add(fmt::format("{} {}", option_of(kind), list));
    }
    if (!router.bias) add("--no-bias");
    if (!router.groups) add("--no-groups");
    if (!router.shared_experts) add("--no-shared");
    return text;
}

Json experiment_json(const RouterOverride& router)
{
    return router == RouterOverride() ? Json() : Json::parse(engine::override_to_json(router));
}

}  // namespace app
