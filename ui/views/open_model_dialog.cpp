// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/open_model_dialog.h"

#include "ui/models/labels.h"
#include "ui/plots/labelled_bars.h"
#include "ui/theme.h"
#include "ui/views/view_style.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QStyle>

#include <algorithm>

namespace ui {
namespace {

constexpr int processor_row = 1, gpu_row = 2;  // of the devices; before them: automatic; behind them: more GPUs

QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

struct Term {
    QString name;
    qint64 bytes;
};

/// Each with its share of the largest.
std::vector<LabelledBars::Row> rowsOf(const std::vector<Term>& terms)
{
    qint64 most = 1;
    for (const Term& term : terms) most = std::max(most, term.bytes);
    std::vector<LabelledBars::Row> rows;
    for (const Term& term : terms)
        rows.push_back({term.name, bytesText(term.bytes), float(double(term.bytes) / double(most)), {}, false});
    return rows;
}

}  // namespace

OpenModelDialog::OpenModelDialog(const QStringList& models, std::optional<qint64> freeMemory, QWidget* parent)
    : QDialog(parent),
      freeMemory_(freeMemory),
      list_(new QListWidget(this)),
      facts_(plainLabel(this)),
      terms_(new LabelledBars(LabelledBars::Look::Meters, this)),
      verdict_(plainLabel(this)),
      context_(new QSpinBox(this)),
      device_(new QComboBox(this)),
      deviceReason_(plainLabel(this))
{
    setWindowTitle(tr("Open model"));
    resize(720, 560);
    new QVBoxLayout(this);
    setupList();
    setupFacts();
    setupButtons();
    addModels(models);
    if (list_->count()) list_->setCurrentRow(0);
}

void OpenModelDialog::setupList()
{
    list_->setAccessibleName(tr("Models"));
    list_->setTextElideMode(Qt::ElideMiddle);
    layout()->addWidget(list_);
    connect(list_, &QListWidget::currentRowChanged, this, &OpenModelDialog::inspectCurrent);
    connect(list_, &QListWidget::itemActivated, this, [this] { open_->click(); });
    auto* row = new QHBoxLayout;
    const auto addButton = [&](const QString& text, void (OpenModelDialog::*action)()) {
        auto* button = new QPushButton(text, this);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, action);
        row->addWidget(button);
    };
    addButton(tr("Choose a GGUF file…"), &OpenModelDialog::chooseFile);
    addButton(tr("Look in a folder…"), &OpenModelDialog::chooseFolder);
    row->addStretch(1);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void OpenModelDialog::setupFacts()
{
    layout()->addWidget(facts_);
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(tr("Positions of the latent cache"), this);
    label->setBuddy(context_);
    row->addWidget(label);
    context_->setRange(1, 1);
    context_->setSingleStep(1024);
    context_->setMinimumWidth(110);
    row->addWidget(context_);
    row->addStretch(1);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(context_, &QSpinBox::valueChanged, this, &OpenModelDialog::showFit);
    setupDevice();
    terms_->setStyle(plotStyle(theme()));
    layout()->addWidget(terms_);
    layout()->addWidget(verdict_);
}

void OpenModelDialog::setupDevice()
{
    device_->addItem(tr("automatic: a GPU if the model fits it"), QStringLiteral("auto"));
    device_->addItem(tr("the processor"), QStringLiteral("cpu"));
    device_->addItem(tr("an NVIDIA GPU"), QStringLiteral("cuda"));
    deviceReason_->setForegroundRole(QPalette::PlaceholderText);
    deviceReason_->hide();
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(tr("Computed by"), this);
    label->setBuddy(device_);
    row->addWidget(label);
    row->addWidget(device_);
    row->addWidget(deviceReason_, 1);
    row->addStretch(0);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(device_, &QComboBox::currentIndexChanged, this, &OpenModelDialog::chooseDevice);
}

void OpenModelDialog::chooseDevice()
{
    wanted_ = device_->currentData().toString();
    emit deviceChosen();
    showFit();
}

/// That would be used: the first, unless another one is chosen. Without a name: there is none.
engine::CudaDevice OpenModelDialog::gpu() const
{
    if (gpus_.empty()) return {};
    const auto chosen = size_t(std::max(0, device_->currentIndex() - gpu_row));
    return chosen < gpus_.size() ? gpus_[chosen] : gpus_.front();
}

void OpenModelDialog::setupButtons()
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel, this);
    open_ = buttons->button(QDialogButtonBox::Open);
    open_->setText(tr("Open"));  // Qt's own words may be missing in this language
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    open_->setDefault(true);
    open_->setProperty("main", true);
    open_->style()->polish(open_);  // it was made without the property
    open_->setEnabled(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit openWanted(currentPath(), context_->value(), device_->currentData().toString());
        accept();
    });
    layout()->addWidget(buttons);
}

