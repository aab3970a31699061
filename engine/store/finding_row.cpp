// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/finding_row.h"

#include "engine/error.h"
#include "engine/io/json.h"
#include "engine/router_override.h"
#include "engine/store/schema.h"
#include "engine/store/token_row.h"

#include <algorithm>
#include <limits>

namespace engine {
namespace {

constexpr std::size_t most_text = 16 << 20;  // bytes that are parsed, of all bodies: some 150,000 tokens' answers
constexpr std::size_t most_findings = 100'000;
constexpr double largest = double(std::numeric_limits<float>::max());
constexpr double rounding = 1e-3;  // by which a probability or a cosine may be above 1

/// What a row says besides its body; together it is the question. Empty and -1: the answer has no such thing.
struct Key {
    const char* kind = "";
    std::string model;  // ModelCard::hash
    ReplyId reply = 0;
    std::int32_t position = -1, layer = -1;
    std::string router;  // RouterOverride
};

void insert(Database& database, const Key& key, const Json& body)
{
    require_format(database, 3);
    Statement(database, "INSERT OR REPLACE INTO finding (kind, model, reply, position, layer, router, body)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?)")
        .run(key.kind, key.model, key.reply, key.position, key.layer, key.router, body.dump());
}

void write(Database& database, const ExpertEffects& found)
{
    Json body = {{"target", found.target}, {"target_logit", found.target_logit}, {"stream_norm", found.stream_norm}};
    for (const ExpertEffects::One& one : found.experts)
        body["experts"].push_back(
            {{"expert", one.expert}, {"weight", one.weight}, {"norm", one.norm}, {"logit", one.logit}});
    insert(database, {"effects", {}, found.reply, found.position, found.layer, {}}, body);
}

void write(Database& database, const RouterNeighbours& found)
{
    Json body = {{"width", found.width}, {"experts", Json::array()}};
    const auto width = std::size_t(found.width);
    for (std::size_t e = 0; e < std::size_t(found.experts); ++e) {
        Json nearest = Json::array();
        for (std::size_t n = e * width; n < (e + 1) * width; ++n)
            nearest.push_back({{"expert", found.nearest[n]}, {"cosine", found.cosine[n]}});
        body["experts"].push_back(std::move(nearest));
    }
    insert(database, {"neighbours", found.model, 0, -1, found.layer, {}}, body);
}

void write(Database& database, const Divergence& found)
{
    Json body = {{"original", override_to_json(found.original)}, {"tokens", Json::array()}};
    for (std::size_t i = 0; i < found.kl.size(); ++i)
        body["tokens"].push_back({{"kl", found.kl[i]},
                                  {"before", found.before[i]},
                                  {"after", found.after[i]},
                                  {"best", found.best[i]}});
    insert(database, {"divergence", {}, found.reply, -1, -1, override_to_json(found.changed)}, body);
}

/// A row as it stands in a file that may be hostile.
struct Row {
    std::string kind, model;
    ReplyId reply = 0;
    std::int64_t position = 0, layer = 0;
    std::string router, body;
};

[[noreturn]] void refuse(const char* what)
{
    throw Error({"TRACE-RANGE", what, "table finding", "", "what a model of the document can have said", ""});
}

float real(const Fields& fields, const char* key, double low, double high)
{
    return float(fields.number_in(key, low, high));
}

/// The body, whose long list `rows` is handed out one by one.
Json parse(const Row& row, const char* list, const std::function<void(const Json&)>& each)
{
    const JsonTable table{Json::json_pointer(std::string("/") + list),
                          [&](const std::string&, const Json& value) { each(value); }};
    Json body = parse_json(row.body, "table finding", {&table, 1});
    Fields(body, "table finding", "TRACE-RANGE").array(list, 0);  // a list, whose elements came one by one
    return body;
}

ExpertEffects read_effects(const Row& row, const ModelCard& card)
{
    if (row.position < 0 || row.position >= longest_context) refuse("a token outside of any context");
    if (!card.is_moe(int(row.layer))) refuse("a layer without experts");
    ExpertEffects found;
    found.reply = row.reply;
    found.position = std::int32_t(row.position);
    found.layer = std::int32_t(row.layer);
    const Json body = parse(row, "experts", [&](const Json& value) {
        if (found.experts.size() > std::size_t(card.n_routed_experts)) refuse("too many experts");
        const Fields one(value, "table finding", "TRACE-RANGE");
        const int expert = int(one.int_in("expert", card.n_shared_experts > 0 ? -1 : 0, card.n_routed_experts - 1));
        const auto same = [expert](const ExpertEffects::One& other) { return other.expert == expert; };
        if (std::ranges::any_of(found.experts, same)) refuse("an expert twice");
        found.experts.push_back({expert, real(one, "weight", -largest, largest), real(one, "norm", 0, largest),
                                 real(one, "logit", -largest, largest)});
    });
    const Fields fields(body, "table finding", "TRACE-RANGE");
    found.target = TokenId(fields.int_in("target", 0, card.vocab_size - 1));
    found.target_logit = real(fields, "target_logit", -largest, largest);
    found.stream_norm = real(fields, "stream_norm", 0, largest);
    return found;
}

RouterNeighbours read_neighbours(const Row& row, const ModelCard& card)
{
    if (row.model != card.hash || !card.is_moe(int(row.layer))) refuse("no router of this model");
    RouterNeighbours found;
    found.model = row.model;
    found.layer = std::int32_t(row.layer);
    const Json body = parse(row, "experts", [&](const Json& nearest) {
        if (++found.experts > card.n_routed_experts || !nearest.is_array()) refuse("too many experts");
        for (const Json& value : nearest) {
            const Fields one(value, "table finding", "TRACE-RANGE");
            found.nearest.push_back(std::uint16_t(one.int_in("expert", 0, card.n_routed_experts - 1)));
            found.cosine.push_back(real(one, "cosine", -1 - rounding, 1 + rounding));
        }
        if (found.nearest.size() > std::size_t(found.experts) * std::size_t(card.n_routed_experts))
            refuse("too many neighbours");
    });
    const Fields fields(body, "table finding", "TRACE-RANGE");
    found.width = std::int32_t(fields.int_in("width", 0, card.n_routed_experts - 1));
    if (found.experts != card.n_routed_experts ||
        found.nearest.size() != std::size_t(found.experts) * std::size_t(found.width))
        refuse("not as many neighbours as there must be");
    return found;
}

Divergence read_divergence(const Row& row, const ModelCard& card)
{
    Divergence found;
    found.reply = row.reply;
    found.changed = override_from_json(row.router, "table finding");
    const Json body = parse(row, "tokens", [&](const Json& value) {
        if (found.kl.size() == std::size_t(longest_context)) refuse("too many tokens");
        const Fields one(value, "table finding", "TRACE-RANGE");
        found.kl.push_back(real(one, "kl", 0, largest));
        found.before.push_back(real(one, "before", 0, 1 + rounding));
        found.after.push_back(real(one, "after", 0, 1 + rounding));
        found.best.push_back(TokenId(one.int_in("best", 0, card.vocab_size - 1)));
    });
    found.original =
        override_from_json(Fields(body, "table finding", "TRACE-RANGE").text("original"), "table finding");
    return found;
}

bool has_reply(const Document& document, ReplyId id)
{
    const auto found = std::ranges::lower_bound(document.messages, id, {}, &StoredMessage::id);
    return found != document.messages.end() && found->id == id && found->message.role == Role::Assistant;
}

/// The answer, if a model of the document can have given it; monostate otherwise. `text`: bytes that were parsed.
Event read(const Row& row, const Document& document, std::size_t& text)
{
    if (row.kind != "neighbours" && !has_reply(document, row.reply)) return {};
    for (const Provenance& one : document.provenance) {
        if ((text += row.body.size() + row.router.size()) > most_text) return {};
        try {
            if (row.kind == "effects") return read_effects(row, one.card);
            if (row.kind == "neighbours") return read_neighbours(row, one.card);
            if (row.kind == "divergence") return read_divergence(row, one.card);
        } catch (const Error&) {  // not this one: it is asked again in a moment, where nothing depends on it
        }
    }
    return {};
}

}  // namespace

bool is_finding(const Event& event)
{
    return std::holds_alternative<ExpertEffects>(event) || std::holds_alternative<RouterNeighbours>(event) ||
           std::holds_alternative<Divergence>(event);
}

void write_finding(Database& database, const Event& found)
{
    if (const auto* effects = std::get_if<ExpertEffects>(&found)) write(database, *effects);
    if (const auto* neighbours = std::get_if<RouterNeighbours>(&found)) write(database, *neighbours);
    if (const auto* divergence = std::get_if<Divergence>(&found)) write(database, *divergence);
}

std::vector<Event> read_findings(Database& database, const Document& document)
{
    std::vector<Event> found;
    if (!has_table(database, "finding")) return found;
    std::size_t text = 0;
    Statement rows(database, "SELECT kind, model, reply, position, layer, router, body FROM finding ORDER BY id");
    for (std::size_t i = 0; i < most_findings && text <= most_text && rows.step(); ++i) {
        const Row row{rows.text(0), rows.text(1), rows.integer(2), rows.integer(3), rows.integer(4), rows.text(5),
                      rows.text(6)};
        if (row.layer < -1 || row.layer > std::numeric_limits<std::int16_t>::max()) continue;
        Event event = read(row, document, text);
        if (is_finding(event)) found.push_back(std::move(event));
    }
    return found;
}

}  // namespace engine
