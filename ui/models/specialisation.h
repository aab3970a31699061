// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/label_test.h"
#include "ui/models/labelling.h"
#include "ui/models/view_model.h"

#include <map>
#include <vector>

namespace ui {

/// Do labels of the conversation's tokens say anything about the experts they go to, more than labels in another order
/// would? Labels come from the text or from the reader; the answer may be that nothing can be told from chance.
class SpecialisationModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::SpecialisationModel)
public:
    static constexpr int block = 16;    ///< consecutive tokens of a reply whose labels stay together
    static constexpr int orders = 200;  ///< other orders of the labels
    static constexpr double level = 0.05;

    SpecialisationModel(const Timeline& timeline, const Selection& selection);

    void setKind(Labelling::Kind kind) { kind_ = kind; }
    Labelling::Kind kind() const { return kind_; }
    struct Question {
        engine::ReplyId reply = 0;
        QString text;   ///< end of the prompt as it was captured; foreign, made visible
        QString label;  ///< the reader's, empty at first
    };
    const std::vector<Question>& questions() const { return list_; }  ///< of the conversation, in order
    void setLabel(engine::ReplyId reply, const QString& label);  ///< kept while the window is open

    void update() override;  ///< begins the test when the data is new; it runs on a thread of its own
    void stop() { test_.callOff(); }
    void again() { test_.again(); }
    void wait() { test_.wait(); }
    bool isWaiting() const override { return source_.isBehind() || test_.isWaiting(); }
    bool isRunning() const { return test_.isRunning(); }
    bool isStopped() const { return test_.isCalledOff(); }
    double progress() const { return test_.progress(); }

    struct Answer {
        LabelTest test;
        QStringList labels;   ///< that occur
        int tokens = 0, units = 0;
        int incomplete = 0;   ///< tokens left out, because they fill no block
        int unlabelled = 0;   ///< tokens left out, because they have no label
    };
    const Answer* answer() const { return test_.answer(); }  ///< null before the first is found
    bool hasTest() const { return answer() && !answer()->test.layers.empty(); }
    int shownLayer() const;      ///< index among the M: the selected one, otherwise the one that stands out most
    QString verdict() const;     ///< the answer in one sentence, or what is missing for one
    QString layerText(int moe) const;
    QString specialistText(int label) const;  ///< of the shown layer

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override;
    QVariant cell(int row, int column) const override;

private:
    void listQuestions();
    bool asksOtherwise();
    Calculation<Answer>::Work work() const;
    bool isDistinguishable() const { return answer()->test.p <= level; }
    QString missing() const;
    QString unitsText() const;
    QString specialistLine(const LayerLabels& layer, int label) const;

    const Timeline& timeline_;
    const Selection& selection_;
    Labelling::Kind kind_ = Labelling::Kind::Script;
    std::map<engine::ReplyId, QString> questions_;
    std::vector<Question> list_;
    int listRevision_ = -1;
    size_t listed_ = 0;       // entries of the record, of that revision
    std::string promptText_;  // of the last of list_
    RoutedTokens source_;

    struct Asked {  // what an answer is for, but for the number of tokens
        int revision = -1;
        std::optional<Segment> segment;
        Labelling::Kind kind = Labelling::Kind::Script;
        std::map<engine::ReplyId, QString> questions;
        bool operator==(const Asked&) const = default;
    };
    Asked asked_;
    int question_ = 0;
    Calculation<Answer> test_;
};

}  // namespace ui
