// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/application.h"

#include <QApplication>
#include <QTemporaryDir>

#include <memory>

/// The whole program as somebody has it who just installed it: with settings and sessions of its own, offscreen or not.
class FreshProgram {
public:
    explicit FreshProgram(QSize size)
    {
        qputenv("XDG_CONFIG_HOME", home_.path().toUtf8());
        qputenv("EXPERTSCOPE_SESSIONS", sessions().toUtf8());
        qputenv("EXPERTSCOPE_MODELS", EXPERTSCOPE_SOURCE_DIR "/resources/models");
        app::Options options;
        options.size = size;
        application_ = std::make_unique<app::Application>(options);
        application_->start();
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* window = qobject_cast<ui::MainWindow*>(widget)) window_ = window;
    }

    QString sessions() const { return home_.filePath(QStringLiteral("sessions")); }
    bool isReady() const { return application_->isReady(); }  ///< for a question
    ui::MainWindow& window() { return *window_; }

private:
    QTemporaryDir home_;
    std::unique_ptr<app::Application> application_;
    ui::MainWindow* window_ = nullptr;  // of the application
};
