// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model_card.h"

#include <QWidget>

class QAction;
class QComboBox;
class QHBoxLayout;
class QMenu;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace ui {

class Caption;

/// Above everything: which model, how fast its tokens may come, how fast they come, how full the context is.
class TopBar : public QWidget {
    Q_OBJECT
public:
    struct Actions {
        QAction *openModel, *rewind, *play, *pause, *step, *stop, *lessons;
    };

    TopBar(const Actions& actions, QMenu* menu, QWidget* parent = nullptr);

    void showModel(const engine::ModelCard* card);  ///< null: none
    void showLoading(qint64 done, qint64 total);    ///< bytes
    void showRate(double tokensPerSecond);          ///< 0: unknown
    void showContext(int used, int capacity);       ///< positions; capacity 0: unknown
    void stepPace(int faster);                      ///< +1: the next faster one, -1: slower
    QString paceText() const;                       ///< "full", "5 tok/s"
    double pace() const;                            ///< tokens per second, 0: full speed

signals:
    void paceChosen();

private:
    void setupTransport(const Actions& actions, QHBoxLayout* row);
    void setupMeters(QHBoxLayout* row);

    QToolButton* model_;
    QProgressBar* loading_;
    QToolButton* cancel_;
    QComboBox* pace_;
    Caption *rate_, *context_;
    QProgressBar* contextBar_;
};

/// "Workshop MoE 11.2 M total · 3.6 M active · bf16 · CPU 2 threads", or a GPU's name
QString modelSentence(const engine::ModelCard& card);

}  // namespace ui
