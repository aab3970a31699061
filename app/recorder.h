// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace app {

/// The one writer of session documents, on its own thread. No call waits for the disk.
///
/// What cannot be written stays in memory and is tried again every 3 s. Messages stay as long as the program
/// runs; of tokens at most 256 MiB wait, then the oldest go first and count as dropped events of their reply.
/// A document's file appears with its first message, so an empty chat leaves none behind.
class Recorder {
public:
    /// `told` is called after every status, on the recorder's thread.
    explicit Recorder(std::filesystem::path library = engine::default_library_folder(),
                      std::function<void()> told = {});
    ~Recorder();  ///< writes what is left, for at most about 5 s

    // The window's side: any thread, in order. Everything but put() and record() is for the document opened last.

    /// `file` exists already or is a Library::new_file().
    void open_document(std::filesystem::path file);

    /// Stores a message in the document opened last. An assistant message that is not complete is the place of a
    /// reply: put it before the reply is asked for. `then` runs on the recorder's thread once the message is
    /// durable, or has failed and is kept for another try; not any more once the recorder is being destroyed.
    void put(engine::StoredMessage message, std::function<void()> then = {});
    void set_title(std::string title);
    void set_system_prompt(std::string text);
    void set_active_leaf(engine::ReplyId leaf);
    void add_provenance(engine::Provenance provenance);
    void record_device(const engine::DeviceSample& sample);  ///< kept while a reply of the document is running

    /// The inference thread's side: every event of a reply, in order. Copies the event and returns. It is stored in
    /// the document that holds the reply's message, also after another document was opened; tokens within
    /// 500 ms, the message together with ReplyFinished. Events of unknown replies are left out.
    void record(const engine::Event& event);
    /// Answers to what was asked about the document `file`, until another one is opened; other events are left out.
    void record_finding(const std::filesystem::path& file, const engine::Event& event);

    /// Consumer side: one thread. A failure is sent once when it begins, then every message once it is durable.
    engine::Ring<engine::SaveStatus>& statuses();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace app
