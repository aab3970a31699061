// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/open_model_dialog.h"

#include "ui/models/labels.h"
#include "ui/plots/labelled_bars.h"
#include "ui/theme.h"
#include "ui/views/view_style.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QStyle>

namespace ui {
namespace {

QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

}  // namespace

OpenModelDialog::OpenModelDialog(const QStringList& models, std::optional<qint64> freeMemory, QWidget* parent)
    : QDialog(parent),
      freeMemory_(freeMemory),
      list_(new QListWidget(this)),
      facts_(plainLabel(this)),
      terms_(new LabelledBars(LabelledBars::Look::Meters, this)),
      verdict_(plainLabel(this)),
      context_(new QSpinBox(this))
{
    setWindowTitle(tr("Open model"));
    resize(720, 520);
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
    terms_->setStyle(plotStyle(theme()));
    layout()->addWidget(terms_);
    layout()->addWidget(verdict_);
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
        emit openWanted(currentPath(), context_->value());
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
    const engine::FitEstimate fit = engine::estimate_fit(*card_, context_->value());
    const qint64 all = std::max<qint64>(fit.total(), freeMemory_.value_or(0));
    const auto row = [&](const QString& name, qint64 bytes) {
        const double share = double(bytes) / double(std::max<qint64>(all, 1));
        return LabelledBars::Row{name, bytesText(bytes), float(share), {}, false};
    };
    std::vector<LabelledBars::Row> rows{row(tr("weights, mapped from the files"), fit.weights),
                                        row(tr("latent cache of %1 positions").arg(fit.context), fit.cache),
                                        row(tr("activations"), fit.scratch), row(tr("together"), fit.total())};
    if (freeMemory_) rows.push_back(row(tr("free on this machine now"), *freeMemory_));
    terms_->setRows(std::move(rows));
    if (!freeMemory_)
        verdict_->setText(tr("How much memory is free is not known here."));
    else if (fit.total() <= *freeMemory_)
        verdict_->setText(tr("It fits: %1 stay free.").arg(bytesText(*freeMemory_ - fit.total())));
    else
        verdict_->setText(tr("It is larger than the free memory: it can be opened, but its weights are read from disk "
                             "again and again and it will be slow. Fewer positions or a smaller quantisation help."));
}

}  // namespace ui
