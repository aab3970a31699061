// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cuda_devices.h"
#include "engine/error.h"
#include "engine/fit.h"

#include <QDialog>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace ui {

class LabelledBars;

/// Chooses a model: recent and found ones, a file or a folder; and what computes it. Says what the chosen one is and
/// whether it fits the free memory of the machine or the GPU, term by term, before anything is loaded.
class OpenModelDialog : public QDialog {
    Q_OBJECT
public:
    OpenModelDialog(const QStringList& models, std::optional<qint64> freeMemory, QWidget* parent = nullptr);

    void showCard(const QString& path, std::shared_ptr<const engine::ModelCard> card);
    void showFailure(const QString& path, const engine::ErrorParts& error);
    void setFreeMemory(std::optional<qint64> bytes);  ///< it changes while the dialog is open
    void setDevice(const QString& device);            ///< as Settings::device()
    void setGpus(const engine::CudaDevices& gpus);    ///< what there is besides the processor
    std::string gpuPlace() const { return gpu().pci_bus_id; }  ///< of the one that would be used; empty: there is none
    void setFreeGpuMemory(std::optional<qint64> bytes);
    void addModels(const QStringList& paths);         ///< found in a folder
    void choose(const QString& path);
    void inspectCurrent();  ///< asks what the chosen one is

signals:
    void inspectWanted(const QString& path);
    void scanWanted(const QString& folder);
    void openWanted(const QString& path, int context, const QString& device);
    void deviceChosen();  ///< perhaps another gpuPlace()

private:
    void setupList();
    void setupFacts();
    void setupButtons();
    void chooseFile();
    void chooseFolder();
    void setupDevice();
    void chooseDevice();
    engine::CudaDevice gpu() const;
    void showFit();
    void showFitOfMachine();
    void showFitOfGpu(const engine::DeviceFit& fit);
    qint64 gpuMemory() const { return freeGpuMemory_.value_or(qint64(gpu().total_memory)); }
    int rowOf(const QString& path) const;
    QString currentPath() const;

    std::optional<qint64> freeMemory_;
    std::vector<engine::CudaDevice> gpus_;
    QString wanted_;  // device
    std::optional<qint64> freeGpuMemory_;
    std::shared_ptr<const engine::ModelCard> card_;
    QListWidget* list_;
    QLabel* facts_;
    LabelledBars* terms_;
    QLabel* verdict_;
    QSpinBox* context_;
    QComboBox* device_;
    QLabel* deviceReason_;
    QPushButton* open_ = nullptr;
};

}  // namespace ui
