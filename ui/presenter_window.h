// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/conversation.h"
#include "ui/models/device.h"
#include "ui/models/lesson_player.h"
#include "ui/models/selection.h"
#include "ui/models/timeline.h"

#include <QMap>
#include <QWidget>

class QLabel;
class QScrollArea;
class QSplitter;
class QStackedWidget;

namespace ui {

class LessonStepView;
class Spotlight;
class View;

/// A lesson in front of a class, full screen: what is said and asked on the left, the one view the step is about on
/// the right. Large type, strong ink, no controls; everything by keys. Shows the models the main window shows.
class PresenterWindow : public QWidget {
    Q_OBJECT
public:
    struct Models {
        LessonPlayer& player;
        Conversation& conversation;
        Timeline& timeline;
        Selection& selection;
        DeviceModel& device;
    };
    explicit PresenterWindow(const Models& models, QWidget* parent = nullptr);

    void showPace(const QString& text);
    /// Full screen on a screen that does not show `other`, where there is one.
    void open(const QWidget* other);
    bool isFrozen() const { return frozen_; }
    View* shownView() const;

    static constexpr double smallestType = 20;  // points

signals:
    void left();
    void paceStepped(int step);  ///< -1 slower, +1 faster
    void tokenWanted();          ///< one more, then wait
    void modelWanted(const QString& model);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void setupColumns();
    void setupKeys();
    void addKey(const QKeySequence& keys, std::function<void()> action);
    void refresh();
    void refreshView();
    void refreshReply();
    View* makeView(const QString& name);
    void fitType();
    void moveSpotlight();
    void cycleSpotlight();
    void freeze(bool frozen);
    void moveToOtherScreen();
    QString keysText() const;
    void showAllKeys();

    Models models_;
    QSplitter* columns_ = nullptr;
    QScrollArea* textScroll_ = nullptr;
    LessonStepView* step_ = nullptr;
    QLabel *keys_ = nullptr, *reply_ = nullptr, *frozenPicture_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    QMap<QString, View*> views_;
    Spotlight* spotlight_ = nullptr;
    int lit_ = 0;  // 0: nothing, 1: the view, 2: the question
    double points_ = 0;
    QString pace_;
    bool frozen_ = false, allKeys_ = false, revealed_ = false;
};

}  // namespace ui
