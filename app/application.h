// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/classroom.h"
#include "app/document_feed.h"
#include "app/librarian.h"
#include "app/recorder.h"
#include "app/worker.h"
#include "engine/device_monitor.h"
#include "ui/feed.h"
#include "ui/main_window.h"

#include <QSize>
#include <QTranslator>

#include <deque>
#include <memory>
#include <optional>

namespace app {

/// What the command line asked for; the rest comes from the settings.
struct Options {
    QString model = QStringLiteral("workshop");
    QString open, ask, shot, language;
    QString device;            ///< empty: as chosen in the window
    QString lesson;            ///< name or file of a lesson to open
    int step = 0;              ///< of it
    bool present = false;      ///< in the presenter's window
    std::optional<bool> dark;
    QSize size;
    bool quitWhenAnswered = false;  ///< nobody can see the window
};

/// The composition root of the window: owns every part, and is the only place that knows both the engine's threads and
/// the ui. Wishes of the ui become calls here, answers come back through the feed.
class Application : public QObject {
    Q_OBJECT
public:
    explicit Application(Options options);
    ~Application() override;

    void start();
    bool isReady() const { return model_ && !file_.empty() && !conversation_.isRunning(); }  ///< for a question

signals:
    void finished(int status);  ///< of a run that answers one question and ends

private:
    void buildWindow();
    void wireConversation();
    void wireLibrarian();
    void wireClassroom();
    void openLesson();
    void readRewards();
    void wireWindow();
    void wireSessions();
    void wireLook();
    void useLanguage(const QString& language);

    void apply(const ui::TraceBatch& batch);
    void load(const QString& model, int context, const QString& device);
    bool goesOnElsewhere(const engine::ErrorParts& error);
    void openModel(const QString& path, int context);
    void onModelReady(const engine::ModelReady& ready);
    void followDevice();
    void followFindings();
    void probe(const engine::Probe& question);
    void endRun(const engine::ErrorParts& error);

    void submit(const engine::Request& request);
    void addProvenance();
    void askIfReady();
    void newChat();
    void show(const std::shared_ptr<OpenedDocument>& opened);
    void showRecorded(const ui::TraceBatch& batch);
    void onRecordingShown(const std::vector<engine::DeviceSample>& devices);
    void renameSession(const std::filesystem::path& file, const QString& title);
    void removeSession(const std::filesystem::path& file);
    void leaveSession();
    void selectSomeLayer();
    bool endsByItself() const { return !options_.shot.isEmpty() || options_.quitWhenAnswered; }
    void finishRun();
    void takePicture(int roundsLeft);

    Options options_;
    ui::Settings settings_;
    QTranslator words_, qtWords_;
    std::filesystem::path folder_;

    // All threads wake the feed. The worker speaks to the recorder, and the recorder's thread to a worker that still
    // lives. So these are destroyed last.
    ui::Feed feed_;
    Recorder recorder_;
    std::shared_ptr<Worker> worker_;
    engine::DeviceMonitor monitor_;
    Librarian librarian_;
    DocumentFeed recording_;  // of the document on screen, until all of it is shown

    ui::Timeline timeline_;
    ui::Selection selection_;
    ui::Conversation conversation_;
    ui::SessionList sessions_;
    ui::DeviceModel device_;
    ui::PromptModel prompt_;
    ui::Experiment experiment_;
    ui::Findings findings_;
    ui::LessonShelf shelf_;
    ui::LessonPlayer player_;
    Classroom classroom_;
    std::unique_ptr<ui::MainWindow> window_;

    std::shared_ptr<const engine::ModelCard> model_;  // loaded
    std::optional<engine::StoredMessage> place_;      // of the reply about to be requested
    std::filesystem::path file_;                      // of the document on screen
    std::string recordedModel_;                       // hash of its newest provenance
    QTimer listing_;
    bool loading_ = false;    // a model
    bool answering_ = false;  // the question of the command line
    QString search_;
    bool mayGoElsewhere_ = false;  // the first model, to whose device only the settings hold it
    std::optional<engine::ErrorParts> elsewhere_;  // why it is another one
    std::optional<engine::ErrorParts> failure_;  // of a run that ends by itself
};

}  // namespace app
