// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The session on screen: asked, recorded, left, opened again.
#include "app/application.h"

#include <QApplication>

#include <utility>

namespace app {

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
    recording_.stop();
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
    recording_.start(opened);
}

void Application::showRecorded(const ui::TraceBatch& batch)
{
    timeline_.apply(batch);
    findings_.apply(batch);
    conversation_.apply(batch);
}

void Application::onRecordingShown(const std::vector<engine::DeviceSample>& devices)
{
    device_.setRecorded(devices);
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
