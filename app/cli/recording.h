// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store.h"

namespace app {

/// Writes one request, its reply and what the machine did meanwhile as a session document, while the reply is being
/// generated. One thread.
class Recording {
public:
    enum class Place {
        NewDocument,  ///< with the request's messages
        Behind,       ///< the request's question is asked behind the last message of a document that there is
        Beside,       ///< the last question of such a document is answered anew
    };
    /// Puts an unfinished reply there and completes the request's chat. Throws STORE-*, TRACE-*.
    Recording(const std::filesystem::path& file, const engine::ModelCard& card, engine::Request& request,
              Place place = Place::NewDocument);

    /// The id that the request must carry.
    engine::ReplyId reply() const { return reply_.id; }

    void put(const engine::Event& event);
    /// Stores what is still waiting and the finished reply; durable on return.
    void finish(const engine::ReplyFinished& finished);

private:
    void begin(const engine::Request& request);
    void resume(engine::Request& request, const engine::ModelCard& card, bool again);
    void add_model(const engine::ModelCard& card);
    void put_reply(const engine::Request& request);
    void put_message(engine::Message message);
    void flush();

    engine::DeviceMonitor monitor_;
    engine::Store store_;
    engine::StoredMessage reply_;
    engine::ReplyFold fold_;
    engine::ReplyId newest_ = 0;  // of the document's messages
    std::vector<engine::TokenEvent> waiting_;
};

}  // namespace app
