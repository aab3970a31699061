// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store.h"

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// Heap and inline bytes of a token event, about.
std::size_t bytes_of(const engine::TokenEvent& token);

/// Tokens that wait to be written, in batches of one transaction. Beyond the limit the oldest batch goes.
class TokenBacklog {
public:
    static constexpr std::size_t limit = 256 << 20;  // bytes
    static constexpr std::size_t batch_size = 512;   // tokens

    void add(engine::TokenEvent token);
    void count_dropped(engine::ReplyId reply, std::uint64_t events) { dropped_[reply] += events; }
    std::uint64_t take_dropped(engine::ReplyId reply);  ///< how many went since this was last asked

    bool empty() const { return batches_.empty(); }
    const std::vector<engine::TokenEvent>& oldest() const { return batches_.front().tokens; }
    void pop();

private:
    struct Batch {
        std::vector<engine::TokenEvent> tokens;
        std::size_t bytes = 0;
    };
    std::deque<Batch> batches_;
    std::size_t bytes_ = 0;
    std::map<engine::ReplyId, std::uint64_t> dropped_;
};

/// One session document together with what is not durable in it yet. One thread.
class Draft {
public:
    explicit Draft(std::filesystem::path file) : file_(std::move(file)) {}

    const std::filesystem::path& file() const { return file_; }

    // What is to be written. Later values replace earlier ones that still wait.
    std::optional<std::string> title, system_prompt;
    std::optional<engine::ReplyId> active_leaf;
    std::vector<engine::Provenance> provenance;
    std::map<engine::ReplyId, engine::StoredMessage> messages;
    TokenBacklog tokens;
    std::vector<engine::DeviceSample> device;
    std::deque<engine::Event> findings;

    bool failing = false;  ///< the last write() threw

    /// Something waits, and there is a file or a first message to make one for.
    bool needs_writing() const;

    /// Writes all that waits and forgets it piece by piece, so that after a throw only the rest waits. Tokens go
    /// before the messages that complete them. Returns the messages that are durable now.
    std::vector<engine::ReplyId> write();

    engine::Document read() const { return store_->read(); }  ///< after a write()

private:
    bool has_file() const;
    void write_meta();
    void write_tokens();
    void write_messages(std::vector<engine::ReplyId>& durable);
    void write_findings();

    std::filesystem::path file_;
    std::optional<engine::Store> store_;  // from the first write on
};

}  // namespace app
