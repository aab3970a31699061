// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store.h"

#include "engine/error.h"
#include "engine/store/card_json.h"
#include "engine/store/database.h"
#include "engine/store/device_row.h"
#include "engine/store/document_file.h"
#include "engine/store/file_sync.h"
#include "engine/store/finding_row.h"
#include "engine/store/message_row.h"
#include "engine/store/token_row.h"

#include <optional>

namespace engine {

namespace fs = std::filesystem;

struct Store::State {
    State(std::unique_ptr<Database> opened, bool is_foreign) : database(std::move(opened)), foreign(is_foreign) {}

    std::unique_ptr<Database> database;
    bool foreign;
    std::optional<TokenWriter> tokens;  // prepared by the first tokens
};

namespace {

/// The card of a provenance row. One that cannot be read spoils only itself: it says so in place of a name.
ModelCard read_card(const std::string& json)
try {
    return card_from_json(json, "table provenance");
} catch (const Error& error) {
    if (!error.code().starts_with("JSON-")) throw;
    ModelCard unreadable;
    unreadable.name = "unreadable (" + error.code() + ")";
    return unreadable;
}

std::vector<Provenance> read_provenance(Database& database)
{
    constexpr std::size_t most_models = 1000;
    std::vector<Provenance> all;
    Statement rows(database, "SELECT program_version, capture, card FROM provenance ORDER BY id");
    while (all.size() < most_models && rows.step())
        all.push_back({rows.text(0), read_card(rows.text(2)), rows.text(1)});
    return all;
}

std::vector<TraceShape> shapes(const std::vector<Provenance>& provenance, const ReplyStarted& reply)
{
    std::vector<TraceShape> all;
    for (const Provenance& one : provenance)
        all.emplace_back(one.card, reply.router);
    return all;
}

/// What a reply had said when the program ended: its tokens are there, its text is not.
void recover_text(TokenReader& reader, StoredMessage& message)
{
    ReplyFold fold(message.started.thinking);
    TokenEvent token;
    while (reader.next(token))
        fold.add(token);
    message.message = fold.message();
    message.finished.tokens = fold.tokens();
}

void set(Database& database, const char* key, const auto& value)
{
    Statement(database, "INSERT OR REPLACE INTO document VALUES (?, ?)").run(std::string_view(key), value);
}

/// The reply as the tokens spelled it.
std::string whole_text(const Message& message, bool starts_thinking)
{
    if (message.thinking.empty()) return message.content;
    const std::string opened = (starts_thinking ? "" : "<think>") + message.thinking;
    return message.content.empty() ? opened : opened + "</think>" + message.content;
}

}  // namespace

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Store Store::create(const fs::path& file)
{
    return Store(std::make_unique<State>(create_document(file), false));
}

Store Store::open(const fs::path& file)
{
    return Store(std::make_unique<State>(open_own_document(file), false));
}

Store Store::open_foreign(const fs::path& file)
{
    return Store(std::make_unique<State>(open_foreign_document(file), true));
}

void Store::set_title(const std::string& title)
{
    set(*state_->database, "title", title);
}

void Store::set_system_prompt(const std::string& text)
{
    set(*state_->database, "system_prompt", text);
}

void Store::set_active_leaf(ReplyId leaf)
{
    set(*state_->database, "active_leaf", leaf);
}

void Store::add_provenance(const Provenance& provenance)
{
    Statement(*state_->database,
              "INSERT INTO provenance (program_version, capture, card) SELECT ?1, ?2, ?3 WHERE NOT EXISTS"
              " (SELECT 1 FROM provenance WHERE program_version = ?1 AND capture = ?2 AND card = ?3)")
        .run(provenance.program_version, provenance.capture, card_to_json(provenance.card));
}

void Store::put_message(const StoredMessage& message)
{
    Transaction transaction(*state_->database);
    write_message(*state_->database, message);
    transaction.commit();
}

void Store::append_tokens(const std::vector<TokenEvent>& tokens)
{
    if (!state_->tokens) state_->tokens.emplace(*state_->database);
    Transaction transaction(*state_->database);
    for (const TokenEvent& token : tokens)
        state_->tokens->write(token);
    transaction.commit();
}

void Store::append_device(const std::vector<DeviceSample>& samples)
{
    Transaction transaction(*state_->database);
    for (const DeviceSample& sample : samples)
        write_device(*state_->database, sample);
    transaction.commit();
}

void Store::put_finding(const Event& found)
{
    Transaction transaction(*state_->database);
    write_finding(*state_->database, found);
    transaction.commit();
}

std::vector<Event> Store::findings(const Document& document) const
{
    state_->database->restart_clock();
    return read_findings(*state_->database, document);
}

Document Store::read() const
{
    Database& database = *state_->database;
    database.restart_clock();
    Document document;
    Statement values(database, "SELECT key, value FROM document");
    while (values.step()) {
        const std::string key = values.text(0);
        if (key == "title") document.title = values.text(1);
        if (key == "system_prompt") document.system_prompt = values.text(1);
        if (key == "active_leaf") document.active_leaf = values.integer(1);
    }
    document.provenance = read_provenance(database);
    document.messages = read_messages(database);
    for (StoredMessage& message : document.messages) {
        if (message.message.role != Role::Assistant || message.complete) continue;
        TokenReader tokens(database, message.id, shapes(document.provenance, message.started));
        recover_text(tokens, message);
    }
    return document;
}

void Store::replay(ReplyId reply, const EventSink& sink) const
{
    Database& database = *state_->database;
    database.restart_clock();
    std::optional<StoredMessage> message = read_message(database, reply);
    if (!message || message->message.role != Role::Assistant) return;
    TokenReader reader(database, reply, shapes(read_provenance(database), message->started));
    Event event = message->started;
    sink(event);
    TokenEvent token;
    while (reader.next(token)) {
        event = std::move(token);
        sink(event);
        if (auto* back = std::get_if<TokenEvent>(&event)) token = std::move(*back);  // its buffers, if not taken
        database.restart_clock();  // the receiver's time does not count
    }
    message->finished.text = whole_text(message->message, message->started.thinking);
    message->finished.dropped_events += reader.damaged();
    event = std::move(message->finished);
    sink(event);
}

std::vector<DeviceSample> Store::device() const
{
    state_->database->restart_clock();
    return read_device(*state_->database);
}

std::int64_t Store::token_count() const
{
    state_->database->restart_clock();
    return state_->database->integer("SELECT count(*) FROM token");
}

void Store::export_to(const fs::path& file) const
{
    const fs::path part = file.string() + ".part";
    std::error_code ignored;
    fs::remove(part, ignored);
    try {
        if (state_->foreign)
            fs::copy_file(state_->database->file(), part);
        else
            Statement(*state_->database, "VACUUM INTO ?1").run(part.string());
        replace_file(part, file);
    } catch (const fs::filesystem_error& error) {
        fs::remove(part, ignored);
        throw Error({"STORE-IO",
                     "the copy cannot be written",
                     printable(file.string(), 200),
                     error.code().message(),
                     {},
                     "Look at the folder and its disk."});
    } catch (...) {
        fs::remove(part, ignored);
        throw;
    }
}

}  // namespace engine
