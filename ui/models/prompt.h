// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/timeline.h"
#include "ui/models/view_model.h"

#include <QObject>

#include <optional>
#include <vector>

namespace ui {

/// How the conversation on screen is written for the model: by the template in the model's file, by the built-in
/// prompt of its family, and where the two differ, line by line.
class PromptModel : public QObject, public ViewModel {
    Q_OBJECT
public:
    enum class In { Both, ModelOnly, BuiltInOnly };
    struct Line {
        In in = In::Both;
        QString text;  ///< with its end made visible; what cannot be seen stands as its code point
    };

    explicit PromptModel(const Timeline& timeline, QObject* parent = nullptr);

    void expect();  ///< asked for; the answer comes with a batch
    void clear();   ///< there is no conversation to be written
    void apply(const TraceBatch& batch);

    bool isWritten() const { return versions_.has_value(); }
    bool hasBoth() const { return versions_ && versions_->by_model; }
    int differences() const { return differences_; }  ///< lines that stand in one version only
    const std::vector<Line>& difference() const { return lines_; }
    std::vector<Line> byModel() const;
    std::vector<Line> builtIn() const;
    QString sent() const;  ///< exactly what the model gets

    void update() override {}  ///< all is done when the answer comes
    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return int(lines_.size()); }
    QVariant cell(int row, int column) const override;

signals:
    void changed();

private:
    void show(engine::PromptVersions versions);

    const Timeline& timeline_;
    std::optional<engine::PromptVersions> versions_;
    std::vector<Line> lines_;
    int differences_ = 0;
    bool expected_ = false;
};

}  // namespace ui
