// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/document_feed.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>

namespace app {
namespace {

constexpr int turn_ms = 8;
constexpr size_t events_of_batch = 256;

}  // namespace

void DocumentFeed::start(std::shared_ptr<OpenedDocument> document)
{
    document_ = std::move(document);
    read_ = 0;
    readSome();
}

void DocumentFeed::readSome()
{
    const auto document = document_;  // whoever takes a batch may stop or start another one
    auto& events = document->events;
    QElapsedTimer time;
    time.start();
    while (read_ < events.size() && !time.hasExpired(turn_ms)) {
        ui::TraceBatch batch;
        const size_t end = std::min(read_ + events_of_batch, events.size());
        for (; read_ < end; ++read_) batch.events.push_back(std::move(events[read_]));
        emit batchReady(batch);
        if (document != document_) return;
    }
    if (read_ < events.size()) {
        QTimer::singleShot(0, this, [this, document] {
            if (document == document_) readSome();
        });
        return;
    }
    document_.reset();
    emit ended(document->device);
}

}  // namespace app
