// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Who is told what: wishes of the ui become calls, answers come back as signals.
#include "app/application.h"

#include "app/places.h"
#include "ui/theme.h"

#include <QApplication>

namespace app {

void Application::wireConversation()
{
    using ui::Conversation;
    // The place of a reply is stored together with its request, so that no reply runs that has no place.
    connect(&conversation_, &Conversation::messageStored, this, [this](const engine::StoredMessage& message) {
        if (message.message.role == engine::Role::Assistant)
            place_ = message;
        else
            recorder_.put(message);
    });
    connect(&conversation_, &Conversation::replyRequested, this, &Application::submit);
    connect(&conversation_, &Conversation::leafChosen, this, [this](qint64 leaf) { recorder_.set_active_leaf(leaf); });
    connect(&conversation_, &Conversation::titleChosen, this,
            [this](const QString& title) { recorder_.set_title(title.toStdString()); });
    connect(&conversation_, &Conversation::systemPromptChosen, this,
            [this](const QString& text) { recorder_.set_system_prompt(text.toStdString()); });
    connect(&conversation_, &Conversation::saveStateChanged, &listing_, qOverload<>(&QTimer::start));
    connect(&conversation_, &Conversation::pathChanged, this, [this] {
        if (!conversation_.isRunning()) timeline_.showReply(conversation_.lastReply());
    });
    connect(&conversation_, &Conversation::runningChanged, this, [this](bool running) {
        followDevice();
        followFindings();
        if (!running && answering_) finishRun();
    });
    connect(&timeline_, &ui::Timeline::cardChanged, this, &Application::selectSomeLayer);
    connect(&timeline_, &ui::Timeline::cardChanged, this, &Application::followFindings);
    connect(&findings_, &ui::Findings::changed, &device_, [this] {
        const auto* measured = findings_.bandwidth();
        if (measured && measured->of_gpu()) device_.setGpuBandwidth(measured->bytes_per_second);
        else if (measured) device_.setBandwidth(measured->bytes_per_second);
    });
    connect(&findings_, &ui::Findings::wanted, this, &Application::probe);
    connect(&timeline_, &ui::Timeline::changed, this, [this] { selection_.advanceTo(timeline_.size() - 1); });
}

void Application::wireLibrarian()
{
    connect(&librarian_, &Librarian::samplesFound, this, [this](const std::vector<engine::LibraryEntry>& samples) {
        sessions_.setSamples(samples);
        librarian_.list(search_.toStdString());
    });
    librarian_.findSamples(sample_folder());
    connect(&librarian_, &Librarian::listed, this,
            [this](const std::vector<engine::LibraryEntry>& entries, bool found) {
                sessions_.setEntries(entries, QDateTime::currentDateTime(), found);
            });
    connect(&librarian_, &Librarian::opened, this, &Application::show);
    connect(&recording_, &DocumentFeed::batchReady, this, &Application::showRecorded);
    connect(&recording_, &DocumentFeed::ended, this, &Application::onRecordingShown);
    connect(&librarian_, &Librarian::failed, this, [this](const engine::ErrorParts& error) {
        window_->showError(error);
        if (file_.empty()) endRun(error);  // the session of the command line
    });
    connect(&librarian_, &Librarian::fileMade, this, [this](const std::filesystem::path& file) {
        file_ = file;
        recorder_.open_document(file);
        sessions_.setOpenFile(file);
        classroom_.chatOpened();
        askIfReady();
    });
}

void Application::wireClassroom()
{
    connect(&classroom_, &Classroom::chatWanted, this, &Application::newChat);
    connect(&classroom_, &Classroom::stopWanted, this, [this] { worker_->stop(); });
    connect(&classroom_, &Classroom::modelWanted, this, [this](const QString& name) { openModel(name, 0); });
    shelf_ = ui::readLessons(lesson_folders());
    player_.setModelFinder(model_is_there);
}

/// Of the window there is now; what it asks of models and of the running reply.
void Application::wireWindow()
{
    using ui::MainWindow;
    MainWindow* window = window_.get();
    connect(window, &MainWindow::modelChosen, this, &Application::openModel);
    connect(window, &MainWindow::inspectWanted, &librarian_, &Librarian::inspect);
    connect(window, &MainWindow::scanWanted, &librarian_, &Librarian::findModels);
    connect(&librarian_, &Librarian::inspected, window, &MainWindow::showInspected);
    connect(&librarian_, &Librarian::notInspected, window, &MainWindow::showNotInspected);
    connect(&librarian_, &Librarian::modelsFound, window, &MainWindow::showFoundModels);
    connect(window, &MainWindow::promptWanted, this,
            [this](const std::vector<engine::Message>& chat, bool thinking) { worker_->write_prompt(chat, thinking); });
    connect(window, &MainWindow::deviceWatched, this, &Application::followDevice);
    connect(window, &MainWindow::branchWanted, &timeline_, &ui::Timeline::showReply);
    connect(window, &MainWindow::stopWanted, this, [this] { worker_->stop(); });
    connect(window, &MainWindow::paceChosen, this,
            [this](double tokens, bool paused) { worker_->set_pace(tokens, paused); });
    connect(window, &MainWindow::stepWanted, this, [this] { worker_->step(); });
    wireSessions();
    wireLook();
}

void Application::wireSessions()
{
    using ui::MainWindow;
    MainWindow* window = window_.get();
    connect(window, &MainWindow::newChatWanted, this, &Application::newChat);
    connect(window, &MainWindow::fileChosen, this,
            [this](const QString& file) { librarian_.open(file.toStdString()); });
    connect(window, &MainWindow::exportChosen, this,
            [this](const QString& target) { librarian_.exportTo(file_, target.toStdString()); });
    connect(window, &MainWindow::comparisonWanted, this,
            [this](const QString& file) { librarian_.openForComparison(file.toStdString()); });
    connect(&librarian_, &Librarian::openedForComparison, window, &MainWindow::showForComparison);
    connect(window, &MainWindow::searchChanged, this, [this](const QString& words) {
        search_ = words;
        librarian_.list(words.toStdString());
    });
    connect(window, &MainWindow::sessionWanted, &librarian_, &Librarian::open);
    connect(window, &MainWindow::renameWanted, this, &Application::renameSession);
    connect(window, &MainWindow::deleteWanted, this, &Application::removeSession);
}

void Application::wireLook()
{
    using ui::MainWindow;
    MainWindow* window = window_.get();
    connect(window, &MainWindow::themeChosen, this, [this](bool dark) {
        settings_.setDarkTheme(dark);
        ui::applyTheme(*qApp, dark ? ui::darkTheme() : ui::lightTheme(), settings_.fontPoints());
    });
    // The window that asks is replaced: only once its own event is over.
    connect(
        window, &MainWindow::languageChosen, this,
        [this](const QString& language) {
            settings_.setLanguage(language);
            useLanguage(language);
            buildWindow();
        },
        Qt::QueuedConnection);
    connect(
        window, &MainWindow::fontChosen, this,
        [this](double points) {
            settings_.setFontPoints(points);
            ui::applyTheme(*qApp, ui::theme(), points);
            buildWindow();
        },
        Qt::QueuedConnection);
}

}  // namespace app
