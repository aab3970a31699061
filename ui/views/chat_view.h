// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/conversation.h"
#include "ui/models/lens.h"
#include "ui/models/selection.h"
#include "ui/models/timeline.h"

#include <QWidget>

#include <map>
#include <optional>
#include <set>

class QScrollArea;
class QVBoxLayout;

namespace ui {

class Composer;
class ErrorBar;
class LensBar;
class MessageView;
class ReplyView;

/// The conversation: the branch on screen as questions and replies, the composer below. Of a long branch only the end
/// has widgets, and as much before it as the reader scrolls to: laying out thousands would stall every frame. The text
/// of a reply and the other views share one selection: a click on a token selects it everywhere.
class ChatView : public QWidget {
    Q_OBJECT
public:
    struct Models {
        Conversation& conversation;
        const Timeline& timeline;
        Selection& selection;
    };

    explicit ChatView(const Models& models, QWidget* parent = nullptr);

    Composer& composer() { return *composer_; }
    ErrorBar& errorBar() { return *errors_; }
    void setUnderlined(bool on);
    void setLens(Lens lens);  ///< what the underlines tell
    void editLast();
    void focusComposer();
    /// Everything that is to be shown is on screen.
    bool isComplete() const { return pending_.empty() && !scheduled_ && (!underlined_ || lens_.isComplete()); }

signals:
    void submitted(const QString& text);
    void editSubmitted(qint64 question, const QString& text);
    void regenerateWanted(qint64 reply);
    void branchTokenClicked(qint64 reply, int index);  ///< a token of a reply the timeline does not show
    void stopWanted();
    void lensChosen(ui::Lens lens);

protected:
    void changeEvent(QEvent* event) override;

private:
    /// What the underlines and the marked token depend on, besides the messages themselves.
    struct Marks {
        int revision = -1, layer = -1, token = -1;
        Lens lens = Lens::Expert;
        float low = 0, high = 0;  ///< ends of the lens' scale
        const engine::ModelCard* card = nullptr;
        bool operator==(const Marks&) const = default;
    };

    void setupList();
    void setupLens();
    void setupComposer();
    void rebuild();
    void showEarlier();
    void addPending();
    MessageView* createView(Conversation::Id id);
    QWidget* emptyHint();
    void refresh(Conversation::Id id);
    void scheduleRefresh();
    void refreshDirty();
    void refreshTokens(Conversation::Id id, ReplyView& view);
    void selectToken(Conversation::Id reply, int index);
    void refreshMarks();
    Marks marks();
    int underlinedLayer() const;
    QString tokenText(Conversation::Id reply, int index);
    void readThroughLens();
    void keepPlace();

    Models models_;
    LensModel lens_;
    QScrollArea* scroll_;
    QWidget* list_;
    QVBoxLayout* column_;
    QWidget* empty_;
    ErrorBar* errors_;
    LensBar* lensBar_;
    Composer* composer_;
    std::map<Conversation::Id, MessageView*> views_;
    size_t firstShown_ = 0;                  // of the path: those before it get a view when they are scrolled to
    std::vector<Conversation::Id> pending_;  // of the path, still without a view, oldest first
    std::set<Conversation::Id> dirty_;
    Conversation::Id edited_ = 0;
    Marks shownMarks_;
    std::optional<int> fromEnd_;  // pixels below the viewport while earlier messages are added above it
    bool underlined_ = true, following_ = true, allDirty_ = false, scheduled_ = false;
};

}  // namespace ui