QString OpenModelDialog::currentPath() const
{
    return list_->currentItem() ? list_->currentItem()->data(Qt::UserRole).toString() : QString();
}

void OpenModelDialog::addModels(const QStringList& paths)
{
    for (const QString& path : paths) {
        if (rowOf(path) >= 0) continue;
        auto* item = new QListWidgetItem(list_);
        item->setData(Qt::UserRole, path);
        const QFileInfo file(path);
        const bool hasFolder = path.contains(u'/');
        item->setText(hasFolder ? file.fileName() + QStringLiteral("   \u00b7   ") + file.path() : path);
    }
    if (list_->currentRow() < 0 && list_->count()) list_->setCurrentRow(0);
}

void OpenModelDialog::setFreeMemory(std::optional<qint64> bytes)
{
    freeMemory_ = bytes;
    showFit();
}

/// One that is not known yet is chosen when it is.
void OpenModelDialog::setDevice(const QString& device)
{
    device_->setCurrentIndex(std::max(0, device_->findData(device)));
    wanted_ = device;
}

/// A GPU that is not there stays on the list, so that it can be read why.
void OpenModelDialog::setGpus(const engine::CudaDevices& gpus)
{
    const QSignalBlocker quiet(device_);
    const bool any = !gpus.devices.empty(), several = gpus.devices.size() > 1;
    gpus_ = gpus.devices;
    while (device_->count() > gpu_row) device_->removeItem(gpu_row);
    for (const engine::CudaDevice& gpu : gpus_) {
        const QString name = visibleText(gpu.name).replace(QChar(0x2423), u' ');
        device_->addItem(several ? QStringLiteral("%1: %2").arg(gpu.number).arg(name) : name,
                         device_->count() == gpu_row ? QStringLiteral("cuda")
                                                     : QStringLiteral("cuda:%1").arg(gpu.number));
    }
    if (!any) device_->addItem(tr("an NVIDIA GPU (there is none)"), QStringLiteral("cuda"));
    qobject_cast<QStandardItemModel*>(device_->model())->item(gpu_row)->setEnabled(any);
    setDevice(wanted_);
    deviceReason_->setText(any ? QString() : visibleText(gpus.reason).replace(QChar(0x2423), u' '));
    deviceReason_->setVisible(!any);
    showFit();
}

void OpenModelDialog::setFreeGpuMemory(std::optional<qint64> bytes)
{
    freeGpuMemory_ = bytes;
    showFit();
}

void OpenModelDialog::choose(const QString& path)
{
    if (path.isEmpty()) return;
    addModels({path});
    list_->setCurrentRow(rowOf(path));
}

int OpenModelDialog::rowOf(const QString& path) const
{
    for (int row = 0; row < list_->count(); ++row)
        if (list_->item(row)->data(Qt::UserRole) == path) return row;
    return -1;
}

void OpenModelDialog::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Open model file"), {}, tr("GGUF models (*.gguf)"));
    if (!file.isEmpty()) choose(file);
}

void OpenModelDialog::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder with models"));
    if (!folder.isEmpty()) emit scanWanted(folder);
}

