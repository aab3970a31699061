// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/application.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

#include <memory>

/// The whole program as somebody has it who just installed it: with settings and sessions of its own, offscreen or not.
class FreshProgram {
public:
    /// `settings`: what the file of settings holds, as if somebody had chosen it before.
    explicit FreshProgram(QSize size, app::Options options = {}, const QByteArray& settings = {})
    {
        qputenv("XDG_CONFIG_HOME", home_.path().toUtf8());
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home_.path());  // Qt looks there only once
        write(home_.filePath(QStringLiteral("expertscope/expertscope.ini")), settings);
        qputenv("EXPERTSCOPE_SESSIONS", sessions().toUtf8());
        qputenv("EXPERTSCOPE_MODELS", EXPERTSCOPE_SOURCE_DIR "/resources/models");
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
    static void write(const QString& path, const QByteArray& content)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly)) file.write(content);
    }

    QTemporaryDir home_;
    std::unique_ptr<app::Application> application_;
    ui::MainWindow* window_ = nullptr;  // of the application
};
