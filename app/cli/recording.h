// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store.h"

namespace app {

/// Writes one request, its reply and what the machine did meanwhile as a session document, while the reply is being
/// generated. One thread.
class Recording {
public:
    /// Creates the document with the request's messages and an unfinished reply. Throws STORE-*.
    Recording(const std::filesystem::path& file, const engine::ModelCard& card, const engine::Request& request);

    /// The id that the request must carry.
    engine::ReplyId reply() const { return reply_.id; }

    void put(const engine::Event& event);
    /// Stores what is still waiting and the finished reply; durable on return.
    void finish(const engine::ReplyFinished& finished);

private:
    void put_message(engine::Message message);
    void flush();

    engine::DeviceMonitor monitor_;
    engine::Store store_;
    engine::StoredMessage reply_;
    std::vector<engine::TokenEvent> waiting_;
};

}  // namespace app
