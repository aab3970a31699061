// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "engine/engine.h"

#include "ui/theme.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLibraryInfo>

namespace app {
namespace {

constexpr int listPauseMs = 400;  // several messages become durable together
constexpr std::chrono::milliseconds busySampling(500), idleSampling(2000);
constexpr int replaySliceMs = 8;
constexpr size_t replayBatch = 256;  // events

std::filesystem::path sessions_folder()
{
    const QByteArray chosen = qgetenv("EXPERTSCOPE_SESSIONS");
    return chosen.isEmpty() ? engine::default_library_folder() : std::filesystem::path(chosen.toStdString());
}

/// Chosen by hand, installed or beside a build tree, and those of the user.
QStringList lesson_folders()
{
    QStringList folders;
    const QString program = QApplication::applicationDirPath(), chosen = qEnvironmentVariable("EXPERTSCOPE_LESSONS");
    if (!chosen.isEmpty()) folders << chosen;
    QStringList bundled{QDir::cleanPath(program + QStringLiteral("/../share/expertscope/lessons"))};
    for (QDir up(program); !up.isRoot() && up.cdUp();) bundled << up.filePath(QStringLiteral("resources/lessons"));
    for (const QString& folder : bundled) {
        if (!QDir(folder).exists()) continue;
        folders << folder;
        break;
    }
    return folders << ui::Settings::lessonFolder();
}

/// Installed, or beside the programs of a build tree.
QString sample_folder()
{
    return QDir::cleanPath(QApplication::applicationDirPath() + QStringLiteral("/../share/expertscope/sessions"));
}

bool model_is_there(const QString& name)
{
    try {
        return !engine::find_model(name.toStdString()).empty();
    } catch (const engine::Error&) {
        return false;
    }
}

std::filesystem::path path_of(const QString& file)
{
    return std::filesystem::path(file.toStdString());
}

}  // namespace

Application::Application(Options options)
    : options_(std::move(options)),
      folder_(sessions_folder()),
      recorder_(folder_, [this] { feed_.wake(); }),
      worker_(std::make_shared<Worker>([this] { feed_.wake(); })),
      monitor_(busySampling, [this] { feed_.wake(); }),
      librarian_(folder_),
      device_(timeline_),
      prompt_(timeline_),
      classroom_(player_, conversation_, timeline_)
{
    feed_.read({&worker_->events(), &monitor_.ring(), &recorder_.statuses()});
    device_.setFacts(monitor_.facts());
    connect(&feed_, &ui::Feed::batchReady, this, &Application::apply);
    wireConversation();
    wireLibrarian();
    wireClassroom();
    listing_.setSingleShot(true);
    listing_.setInterval(listPauseMs);
    connect(&listing_, &QTimer::timeout, this, [this] { librarian_.list(search_.toStdString()); });
}

Application::~Application() = default;

void Application::start()
{
    const bool dark = options_.dark.value_or(settings_.darkTheme());
    ui::applyTheme(*qApp, dark ? ui::darkTheme() : ui::lightTheme(), settings_.fontPoints());
    useLanguage(options_.language.isEmpty() ? settings_.language() : options_.language);
    buildWindow();
    openFirstModel();
    if (options_.open.isEmpty())
        newChat();
    else
        librarian_.open(path_of(options_.open));
    librarian_.list();
}

void Application::useLanguage(const QString& language)
{
    qApp->removeTranslator(&words_);
    qApp->removeTranslator(&qtWords_);
    // English has a file too: for the singular of "%n tokens".
    if (words_.load(QStringLiteral(":/i18n/expertscope_%1.qm").arg(language))) qApp->installTranslator(&words_);
    player_.setLanguage(language);
    if (qtWords_.load(QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        qApp->installTranslator(&qtWords_);
}

/// Also after a change of language or text size: the window holds nothing but what is being typed.
void Application::buildWindow()
{
    if (window_) window_->rememberPlace();
    // The old one goes last: the program ends when no window is left.
    const std::unique_ptr<ui::MainWindow> old = std::move(window_);
    window_ = std::make_unique<ui::MainWindow>(
        ui::MainWindow::Models{conversation_, timeline_, selection_, sessions_, device_, prompt_, shelf_, player_,
                               experiment_, findings_, feed_, settings_});
    window_->setModel(model_);
    if (old)
        window_->setDraft(old->draft());
    else if (options_.size.isValid())
        window_->resize(options_.size);
    wireWindow();
    window_->show();
    followDevice();
}

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

/// The log of the model that learned by trial; the lesson says why when it cannot be read.
void Application::readRewards()
{
    if (player_.evidence().rewards) return;
    try {
        const auto folder = engine::find_model("workshop-rl");
        player_.setRewards(ui::readRewardLog(QString::fromStdString(folder.string())));
    } catch (const engine::Error& error) {
        const bool missing = error.code() == "MODEL-MISSING";
        player_.setRewards(nullptr, missing ? QString() : QString::fromStdString(engine::sentence(error.parts())));
    }
}

void Application::wireWindow()
{
    using ui::MainWindow;
    MainWindow* window = window_.get();
    connect(window, &MainWindow::modelChosen, this,
            [this](const QString& path, int context) { openModel(path, context); });
    connect(window, &MainWindow::inspectWanted, &librarian_, &Librarian::inspect);
    connect(window, &MainWindow::scanWanted, &librarian_, &Librarian::findModels);
    connect(&librarian_, &Librarian::inspected, window, &MainWindow::showInspected);
    connect(&librarian_, &Librarian::notInspected, window, &MainWindow::showNotInspected);
    connect(&librarian_, &Librarian::modelsFound, window, &MainWindow::showFoundModels);
    connect(window, &MainWindow::fileChosen, this, [this](const QString& file) { librarian_.open(path_of(file)); });
    connect(window, &MainWindow::promptWanted, this,
            [this](const std::vector<engine::Message>& chat, bool thinking) { worker_->write_prompt(chat, thinking); });
    connect(window, &MainWindow::deviceWatched, this, &Application::followDevice);
    connect(window, &MainWindow::exportChosen, this,
            [this](const QString& target) { librarian_.exportTo(file_, path_of(target)); });
    connect(window, &MainWindow::comparisonWanted, this,
            [this](const QString& file) { librarian_.openForComparison(path_of(file)); });
    connect(&librarian_, &Librarian::openedForComparison, window, &MainWindow::showForComparison);
    connect(window, &MainWindow::newChatWanted, this, &Application::newChat);
    connect(window, &MainWindow::searchChanged, this, [this](const QString& words) {
        search_ = words;
        librarian_.list(words.toStdString());
    });
    connect(window, &MainWindow::sessionWanted, &librarian_, &Librarian::open);
    connect(window, &MainWindow::renameWanted, this, &Application::renameSession);
    connect(window, &MainWindow::deleteWanted, this, &Application::removeSession);
    connect(window, &MainWindow::branchWanted, &timeline_, &ui::Timeline::showReply);
    connect(window, &MainWindow::stopWanted, this, [this] { worker_->stop(); });
    connect(window, &MainWindow::paceChosen, this,
            [this](double tokens, bool paused) { worker_->set_pace(tokens, paused); });
    connect(window, &MainWindow::stepWanted, this, [this] { worker_->step(); });
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

void Application::apply(const ui::TraceBatch& batch)
{
    for (const auto& event : batch.events) {
        if (const auto* progress = std::get_if<engine::LoadProgress>(&event)) window_->showLoading(*progress);
        if (const auto* failure = std::get_if<engine::Failure>(&event); failure && !failure->probe) {
            loading_ = loading_ && failure->reply != 0;
            window_->showError(failure->error);
            classroom_.failed(*failure);
            if (answering_ || !options_.ask.isEmpty()) endRun(failure->error);
        }
    }
    // The timeline first: a text never shows before its routing.
    timeline_.apply(batch);
    device_.apply(batch);
    conversation_.apply(batch);
    for (const auto& event : batch.events) {
        if (const auto* ready = std::get_if<engine::ModelReady>(&event)) onModelReady(*ready);
        if (const auto* failed = std::get_if<engine::TemplateFailed>(&event))
            window_->showTemplateFailure(failed->error);
    }
    findings_.apply(batch);
    prompt_.apply(batch);
    followFindings();
    for (const auto& sample : batch.device)
        recorder_.record_device(sample);
}

/// What was chosen once may be gone, or too small for this model: a GPU is used where it can be.
void Application::openFirstModel()
{
    engine::LoadOptions options;
    if (!options_.device.isEmpty()) options.device = options_.device.toStdString();
    else if (settings_.device() == QStringLiteral("cpu")) options.device = "cpu";
    loading_ = true;
    worker_->open_model(options_.model.toStdString(), options);
}

void Application::openModel(const QString& path, int context)
{
    engine::LoadOptions options;
    options.context = context;
    options.device = (options_.device.isEmpty() ? settings_.device() : options_.device).toStdString();
    window_->showLoading({path.toStdString(), 0, 0});
    loading_ = true;
    followFindings();
    worker_->open_model(path.toStdString(), options);
}

/// The machine is sampled while there is something to record, or somebody looks.
void Application::followDevice()
{
    const bool watched = window_ && window_->watchesDevice();
    monitor_.set_period(conversation_.isRunning() ? busySampling
                        : watched                 ? idleSampling
                                                  : engine::DeviceMonitor::paused);
}

/// Questions are answered by the model that the conversation was recorded with, while it does nothing else.
void Application::followFindings()
{
    const auto* card = timeline_.card();
    const bool same = model_ && card && model_->hash == card->hash;
    findings_.setReady(same && !loading_ && !replay_ && !conversation_.isRunning());
}

/// Of a document from elsewhere the answers are not kept.
void Application::probe(const engine::Probe& question)
{
    engine::EventSink keep;
    if (!conversation_.isReadOnly())
        keep = [recorder = &recorder_, file = file_](engine::Event& event) { recorder->record_finding(file, event); };
    worker_->probe(question, keep);
}

void Application::onModelReady(const engine::ModelReady& ready)
{
    model_ = ready.card;
    loading_ = false;
    readRewards();
    classroom_.setModel(model_);
    window_->setModel(model_);
    openLesson();
    askIfReady();
}

void Application::submit(const engine::Request& request)
{
    if (!place_) return;
    selection_.follow();
    timeline_.setCard(model_);
    addProvenance();
    place_->started.router = request.router;  // tokens may reach the disk before the reply's start does
    place_->started.given_tokens = std::int32_t(request.reply_start.size());
    // The recorder may still hold this when the worker is gone.
    recorder_.put(*std::exchange(place_, std::nullopt),
                  [weak = std::weak_ptr(worker_), recorder = &recorder_, request] {
                      if (const auto worker = weak.lock())
                          worker->submit(request, [recorder](engine::Event& event) { recorder->record(event); });
                  });
}

void Application::addProvenance()
{
    if (!model_ || model_->hash == recordedModel_) return;
    recordedModel_ = model_->hash;
    recorder_.add_provenance({QApplication::applicationVersion().toStdString(), *model_,
                              "experts, weights, scores, latent norms, candidates, stage times"});
}

void Application::leaveSession()
{
    classroom_.leaveChat();
    if (conversation_.isRunning()) worker_->stop();
    worker_->stop_probes();
    file_.clear();
    replay_.reset();
    recordedModel_.clear();
    selection_.clear();
    timeline_.clear();
    findings_.clear();
    device_.clear();
    selectSomeLayer();
}

/// Without a choice of the user: a router in the middle of the model.
void Application::selectSomeLayer()
{
    const auto* card = timeline_.card();
    if (card && !card->moe_layers.empty() && selection_.layer() < 0)
        selection_.selectLayer(card->moe_layers[card->moe_layers.size() / 2]);
}

void Application::newChat()
{
    leaveSession();
    conversation_.clear();
    if (model_) timeline_.setCard(model_);
    librarian_.makeFile();
}

void Application::show(const std::shared_ptr<OpenedDocument>& opened)
{
    leaveSession();
    file_ = opened->file;
    if (!opened->foreign) recorder_.open_document(file_);
    sessions_.setOpenFile(file_);
    const auto& provenance = opened->document.provenance;
    if (!provenance.empty()) {
        recordedModel_ = provenance.back().card.hash;
        const bool loaded = model_ && model_->hash == recordedModel_;
        timeline_.setCard(loaded ? model_ : std::make_shared<const engine::ModelCard>(provenance.back().card));
    }
    conversation_.setReadOnly(opened->foreign);
    conversation_.load(opened->document);
    replay_ = opened;
    replayed_ = 0;
    replaySome();
}

/// A slice of the recorded events into the models, and on with the next frame.
void Application::replaySome()
{
    if (!replay_) return;
    QElapsedTimer time;
    time.start();
    auto& events = replay_->events;
    while (replayed_ < events.size() && !time.hasExpired(replaySliceMs)) {
        ui::TraceBatch batch;
        const size_t end = std::min(replayed_ + replayBatch, events.size());
        for (; replayed_ < end; ++replayed_)
            batch.events.push_back(std::move(events[replayed_]));
        timeline_.apply(batch);
        findings_.apply(batch);
        conversation_.apply(batch);
    }
    if (replayed_ < events.size()) {
        QTimer::singleShot(0, this, [this, document = replay_] {
            if (document == replay_) replaySome();
        });
        return;
    }
    device_.setRecorded(replay_->device);
    replay_.reset();
    followFindings();
    timeline_.showReply(conversation_.lastReply());
    selection_.follow();
    selection_.advanceTo(timeline_.size() - 1);
    if (options_.ask.isEmpty() && endsByItself()) finishRun();
    askIfReady();
}

void Application::renameSession(const std::filesystem::path& file, const QString& title)
{
    if (file == file_)
        conversation_.setTitle(title);
    else
        librarian_.rename(file, title.toStdString());
    listing_.start();
}

void Application::removeSession(const std::filesystem::path& file)
{
    if (file == file_) newChat();
    librarian_.remove(file);
}

}  // namespace app