void OpenModelDialog::inspectCurrent()
{
    card_.reset();
    open_->setEnabled(false);
    context_->setEnabled(false);
    facts_->setForegroundRole(QPalette::WindowText);
    terms_->setRows({});
    verdict_->clear();
    facts_->setText(currentPath().isEmpty() ? QString() : tr("Reading the headers…"));
    if (!currentPath().isEmpty()) emit inspectWanted(currentPath());
}

void OpenModelDialog::showCard(const QString& path, std::shared_ptr<const engine::ModelCard> card)
{
    if (path != currentPath()) return;
    card_ = std::move(card);
    QStringList types;
    for (const std::string& type : card_->dtypes) types << QString::fromStdString(type);
    QStringList facts{tr("%1: %2 parameters, %3 of them active; %4 layers, %5 experts; %6")
                          .arg(visibleText(card_->model_type), groupedText(card_->total_parameters),
                               groupedText(card_->active_parameters), QString::number(card_->num_hidden_layers),
                               QString::number(card_->n_routed_experts), types.join(QStringLiteral(", ")))};
    for (const std::string& note : card_->notes) facts << visibleText(note);
    facts_->setText(facts.join(QLatin1Char('\n')));
    context_->setEnabled(true);
    context_->setRange(1, card_->max_position_embeddings);
    context_->setValue(card_->context);
    open_->setEnabled(true);
    showFit();
}

void OpenModelDialog::showFailure(const QString& path, const engine::ErrorParts& error)
{
    if (path != currentPath()) return;
    facts_->setForegroundRole(QPalette::BrightText);
    facts_->setText(QString::fromStdString(engine::sentence(error)));
}

void OpenModelDialog::showFit()
{
    if (!card_) return;
    const bool wanted = device_->currentIndex() >= gpu_row;
    if (gpus_.empty() || device_->currentIndex() == processor_row) return showFitOfMachine();
    const engine::DeviceFit fit = engine::estimate_device_fit(*card_, context_->value());
    if (wanted || fit.total() <= gpuMemory()) return showFitOfGpu(fit);
    showFitOfMachine();
    verdict_->setText(tr("It does not fit the GPU, so the processor computes it. %1").arg(verdict_->text()));
}

void OpenModelDialog::showFitOfMachine()
{
    const engine::FitEstimate fit = engine::estimate_fit(*card_, context_->value());
    std::vector<Term> terms{{tr("weights, mapped from the files"), fit.weights},
                            {tr("latent cache of %1 positions").arg(fit.context), fit.cache},
                            {tr("activations"), fit.scratch},
                            {tr("together"), fit.total()}};
    if (freeMemory_) terms.push_back({tr("free on this machine now"), *freeMemory_});
    terms_->setRows(rowsOf(terms));
    if (!freeMemory_)
        verdict_->setText(tr("How much memory is free is not known here."));
    else if (fit.total() <= *freeMemory_)
        verdict_->setText(tr("It fits: %1 stay free.").arg(bytesText(*freeMemory_ - fit.total())));
    else
        verdict_->setText(tr("It is larger than the free memory: it can be opened, but its weights are read from disk "
                             "again and again and it will be slow. Fewer positions or a smaller quantisation help."));
}

void OpenModelDialog::showFitOfGpu(const engine::DeviceFit& fit)
{
    const qint64 available = gpuMemory();
    const qint64 rest = fit.total() - fit.weights - fit.cache;
    terms_->setRows(rowsOf({{tr("weights, copied to the GPU"), fit.weights},
                            {tr("latent cache of %1 positions").arg(fit.context), fit.cache},
                            {tr("activations and CUDA itself"), rest},
                            {tr("together"), fit.total()},
                            {freeGpuMemory_ ? tr("free on the GPU now") : tr("memory of the GPU"), available}}));
    if (fit.total() <= available)
        return verdict_->setText(tr("It fits: %1 stay free.").arg(bytesText(available - fit.total())));
    const int longest = engine::longest_device_context(*card_, available);
    verdict_->setText(longest > 0 ? tr("It does not fit the GPU: at most %1 positions would.").arg(longest)
                                  : tr("It does not fit the GPU. A smaller quantisation may, and the processor can "
                                       "compute it."));
}

}  // namespace ui
