// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"
#include "engine/fit.h"

#include <QDialog>

#include <memory>
#include <optional>

class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace ui {

class LabelledBars;

/// Chooses a model: recent and found ones, a file or a folder. Says what the chosen one is and whether it fits this
/// machine's free memory, term by term, before anything is loaded.
class OpenModelDialog : public QDialog {
    Q_OBJECT
public:
    OpenModelDialog(const QStringList& models, std::optional<qint64> freeMemory, QWidget* parent = nullptr);

    void showCard(const QString& path, std::shared_ptr<const engine::ModelCard> card);
    void showFailure(const QString& path, const engine::ErrorParts& error);
    void setFreeMemory(std::optional<qint64> bytes);  ///< it changes while the dialog is open
    void addModels(const QStringList& paths);         ///< found in a folder
    void choose(const QString& path);
    void inspectCurrent();  ///< asks what the chosen one is

signals:
    void inspectWanted(const QString& path);
    void scanWanted(const QString& folder);
    void openWanted(const QString& path, int context);

private:
    void setupList();
    void setupFacts();
    void setupButtons();
    void chooseFile();
    void chooseFolder();
    void showFit();
    int rowOf(const QString& path) const;
    QString currentPath() const;

    std::optional<qint64> freeMemory_;
    std::shared_ptr<const engine::ModelCard> card_;
    QListWidget* list_;
    QLabel* facts_;
    LabelledBars* terms_;
    QLabel* verdict_;
    QSpinBox* context_;
    QPushButton* open_ = nullptr;
};

}  // namespace ui
