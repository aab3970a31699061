// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/conversation.h"
#include "ui/models/lesson.h"
#include "ui/models/lesson_evidence.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace ui {

/// What a lesson wants answered: from an empty context, by a named model.
struct LessonQuestion {
    QString model;  ///< empty: the loaded one
    QString text;
    ReplyOptions options;
};

/// A lesson being taught: which step, what was predicted, what was asked and observed. Every step keeps what happened
/// in it while the lesson is open, so that going back shows it again. Whoever runs the model listens to
/// questionAsked() and comes back with answered() or failed(). GUI thread only.
class LessonPlayer : public QObject {
    Q_OBJECT
public:
    explicit LessonPlayer(QObject* parent = nullptr);

    void open(std::shared_ptr<const Lesson> lesson, int step = 0);
    void close();
    void setLanguage(const QString& language);  ///< "en" or "ja": of its texts and prompts
    const QString& language() const { return language_; }

    const Lesson* lesson() const { return lesson_.get(); }
    const LessonStep* step() const { return lesson_ ? &lesson_->steps[size_t(step_)] : nullptr; }
    int stepNumber() const { return step_; }  ///< from 0
    int stepCount() const { return lesson_ ? int(lesson_->steps.size()) : 0; }
    void goTo(int step);

    // What is predicted.
    void predict(int choice);  ///< of one learner
    int prediction() const { return here().prediction; }  ///< -1: none yet
    void addHands(int choice, int count);                 ///< of a class; never below none
    int hands(int choice) const;
    bool countsHands() const;  ///< any went up in this step
    std::optional<int> rightChoice() const;  ///< of a revealed step; nothing when not exactly one condition holds

    // What is asked.
    void reveal();     ///< asks what the step wants to know, then shows its answer
    /// The learner's own question under an experiment: its answer becomes the second one of the step.
    void tryOut(const QString& text, const engine::RouterOverride& router);
    bool isRevealed() const { return here().revealed; }
    bool isAsking() const { return asking_; }
    bool canReveal() const { return step() && !asking_ && !isRevealed() && need().isEmpty(); }
    void answered(LessonRecord record);
    void failed(const QString& why);
    void interrupted();  ///< somebody stopped the answer or left its chat
    const QString& failure() const { return failure_; }

    // What is there.
    void setCard(std::shared_ptr<const engine::ModelCard> loaded);
    void setRewards(std::shared_ptr<const RewardLog> rewards, const QString& problem = {});
    const QString& rewardProblem() const { return rewardProblem_; }
    void setModelFinder(std::function<bool(const QString&)> isThere) { modelIsThere_ = std::move(isThere); }
    /// What the step needs and is not there, as a sentence; empty: nothing.
    QString need() const;
    /// A model that would have to be opened for the step and can be; empty: none.
    QString neededModel() const;
    const LessonEvidence& evidence() const { return evidence_; }

    QString viewName() const;    ///< of the view to show, one of lessonViews(); empty without a lesson
    QString titleText() const;   ///< of the lesson
    QString questionText() const;
    QString choiceText(int choice) const;
    QString promptText(int prompt) const;  ///< as asked; of the learner's own too
    int promptCount() const;

signals:
    void stepChanged();  ///< another lesson, step or language
    void changed();      ///< something about the step; also with stepChanged()
    void questionAsked(const ui::LessonQuestion& question);

private:
    struct StepState {
        std::vector<LessonRecord> records;
        std::vector<int> hands;
        QString ownPrompt;
        int prediction = -1;
        bool revealed = false;
    };
    const StepState& here() const;
    void enterStep();
    void askNext();
    void refreshEvidence();
    QStringList models() const;  ///< the step asks

    QString language_ = QStringLiteral("en");
    std::shared_ptr<const Lesson> lesson_;
    std::vector<StepState> states_;  // [steps]
    int step_ = 0;
    bool asking_ = false;
    std::optional<LessonQuestion> own_;  // being asked
    QString failure_, rewardProblem_;
    LessonEvidence evidence_;
    std::function<bool(const QString&)> modelIsThere_;
};

}  // namespace ui
