// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/selection.h"
#include "ui/models/table_model.h"
#include "ui/models/timeline.h"
#include "ui/plots/plot_style.h"

#include <QWidget>

class QHBoxLayout;
class QIODevice;
class QLabel;
class QScrollArea;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace ui {

class SentenceLabel;

/// A card that answers one question: title sentence, plot, the same as a table (T), what is to be seen (F1), copy
/// and export, arrow keys along tokens and layers. A view derives its model from the timeline and draws it; it is
/// brought up to date at most once per frame, and not at all while it is hidden.
class View : public QWidget {
    Q_OBJECT
public:
    View(Timeline& timeline, Selection& selection, QWidget* parent);
    ~View() override;

    void markStale();  ///< something changed: redrawn before the next frame when visible, else when shown
    void showTable(bool table);
    bool showsTable() const { return showsTable_; }
    QString csv();     ///< the table, up to date, behind lines "# ..." that say where its numbers come from
    QPixmap figure();  ///< the card as it is on screen, and below it where its numbers come from
    /// The same as `format` "png", "svg" or "pdf"; false when the device does not take it.
    bool writeFigure(QIODevice& out, const QString& format);
    /// For a room: type so many times as large, strong ink and no controls.
    void setPresented(double typeScale);
    bool isPresented() const { return presented_; }
    virtual QRect pointedAt() const { return plotPage_->rect(); }  ///< what is spoken about, in pixels of the view

signals:
    void notice(const QString& text);  ///< something to say in the status bar: copied, saved, could not be saved

protected:
    virtual ViewModel& model() = 0;
    virtual void draw() = 0;                           ///< the updated model into the plots
    virtual void restyle(const PlotStyle& style) = 0;  ///< colours and fonts of the theme
    virtual QString experiment();  ///< what is shown was made under, of the updated model; empty: the model as it is

    QWidget* plotPage() const { return plotPage_; }  ///< holds what draw() draws
    void addControl(QWidget* control);               ///< beside the title, or below it
    void setNavigatesExperts() { navigatesExperts_ = true; }  ///< Shift+left/right moves along experts
    Timeline& timeline() const { return timeline_; }
    Selection& selection() const { return selection_; }

    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void setupTitleRow();
    void placeControls();
    void setupPages();
    void setupActions();
    void addCommand(const QString& text, const QKeySequence& keys, void (View::*action)());
    void refreshIfVisible();
    void refresh();
    void pollWhileWaiting();
    void refreshPage(const QString& emptyReason);
    void refreshMark();
    void applyStyle();
    void ensureTable();
    void styleTable(const PlotStyle& style);
    void moveExpert(int step);
    void toggleTable() { showTable(!showsTable_); }
    void explain();
    void copyTable();
    void copyFigure();
    void saveTable();
    void saveFigure();

    Timeline& timeline_;
    Selection& selection_;
    QHBoxLayout* titleRow_ = nullptr;
    SentenceLabel* title_ = nullptr;
    QLabel* changed_ = nullptr;  ///< a mark: what is shown was made under experiment()
    QWidget* controls_ = nullptr;
    QToolButton* tableButton_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    QScrollArea* scroll_ = nullptr;  ///< in a small dock a plot is scrolled rather than cut
    QWidget* plotPage_ = nullptr;
    QLabel* emptyPage_ = nullptr;
    QTableView* tablePage_ = nullptr;
    TableModel* table_ = nullptr;
    double typeScale_ = 1;
    bool presented_ = false;
    bool stale_ = true, scheduled_ = false, polls_ = false, styled_ = false;
    bool showsTable_ = false, navigatesExperts_ = false;
};

}  // namespace ui
