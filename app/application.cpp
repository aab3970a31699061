// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/places.h"
#include "engine/engine.h"
#include "ui/theme.h"

#include <QApplication>
#include <QLibraryInfo>

namespace app {
namespace {

constexpr int listPauseMs = 400;  // several messages become durable together
constexpr std::chrono::milliseconds busySampling(500), idleSampling(2000);

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
    mayGoElsewhere_ = options_.device.isEmpty();
    load(options_.model, 0, mayGoElsewhere_ ? settings_.device() : options_.device);
    if (options_.open.isEmpty())
        newChat();
    else
        librarian_.open(options_.open.toStdString());
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

void Application::apply(const ui::TraceBatch& batch)
{
    for (const auto& event : batch.events) {
        if (const auto* progress = std::get_if<engine::LoadProgress>(&event)) window_->showLoading(*progress);
        if (const auto* failure = std::get_if<engine::Failure>(&event); failure && !failure->probe) {
            loading_ = loading_ && failure->reply != 0;
            if (failure->reply == 0 && goesOnElsewhere(failure->error)) continue;
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

/// What was chosen in the window may be gone, or too small for the first model: another device goes on, and when it
/// does that is said.
bool Application::goesOnElsewhere(const engine::ErrorParts& error)
{
    if (!std::exchange(mayGoElsewhere_, false) || !error.code.starts_with("DEVICE-")) return false;
    elsewhere_ = error;
    elsewhere_->advice = "The model is computed by another device instead.";
    load(options_.model, 0, QStringLiteral("auto"));
    return true;
}

void Application::load(const QString& model, int context, const QString& device)
{
    engine::LoadOptions options;
    options.context = context;
    options.device = device.toStdString();
    loading_ = true;
    followFindings();
    worker_->open_model(model.toStdString(), options);
}

void Application::openModel(const QString& path, int context)
{
    mayGoElsewhere_ = false;
    elsewhere_.reset();
    window_->showLoading({path.toStdString(), 0, 0});
    load(path, context, options_.device.isEmpty() ? settings_.device() : options_.device);
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
    findings_.setReady(same && !loading_ && !recording_.isRunning() && !conversation_.isRunning());
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
    mayGoElsewhere_ = false;
    if (elsewhere_) window_->showError(*std::exchange(elsewhere_, {}));
    openLesson();
    askIfReady();
}

}  // namespace app
