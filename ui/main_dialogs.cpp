// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window opens beside itself.
#include "ui/main_window.h"

#include "ui/views/architecture_view.h"
#include "ui/views/open_model_dialog.h"
#include "ui/views/prompt_view.h"
#include "ui/views/sidebar.h"
#include "ui/views/status_line.h"

#include <QApplication>
#include <QDialog>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

/// `path`: what is chosen at first, empty: the model opened last. The bundled ones can always be chosen.
void MainWindow::chooseModel(const QString& path)
{
    if (opening_) return opening_->choose(path);
    QStringList models = models_.settings.recentModels();
    if (!path.isEmpty()) models.prepend(path);
    for (const QString& bundled : {QStringLiteral("workshop"), QStringLiteral("workshop-rl")}) {
        const auto isBundled = [&](const QString& model) { return QFileInfo(model).fileName() == bundled; };
        if (std::none_of(models.begin(), models.end(), isBundled)) models << bundled;
    }
    opening_ = new OpenModelDialog(models, models_.device.freeMemory(), this);
    opening_->setAttribute(Qt::WA_DeleteOnClose);
    const auto tellMemory = [this, dialog = opening_.data()] {
        dialog->setFreeMemory(models_.device.freeMemory());
        dialog->setFreeGpuMemory(models_.device.freeMemoryOf(dialog->gpuPlace()));
    };
    connect(&models_.device, &DeviceModel::changed, opening_, tellMemory);
    connect(opening_, &OpenModelDialog::deviceChosen, opening_, tellMemory);
    opening_->setDevice(models_.settings.device());
    connect(opening_, &QDialog::finished, this, [this] {
        opening_.clear();
        emit deviceWatched();
    });
    connect(opening_, &OpenModelDialog::inspectWanted, this, &MainWindow::inspectWanted);
    connect(opening_, &OpenModelDialog::scanWanted, this, &MainWindow::scanWanted);
    connect(opening_, &OpenModelDialog::openWanted, this,
            [this](const QString& model, int context, const QString& device) {
                models_.settings.setDevice(device);
                emit modelChosen(model, context);
            });
    opening_->open();
    opening_->inspectCurrent();
    emit deviceWatched();
}

bool MainWindow::watchesDevice() const
{
    return deviceShown_ || opening_;
}

void MainWindow::showInspected(const QString& path, std::shared_ptr<const engine::ModelCard> card)
{
    if (!opening_) return;
    opening_->setGpus(engine::cuda_devices());  // whoever inspected has looked for them already
    opening_->setFreeGpuMemory(models_.device.freeMemoryOf(opening_->gpuPlace()));
    opening_->showCard(path, std::move(card));
}

void MainWindow::showNotInspected(const QString& path, const engine::ErrorParts& error)
{
    if (opening_) opening_->showFailure(path, error);
}

void MainWindow::showFoundModels(const QStringList& paths)
{
    if (opening_) opening_->addModels(paths);
}

void MainWindow::chooseFile()
{
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Open session file"), {}, tr("Expertscope sessions (*.expertscope)"));
    if (!file.isEmpty()) emit fileChosen(file);
}

void MainWindow::chooseExport()
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Export session"), QStringLiteral("session.expertscope"),
                                                      tr("Expertscope sessions (*.expertscope)"));
    if (!file.isEmpty()) emit exportChosen(file);
}

/// Of the loaded model, or of the recorded one where nothing can be asked.
void MainWindow::showArchitecture()
{
    Timeline& shown = models_.conversation.isReadOnly() || !model_ ? models_.timeline : built_;
    showDialog(new ArchitectureView(shown, models_.selection), tr("How this model is built"));
}

/// The prompt of the chat as it is and becomes while the dialog is open.
void MainWindow::showPrompt()
{
    if (prompt_) return prompt_->activateWindow();
    prompt_ =
        showDialog(new PromptView(models_.prompt, models_.timeline, models_.selection), tr("Prompt of this chat"));
    askForPrompt();
}

void MainWindow::askForPrompt()
{
    if (!prompt_) return;
    const auto chat = models_.conversation.chatWith(draft());
    if (chat.empty() || !model_) return models_.prompt.clear();
    models_.prompt.expect();
    emit promptWanted(chat, sidebar_->sampling().values().options.thinking);
}

/// One view in a window of its own beside this one.
QDialog* MainWindow::showDialog(View* view, const QString& title)
{
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->resize(820, 560);
    auto* inside = new QVBoxLayout(dialog);
    inside->addWidget(view);
    connect(view, &View::notice, this, [this](const QString& text) { status_->showMessage(text, 5000); });
    dialog->show();
    return dialog;
}

void MainWindow::about()
{
    QMessageBox box(QMessageBox::NoIcon, tr("About Expertscope"), {}, QMessageBox::Ok, this);
    box.setTextFormat(Qt::PlainText);
    box.setText(tr("Expertscope %1").arg(QApplication::applicationVersion()));
    box.setInformativeText(
        tr("Talk to a Mixture-of-Experts model and see it think. Everything stays on this computer.\n\n"
           "Window: GPL-3.0-or-later. Engine: Apache-2.0. Plots by QCustomPlot (GPL-3.0)."));
    box.exec();
}

}  // namespace ui
