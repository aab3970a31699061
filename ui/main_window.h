// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/conversation.h"
#include "ui/models/device.h"
#include "ui/models/experiment.h"
#include "ui/models/findings.h"
#include "ui/models/lesson_player.h"
#include "ui/models/lesson_shelf.h"
#include "ui/models/playback.h"
#include "ui/models/prompt.h"
#include "ui/models/selection.h"
#include "ui/models/session_list.h"
#include "ui/models/timeline.h"
#include "ui/models/trace_size.h"
#include "ui/settings.h"
#include "ui/views/status_line.h"
#include "ui/workspace.h"

#include <QMainWindow>
#include <QPointer>

class QDialog;
class QSplitter;
class QTabWidget;

namespace ui {

class ChatView;
class CompareView;
class ExperimentPanel;
class Feed;
class LessonView;
class OpenModelDialog;
class PresenterWindow;
class Sidebar;
class TopBar;
class View;
struct LoadedReplies;

/// The window: sidebar and chat, the live views as workspaces beside them, top bar and status line. Shows the models
/// it is given and emits wishes; holds nothing that must outlive it, so it can be built again in another language.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    struct Models {
        Conversation& conversation;
        Timeline& timeline;
        Selection& selection;
        SessionList& sessions;
        DeviceModel& device;
        PromptModel& prompt;
        LessonShelf& shelf;
        LessonPlayer& player;
        Experiment& experiment;
        Findings& findings;
        Feed& feed;
        Settings& settings;
    };

    explicit MainWindow(const Models& models, QWidget* parent = nullptr);
    ~MainWindow() override;

    void setModel(std::shared_ptr<const engine::ModelCard> loaded);  ///< null: none yet
    void ask(const QString& text);                                   ///< as if it had been typed and sent
    void openLesson(const QString& nameOrFile);                       ///< from its first step
    void present();                                                  ///< the open lesson, or the one left last
    PresenterWindow* presenter() const;                              ///< null: nothing is presented
    void showLoading(const engine::LoadProgress& progress);
    void showError(const engine::ErrorParts& error);
    void showTemplateFailure(const engine::ErrorParts& error);  ///< once for every model and reason
    void showInspected(const QString& path, std::shared_ptr<const engine::ModelCard> card);
    void showNotInspected(const QString& path, const engine::ErrorParts& error);
    void showFoundModels(const QStringList& paths);
    void showForComparison(std::shared_ptr<const LoadedReplies> replies);
    void rememberPlace();   ///< of the window and its docks, for the next one
    QString draft() const;  ///< what stands in the composer
    void setDraft(const QString& text);
    bool isComplete() const;  ///< all text is on screen
    const QList<QAction*>& commands() const { return commands_; }
    QList<View*> views() const { return views_; }
    bool watchesDevice() const;  ///< somebody sees what the machine does

signals:
    void modelChosen(const QString& path, int context);  ///< context 0: as many positions as usual
    void inspectWanted(const QString& path);             ///< what is this model?
    void scanWanted(const QString& folder);              ///< which models are there?
    void promptWanted(const std::vector<engine::Message>& chat, bool thinking);
    void deviceWatched();  ///< or not any more
    void fileChosen(const QString& file);
    void exportChosen(const QString& file);
    void comparisonWanted(const QString& file);  ///< with the replies of that session: answered by showForComparison
    void newChatWanted();
    void searchChanged(const QString& words);
    void sessionWanted(const std::filesystem::path& file);
    void renameWanted(const std::filesystem::path& file, const QString& title);
    void deleteWanted(const std::filesystem::path& file);
    void branchWanted(qint64 reply);  ///< the timeline is to show this reply
    void stopWanted();
    void paceChosen(double tokensPerSecond, bool paused);
    void stepWanted();
    void themeChosen(bool dark);
    void languageChosen(const QString& language);
    void fontChosen(double points);

protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Commands {
        QAction *openModel, *rewind, *play, *pause, *step, *stop, *regenerate, *editLast, *rename, *remove,
            *exportSession, *lessons, *present;
    };

    void createCommands();
    QMenu* createMenu();
    QAction* addCommand(const QString& text, const QKeySequence& keys, std::function<void()> action);
    void addFileCommands(QMenu* menu);
    void addRecentModels(QMenu* menu);
    void addChatCommands(QMenu* menu);
    void addTransportCommands(QMenu* menu);
    void addLenses(QMenu* menu);
    void addLookCommands(QMenu* menu);
    void addViewCommands(QMenu* menu);
    void addLessonCommands(QMenu* menu);
    void addHelpCommands(QMenu* menu);

    void setupColumns();
    void setupWorkspaces();
    void setupOverview();
    void setupToken();
    void setupTimeline();
    void setupExperts();
    void setupTrials();
    void setupEfficiency();
    Workspace* addWorkspace(const QString& name, const QString& title, Workspace::Layout (*layout)(QSize));
    void addView(Workspace* page, View* view, const char* name, const QString& title);
    QList<Workspace*> workspaces() const;
    void arrangeShownWorkspace();
    void selectSomeExpert();
    QDockWidget* reveal(const QString& name);
    void setupLessons();
    bool openSomeLesson();
    void chooseLesson();
    void showLessons(bool shown);
    void followLesson();
    void pointAtLesson();
    void refreshSampling();
    void setupWiring();
    void wireChat();
    void wireSidebar();
    void restorePlace();

    void chooseModel(const QString& path);
    void chooseFile();
    void chooseExport();
    void chooseFont(double points);
    void applyPace();
    void showArchitecture();
    void showPrompt();
    void askForPrompt();
    QDialog* showDialog(View* view, const QString& title);
    void about();
    ReplyOptions takeOptions();
    void refreshState();
    void refreshMeters();
    void refreshTitle();

    Models models_;
    Commands do_{};
    QList<QAction*> commands_;
    QList<View*> views_;
    QTabWidget* workspaces_ = nullptr;
    LessonView* lessons_ = nullptr;
    ExperimentPanel* experiment_ = nullptr;
    QDockWidget* lessonDock_ = nullptr;
    QPointer<PresenterWindow> presenter_;
    int pointedAt_ = 0;  // answers of the lesson's step
    TopBar* top_ = nullptr;
    QSplitter* columns_ = nullptr;
    Sidebar* sidebar_ = nullptr;
    ChatView* chat_ = nullptr;
    StatusLine* status_ = nullptr;
    TraceSize trace_;
    Playback playback_;
    CompareView* compare_ = nullptr;
    std::shared_ptr<const engine::ModelCard> model_;  // loaded; the recorded one of a session may be another
    Timeline built_;                                  // without tokens: how the loaded model is built
    QPointer<OpenModelDialog> opening_;
    QPointer<QDialog> prompt_;
    QString toldTemplate_;  // the failure that was shown last
    bool loading_ = false, shown_ = false, deviceShown_ = false;
};

}  // namespace ui
