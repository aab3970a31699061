// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/librarian.h"
#include "ui/models/trace_batch.h"

#include <QObject>

#include <memory>

namespace app {

/// What ui::Feed is for what happens now, for what a document has recorded: its events in batches, as many in one turn
/// of the event loop as leave the window alive. GUI thread.
class DocumentFeed : public QObject {
    Q_OBJECT
public:
    void start(std::shared_ptr<OpenedDocument> document);  ///< the first batches come at once
    void stop() { document_.reset(); }
    bool isRunning() const { return document_ != nullptr; }

signals:
    void batchReady(const ui::TraceBatch& batch);
    void ended(const std::vector<engine::DeviceSample>& devices);  ///< it is running no more

private:
    void readSome();

    std::shared_ptr<OpenedDocument> document_;
    size_t read_ = 0;  // events
};

}  // namespace app
