// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/lesson_player.h"
#include "ui/models/view_model.h"

#include <vector>

namespace ui {

/// Which experts the word of a lesson's step is sent to in one layer, for each of its prompts: the same word in two
/// sentences, the same sentence under two settings or by two models.
class ComparisonModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::ComparisonModel)
public:
    explicit ComparisonModel(const LessonPlayer& player) : player_(player) {}

    struct Chosen {
        int expert = 0;
        float weight = 0;     ///< gate weight
        bool common = false;  ///< chosen for the first prompt as well, or for the second
    };
    struct Row {
        QString before, word, after;  ///< the prompt around the word; without a word all of it in `before`
        QString remark;               ///< model and experiment, where they differ from the usual
        QString reply;                ///< empty before it was asked
        std::vector<Chosen> chosen;   ///< strongest first; empty before it was asked
    };
    const std::vector<Row>& rows() const { return rows_; }
    int experts() const { return experts_; }
    int layer() const { return player_.evidence().layer; }
    bool pointsAtWord() const { return layer() >= 0 && !player_.evidence().word.isEmpty() && experts_ > 0; }
    QString legend() const;   ///< "Layer L5 · 32 experts · coloured: chosen for “bank”"
    QString overlap() const;  ///< "2 of 4 in common"; empty before both were asked
    QString chance() const;   ///< "by chance: 0.5"

    void update() override;
    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return int(cells_.size()); }
    QVariant cell(int row, int column) const override;

private:
    void splitPrompt(const QString& prompt, Row& row) const;
    void markCommon();

    const LessonPlayer& player_;
    std::vector<Row> rows_;
    std::vector<std::pair<int, int>> cells_;  // [rows of the table] prompt, rank
    int experts_ = 0, common_ = 0;
};

}  // namespace ui
