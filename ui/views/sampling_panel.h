// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/conversation.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace ui {

/// How the next reply is sampled, and the system prompt of the conversation.
class SamplingPanel : public QWidget {
    Q_OBJECT
public:
    struct Values {
        ReplyOptions options;
        bool newSeed = true;  ///< draw a seed for every reply
    };

    explicit SamplingPanel(QWidget* parent = nullptr);

    void setValues(const Values& values);
    Values values() const;
    /// The values for one reply; draws and shows a seed when each reply is to have a new one.
    ReplyOptions take();
    void setSystemPrompt(const QString& text);

signals:
    void changed();
    void systemPromptChanged(const QString& text);

private:
    void setupSampling(QFormLayout* form);
    void setupSeed(QFormLayout* form);
    QDoubleSpinBox* addNumber(QFormLayout* form, const QString& name, double largest, const QString& explanation);
    QSpinBox* addCount(QFormLayout* form, const QString& name, int largest, const QString& explanation);

    QDoubleSpinBox *temperature_, *topP_, *minP_, *penalty_;
    QSpinBox *topK_, *maxTokens_;
    QLineEdit* seed_;
    QCheckBox *newSeed_, *thinking_;
    QPlainTextEdit* systemPrompt_;
};

}  // namespace ui
