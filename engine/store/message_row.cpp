// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/message_row.h"

#include "engine/error.h"
#include "engine/store/experiment_row.h"
#include "engine/store/schema.h"

#include <algorithm>
#include <array>
#include <limits>

namespace engine {
namespace {

constexpr std::size_t most_messages = 100'000;
constexpr std::size_t most_text = 256 << 20;                  // bytes of all messages together
constexpr std::int64_t last_moment_ms = 253'402'300'799'999;  // the end of year 9999
constexpr double longest_ms = 1e12;                           // of work; three decades

constexpr std::array role_names = {"system", "user", "assistant"};
constexpr std::array reason_names = {"end_of_text", "max_tokens", "context_full", "cancelled", "failed"};

/// The value whose name this is; `otherwise` for a name nobody wrote.
template <class Enum, std::size_t Count>
Enum named(const std::array<const char*, Count>& names, const std::string& name, Enum otherwise)
{
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? otherwise : Enum(found - names.begin());
}

template <class Number>
Number clamped(std::int64_t value)
{
    return Number(std::clamp<std::int64_t>(value, 0, std::numeric_limits<Number>::max()));
}

void write_reply_start(Database& database, ReplyId reply, std::int32_t tokens)
{
    if (tokens > 0)
        Statement(database, "INSERT OR REPLACE INTO reply_start VALUES (?, ?)").run(reply, tokens);
    else
        Statement(database, "DELETE FROM reply_start WHERE message = ?").run(reply);
}

void write_observing(Database& database, ReplyId reply, float ms)
{
    if (ms > 0)
        Statement(database, "INSERT OR REPLACE INTO observing VALUES (?, ?)").run(reply, ms);
    else
        Statement(database, "DELETE FROM observing WHERE message = ?").run(reply);
}

void write_reply(Database& database, const StoredMessage& message)
{
    const ReplyStarted& started = message.started;
    const ReplyFinished& finished = message.finished;
    const Sampling& sampling = started.sampling;
    Statement(database, "INSERT OR REPLACE INTO reply VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
        .run(message.id, started.base, started.prompt_tokens, started.reused_tokens, started.thinking,
             sampling.temperature, sampling.top_k, sampling.top_p, sampling.min_p, sampling.repetition_penalty,
             sampling.seed, sampling.max_tokens, reason_names.at(std::size_t(finished.reason)), finished.tokens,
             finished.first_token_ms, finished.tokens_per_second, finished.prefill_tokens_per_second,
             finished.dropped_events);
    write_experiment(database, message.id, started.router);
    if (started.given_tokens > 0 || finished.observing_ms > 0) require_format(database, 3);
    if (!has_table(database, "observing")) return;  // nor is there the other
    write_reply_start(database, message.id, started.given_tokens);
    write_observing(database, message.id, finished.observing_ms);
}

void read_reply(const Statement& row, int first, StoredMessage& message)
{
    int column = first;
    const auto count = [&] { return clamped<std::int32_t>(row.integer(column++)); };
    const auto real = [&] { return float(row.real(column++)); };
    ReplyStarted& started = message.started;
    started.reply = message.id;
    started.base = row.integer(column++);
    started.prompt_tokens = count();
    started.reused_tokens = count();
    started.thinking = row.integer(column++) != 0;
    Sampling& sampling = started.sampling;
    sampling.temperature = real();
    sampling.top_k = count();
    sampling.top_p = real();
    sampling.min_p = real();
    sampling.repetition_penalty = real();
    sampling.seed = std::uint64_t(row.integer(column++));
    sampling.max_tokens = count();
    ReplyFinished& finished = message.finished;
    finished.reply = message.id;
    finished.reason = named(reason_names, row.text(column++), StopReason::Failed);
    finished.tokens = count();
    finished.first_token_ms = real();
    finished.tokens_per_second = real();
    finished.prefill_tokens_per_second = real();
    finished.dropped_events = clamped<std::int64_t>(row.integer(column));
}

/// Of a document of any format.
std::string select_messages(Database& database)
{
    const bool third = has_table(database, "observing");
    return std::string("SELECT message.id, parent, role, content, thinking, created_ms, complete, ") +
           (third ? "reply_start.tokens, observing.ms" : "0, 0") +
           ", reply.* FROM message LEFT JOIN reply ON reply.message = message.id" +
           (third ? " LEFT JOIN reply_start ON reply_start.message = message.id"
                    " LEFT JOIN observing ON observing.message = message.id"
                  : "");
}

StoredMessage read_row(const Statement& row, ExperimentReader& experiments)
{
    StoredMessage message;
    message.id = row.integer(0);
    message.parent = row.integer(1);
    message.message.role = named(role_names, row.text(2), Role::User);
    message.message.content = row.text(3);
    message.message.thinking = row.text(4);
    message.created_ms = std::clamp<std::int64_t>(row.integer(5), 0, last_moment_ms);
    message.complete = row.integer(6) != 0;
    message.started.given_tokens = clamped<std::int32_t>(row.integer(7));
    message.finished.observing_ms = float(std::clamp(row.real(8), 0.0, longest_ms));
    if (!row.is_null(9)) read_reply(row, 10, message);
    if (message.message.role == Role::Assistant) message.started.router = experiments.read(message.id);
    return message;
}

[[noreturn]] void refuse(const Database& database, const char* code, const char* what, std::string found,
                         std::string allowed)
{
    throw Error({code, what, printable(database.file().string(), 200), std::move(found), std::move(allowed),
                 "It was not opened."});
}

/// Ids ascend and a parent stands before its child, so there is no way round in a circle.
void require_place(const Database& database, const std::vector<StoredMessage>& before, const StoredMessage& message)
{
    const ReplyId last = before.empty() ? 0 : before.back().id;
    if (message.id <= last)
        refuse(database, "TRACE-LINKS", "messages are out of order", std::to_string(message.id),
               "above " + std::to_string(last));
    if (message.parent != 0 && !std::ranges::binary_search(before, message.parent, {}, &StoredMessage::id))
        refuse(database, "TRACE-LINKS", "a message answers none before it",
               "message " + std::to_string(message.id) + " to " + std::to_string(message.parent), "0 or an earlier id");
}

}  // namespace

void write_message(Database& database, const StoredMessage& message)
{
    Statement(database, "INSERT OR REPLACE INTO message VALUES (?, ?, ?, ?, ?, ?, ?)")
        .run(message.id, message.parent, role_names.at(std::size_t(message.message.role)), message.message.content,
             message.message.thinking, message.created_ms, message.complete);
    if (message.message.role == Role::Assistant) write_reply(database, message);
}

std::vector<StoredMessage> read_messages(Database& database)
{
    std::vector<StoredMessage> messages;
    std::size_t text = 0;
    ExperimentReader experiments(database);
    Statement rows(database, select_messages(database) + " ORDER BY message.id");
    while (rows.step()) {
        StoredMessage message = read_row(rows, experiments);
        require_place(database, messages, message);
        text += message.message.content.size() + message.message.thinking.size();
        messages.push_back(std::move(message));
        if (messages.size() > most_messages)
            refuse(database, "TRACE-RANGE", "too many messages", "more", std::to_string(most_messages));
        if (text > most_text) refuse(database, "TRACE-RANGE", "too much text", "more", "256 MiB");
    }
    return messages;
}

std::optional<StoredMessage> read_message(Database& database, ReplyId id)
{
    ExperimentReader experiments(database);
    Statement row(database, select_messages(database) + " WHERE message.id = ?1");
    row.bind(id);
    return row.step() ? std::optional(read_row(row, experiments)) : std::nullopt;
}

}  // namespace engine
