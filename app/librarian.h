// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/fit.h"
#include "engine/store.h"
#include "ui/models/recorded_reply.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <vector>

namespace app {

/// A session document as read from disk, with everything recorded about its replies.
struct OpenedDocument {
    std::filesystem::path file;
    bool foreign = false;  ///< from elsewhere: to be read, not to be written
    engine::Document document;
    /// Of all replies, oldest first, then what was found about them; router scores as far as a timeline keeps them.
    std::vector<engine::Event> events;
    std::vector<engine::DeviceSample> device;
};

/// Reads session documents, the library of them and the headers of models on a thread of its own, so that the window
/// never waits for the disk. Answers are signals in the thread of this object. Jobs run one after the other.
class Librarian : public QObject {
    Q_OBJECT
public:
    explicit Librarian(std::filesystem::path folder);
    ~Librarian() override;  ///< waits for the job in progress

    void list(const std::string& words = {});  ///< all documents, or those whose content matches
    void open(const std::filesystem::path& file);
    void openForComparison(const std::filesystem::path& file);  ///< its replies, beside the document on screen
    void rename(const std::filesystem::path& file, const std::string& title);
    void remove(const std::filesystem::path& file);
    void exportTo(const std::filesystem::path& file, const std::filesystem::path& target);
    void makeFile();  ///< a path for a new document
    void inspect(const QString& model);       ///< reads a model's headers
    void findModels(const QString& folder);
    void findSamples(const QString& folder);  ///< sessions that come with the program

signals:
    void listed(const std::vector<engine::LibraryEntry>& entries, bool found);
    void opened(std::shared_ptr<app::OpenedDocument> document);
    void openedForComparison(std::shared_ptr<const ui::LoadedReplies> replies);
    void exported(const std::filesystem::path& target);
    void fileMade(const std::filesystem::path& file);
    void inspected(const QString& model, std::shared_ptr<const engine::ModelCard> card);
    void notInspected(const QString& model, const engine::ErrorParts& error);
    void modelsFound(const QStringList& paths);
    void samplesFound(const std::vector<engine::LibraryEntry>& samples);
    void failed(const engine::ErrorParts& error);

private:
    using Answer = std::function<void()>;
    using Job = std::function<Answer(engine::Library&)>;

    void post(Job job);  ///< runs `job` on the thread, its answer here
    engine::Library& library();
    bool isForeign(const std::filesystem::path& file) const;  ///< not of the own folder

    const std::filesystem::path folder_;
    std::unique_ptr<engine::Library> library_;  // of the thread; opened by its first job
    QThreadPool thread_;
};

}  // namespace app
