// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/session_list.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QListView;
class QMenu;
class QToolButton;

namespace ui {

class SamplingPanel;

/// The saved conversations and a search in their content; below, how replies are made. Emits wishes.
class Sidebar : public QWidget {
    Q_OBJECT
public:
    explicit Sidebar(SessionList& sessions, QWidget* parent = nullptr);

    SamplingPanel& sampling() { return *sampling_; }
    QToolButton& samplingToggle() { return *samplingToggle_; }
    void focusSearch();
    void renameOpen();
    void deleteOpen();

signals:
    void newChatWanted();
    void searchChanged(const QString& words);  ///< once the user pauses typing; empty: the whole list
    void sessionWanted(const std::filesystem::path& file);
    void renameWanted(const std::filesystem::path& file, const QString& title);
    void deleteWanted(const std::filesystem::path& file);

private:
    void setupSearch();
    void setupList();
    void setupSampling();
    void showMenu(const QPoint& point);
    void rename(int row);
    void remove(int row);
    void selectOpenFile();

    SessionList& sessions_;
    QLineEdit* search_;
    QListView* list_;
    QToolButton* samplingToggle_;
    SamplingPanel* sampling_;
    QTimer typing_;
};

}  // namespace ui
