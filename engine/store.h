// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/device_monitor.h"
#include "engine/session.h"
#include "engine/trace.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace engine {

/// One node of the conversation tree. A reply that is regenerated or a question that is edited gets a sibling;
/// nothing is overwritten.
struct StoredMessage {
    ReplyId id = 0;      ///< chosen by the writer, ascending
    ReplyId parent = 0;  ///< 0: a root
    Message message;
    std::int64_t created_ms = 0;  ///< Unix time
    // Only for assistant messages:
    ReplyStarted started;
    ReplyFinished finished;        ///< text is empty here: it stands in message
    bool complete = false;         ///< false: the program ended while it was being written
};

/// How the recorded numbers came to be.
struct Provenance {
    std::string program_version;
    ModelCard card;
    std::string capture;  ///< "experts, weights, scores, latent norms, candidates, stage times"
};

struct Document {
    std::string title;
    std::string system_prompt;
    ReplyId active_leaf = 0;  ///< the branch last shown
    std::vector<StoredMessage> messages;  ///< ascending id
    std::vector<Provenance> provenance;   ///< one per model used, oldest first
};

/// One session document: a single SQLite file (schema in engine/store/README.md). One thread at a time.
/// Own documents are written in WAL mode; a message is durable when put_message or finish_reply returns.
/// Files from elsewhere are opened as hostile: read-only, immutable, exact schema, limits (reliability P14).
/// Throws STORE-FULL, STORE-IO, STORE-LOCKED; TRACE-KIND, TRACE-NEWER, TRACE-DAMAGED, TRACE-SCHEMA, TRACE-RANGE.
class Store {
public:
    static Store create(const std::filesystem::path& file);
    static Store open(const std::filesystem::path& file);          ///< own document, to go on writing
    static Store open_foreign(const std::filesystem::path& file);  ///< read-only
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    void set_title(const std::string& title);
    void set_system_prompt(const std::string& text);
    void set_active_leaf(ReplyId leaf);
    void add_provenance(const Provenance& provenance);

    /// Inserts or replaces by id; durable on return.
    void put_message(const StoredMessage& message);
    /// Tokens of a running reply; in one transaction per call, durable with the next put_message.
    void append_tokens(const std::vector<TokenEvent>& tokens);
    void append_device(const std::vector<DeviceSample>& samples);
    /// ExpertEffects, RouterNeighbours, Divergence: replaces an earlier answer to the same question.
    void put_finding(const Event& found);

    Document read() const;
    /// The events of one reply as they were recorded (ReplyStarted, TokenEvent..., ReplyFinished): what the
    /// replay source sends into the ring. Damaged rows are skipped and counted in ReplyFinished::dropped_events.
    void replay(ReplyId reply, const EventSink& sink) const;
    std::vector<DeviceSample> device() const;
    /// Answers about the replies and models of `document`, which read() returned. Others are left out.
    std::vector<Event> findings(const Document& document) const;
    std::int64_t token_count() const;

    /// A copy that a stranger can open: VACUUM INTO, no sidecar files.
    void export_to(const std::filesystem::path& file) const;

private:
    struct State;
    explicit Store(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Whether this is the answer to a Probe that documents keep.
bool is_finding(const Event& event);

/// Folds the tokens of one reply, in order, into its message. `<think>` and `</think>` are boundaries only when a
/// token is exactly that, so text about them is text.
class ReplyFold {
public:
    explicit ReplyFold(bool starts_thinking = false) : thinking_(starts_thinking) {}
    void add(const TokenEvent& token);
    const Message& message() const { return message_; }
    std::int32_t tokens() const { return tokens_; }  ///< generated and shown

private:
    Message message_{Role::Assistant, {}, {}};
    std::int32_t tokens_ = 0;
    bool thinking_;
};

/// What became of a write: sent by whoever writes a document to whoever shows it.
struct SaveStatus {
    ReplyId message = 0;   ///< the message that is durable now; 0 with a failure
    bool retrying = false; ///< the failure is kept in memory and tried again
    ErrorParts failure;    ///< code empty: saved
};

struct LibraryEntry {
    std::filesystem::path file;
    std::string title;
    std::int64_t updated_ms = 0;
    std::string snippet;  ///< where a search matched, plain text
    bool changed = false;  ///< holds a reply made under an experiment
};

/// Whether a reply of the document was made under an experiment.
bool holds_experiment(const Document& document);

/// The folder of own session documents with a full-text index over their messages (SQLite FTS5, trigram, so
/// Japanese is found too). The index is a cache: lost or stale, it is rebuilt from the documents.
class Library {
public:
    explicit Library(std::filesystem::path folder);
    ~Library();

    std::filesystem::path new_file();  ///< unique path for a new document; nothing is created yet
    void index(const std::filesystem::path& file, const Document& document);
    void remove(const std::filesystem::path& file);  ///< document and index entry
    std::vector<LibraryEntry> list(int limit = 1000) const;  ///< newest first
    std::vector<LibraryEntry> search(const std::string& words, int limit = 200) const;
    void refresh();  ///< indexes documents that are new or changed since, forgets vanished ones

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Default folder: $XDG_DATA_HOME/expertscope/sessions.
std::filesystem::path default_library_folder();

}  // namespace engine
