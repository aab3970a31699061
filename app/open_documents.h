// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/draft.h"
#include "engine/store.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace app {

/// What the recorder's thread does: knows the documents being written and the replies being generated, and when
/// something must go to the disk. One thread.
class OpenDocuments {
public:
    using Clock = std::chrono::steady_clock;

    /// `told` is called after every status.
    OpenDocuments(std::filesystem::path library_folder, std::function<void()> told)
        : library_folder_(std::move(library_folder)), told_(std::move(told))
    {
    }

    void open_document(const std::filesystem::path& file);
    Draft* current() { return current_; }  ///< null before the first document

    void put(Draft& draft, engine::StoredMessage message);
    void start(const engine::ReplyStarted& started);
    void add(engine::TokenEvent token);
    void lose(engine::ReplyId reply, std::uint64_t tokens);  ///< that many never came
    void finish(engine::ReplyFinished finished);
    void fail(engine::ReplyId reply);
    void add(const engine::DeviceSample& sample);  ///< kept while a reply of the current document is running

    void add(const std::filesystem::path& file, engine::Event finding);  ///< left out when `file` is not open

    /// The draft changed: writes it within `delay`. One that cannot be written waits for its next try, whatever comes.
    void plan(const Draft& draft, Clock::duration delay = usual_delay);

    Clock::time_point write_at() const { return write_at_; }  ///< max(): nothing waits
    void write();
    bool needs_writing() const;

    engine::Ring<engine::SaveStatus>& statuses() { return statuses_; }
    void report(engine::SaveStatus status);

private:
    static constexpr auto usual_delay = std::chrono::milliseconds(500);

    /// A reply that is being generated: its place in a document, and its text as far as it is known.
    struct Reply {
        Draft* draft = nullptr;
        engine::StoredMessage message;
        engine::ReplyFold fold;
        std::uint64_t lost = 0;  ///< tokens that never came
    };

    void write(Draft& draft);
    void index(const Draft& draft);
    void close_saved_documents();
    bool is_running(const Draft& draft) const;

    std::filesystem::path library_folder_;
    const std::function<void()> told_;
    std::optional<engine::Library> library_;  // from the first message on
    std::vector<std::unique_ptr<Draft>> drafts_;
    Draft* current_ = nullptr;  // of drafts_
    std::map<engine::ReplyId, Reply> replies_;
    Clock::time_point write_at_ = Clock::time_point::max();
    engine::Ring<engine::SaveStatus> statuses_{1024};
};

}  // namespace app
