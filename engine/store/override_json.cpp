// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/io/json.h"
#include "engine/router_override.h"

#include <algorithm>
#include <array>
#include <limits>

namespace engine {
namespace {

using Expert = RouterOverride::Expert;

constexpr std::array kind_names = {"muted", "boosted", "forced"};
constexpr std::int64_t most_experts = 4096, most_layers = 1024;  // as in a card

Expert read_change(const Json& json, const std::string& where, std::size_t before)
{
    if (before == kMostChanges)
        throw Error({"TRACE-RANGE", "The override changes too much", where + ", \"experts\"", "more",
                     std::to_string(kMostChanges), {}});
    const Fields fields(json, where, "TRACE-RANGE");
    Expert change;
    change.layer = std::int16_t(fields.int_in("layer", -1, most_layers - 1));
    change.expert = std::uint16_t(fields.int_in("expert", 0, most_experts - 1));
    const auto kind = std::ranges::find(kind_names, fields.text("kind"));
    if (kind == kind_names.end()) fields.refuse("kind", "muted, boosted or forced");
    change.kind = RouterOverride::Kind(kind - kind_names.begin());
    change.boost = float(fields.number_in("boost", double(-kLargestBoost), double(kLargestBoost), 0.0));
    return change;
}

}  // namespace

std::string override_to_json(const RouterOverride& router)
{
    Json json = {{"top_k", router.top_k}, {"bias", router.bias}, {"groups", router.groups}};
    if (!router.shared_experts) json["shared_experts"] = false;
    Json& experts = json["experts"] = Json::array();
    for (const Expert& change : router.experts) {
        Json one = {{"layer", change.layer},
                    {"expert", change.expert},
                    {"kind", kind_names.at(std::size_t(change.kind))}};
        if (change.boost != 0) one["boost"] = change.boost;
        experts.push_back(std::move(one));
    }
    return json.dump();
}

RouterOverride override_from_json(std::string_view text, const std::string& where)
{
    RouterOverride router;
    const JsonTable changes{Json::json_pointer("/experts"), [&](const std::string&, const Json& change) {
                                router.experts.push_back(read_change(change, where, router.experts.size()));
                            }};
    const Json json = parse_json(text, where, {&changes, 1});
    const Fields fields(json, where, "TRACE-RANGE");
    router.top_k = std::int32_t(fields.int_in("top_k", 0, most_experts));
    router.bias = fields.flag("bias");
    router.groups = fields.flag("groups");
    router.shared_experts = fields.flag("shared_experts", true);
    fields.array("experts", 0);  // a list, whose elements came one by one
    return router;
}

}  // namespace engine
