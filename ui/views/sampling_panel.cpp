// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/sampling_panel.h"

#include "ui/theme.h"

#include <QCheckBox>
#include <QDateTime>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpressionValidator>

namespace ui {

SamplingPanel::SamplingPanel(QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(3);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    column->addLayout(form);
    setupSampling(form);
    setupSeed(form);

    auto* label = new QLabel(tr("System prompt"), this);
    systemPrompt_ = new QPlainTextEdit(this);
    systemPrompt_->setAccessibleName(tr("System prompt"));
    systemPrompt_->setToolTip(tr("Instructions that stand before the conversation"));
    systemPrompt_->setTabChangesFocus(true);
    systemPrompt_->setFixedHeight(4 * fontMetrics().lineSpacing());
    label->setBuddy(systemPrompt_);
    column->addWidget(label);
    column->addWidget(systemPrompt_);
    connect(systemPrompt_, &QPlainTextEdit::textChanged, this,
            [this] { emit systemPromptChanged(systemPrompt_->toPlainText()); });
}

void SamplingPanel::setupSampling(QFormLayout* form)
{
    temperature_ = addNumber(form, tr("Temperature"), 2, tr("0 always takes the likeliest token"));
    topK_ = addCount(form, tr("Top-k"), 1000, tr("Only the k likeliest tokens; 0 is off"));
    topP_ = addNumber(form, tr("Top-p"), 1, tr("The likeliest tokens that together have this probability; 1 is off"));
    minP_ =
        addNumber(form, tr("Min-p"), 1, tr("Only tokens with this share of the likeliest one's probability; 0 is off"));
    penalty_ = addNumber(form, tr("Repetition"), 2, tr("Penalty for tokens among the last 64; 1 is off"));
    penalty_->setMinimum(0.5);
    maxTokens_ =
        addCount(form, tr("Max tokens"), 1 << 20, tr("Length of a reply; 0 goes on until the context is full"));
}

void SamplingPanel::setupSeed(QFormLayout* form)
{
    seed_ = new QLineEdit(this);
    seed_->setFont(monoFont());
    seed_->setAccessibleName(tr("Seed"));
    seed_->setToolTip(tr("The same seed, settings and model give the same reply"));
    seed_->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,19}")), seed_));
    form->addRow(tr("Seed"), seed_);
    newSeed_ = new QCheckBox(tr("New seed each time"), this);
    form->addRow(newSeed_);
    thinking_ = new QCheckBox(tr("Let the model think first"), this);
    form->addRow(thinking_);
    connect(seed_, &QLineEdit::textEdited, this, &SamplingPanel::changed);
    connect(newSeed_, &QCheckBox::toggled, this, [this](bool on) {
        seed_->setReadOnly(on);
        emit changed();
    });
    connect(thinking_, &QCheckBox::toggled, this, &SamplingPanel::changed);
}

QDoubleSpinBox* SamplingPanel::addNumber(QFormLayout* form, const QString& name, double largest,
                                         const QString& explanation)
{
    auto* box = new QDoubleSpinBox(this);
    box->setRange(0, largest);
    box->setSingleStep(0.05);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setFont(monoFont());
    box->setAccessibleName(name);
    box->setToolTip(explanation);
    form->addRow(name, box);
    connect(box, &QDoubleSpinBox::valueChanged, this, &SamplingPanel::changed);
    return box;
}

QSpinBox* SamplingPanel::addCount(QFormLayout* form, const QString& name, int largest, const QString& explanation)
{
    auto* box = new QSpinBox(this);
    box->setRange(0, largest);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setFont(monoFont());
    box->setAccessibleName(name);
    box->setToolTip(explanation);
    form->addRow(name, box);
    connect(box, &QSpinBox::valueChanged, this, &SamplingPanel::changed);
    return box;
}

void SamplingPanel::setValues(const Values& values)
{
    const QSignalBlocker quiet(this);
    const engine::Sampling& sampling = values.options.sampling;
    temperature_->setValue(double(sampling.temperature));
    topK_->setValue(sampling.top_k);
    topP_->setValue(double(sampling.top_p));
    minP_->setValue(double(sampling.min_p));
    penalty_->setValue(double(sampling.repetition_penalty));
    maxTokens_->setValue(sampling.max_tokens);
    seed_->setText(QString::number(sampling.seed));
    newSeed_->setChecked(values.newSeed);
    seed_->setReadOnly(values.newSeed);
    thinking_->setChecked(values.options.thinking);
}

SamplingPanel::Values SamplingPanel::values() const
{
    Values values;
    engine::Sampling& sampling = values.options.sampling;
    sampling.temperature = float(temperature_->value());
    sampling.top_k = topK_->value();
    sampling.top_p = float(topP_->value());
    sampling.min_p = float(minP_->value());
    sampling.repetition_penalty = float(penalty_->value());
    sampling.max_tokens = maxTokens_->value();
    sampling.seed = seed_->text().toULongLong();
    values.newSeed = newSeed_->isChecked();
    values.options.thinking = thinking_->isChecked();
    return values;
}

ReplyOptions SamplingPanel::take()
{
    if (newSeed_->isChecked()) {
        // From the clock: six digits are enough to differ and short enough to say aloud.
        seed_->setText(QString::number(QDateTime::currentMSecsSinceEpoch() % 1000000));
        emit changed();
    }
    return values().options;
}

void SamplingPanel::setSystemPrompt(const QString& text)
{
    if (text == systemPrompt_->toPlainText()) return;
    const QSignalBlocker quiet(systemPrompt_);
    systemPrompt_->setPlainText(text);
}

}  // namespace ui
