// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/prompt.h"

#include "ui/models/labels.h"
#include "ui/models/line_difference.h"

namespace ui {
namespace {

std::vector<PromptModel::Line> plainLines(const std::string& text)
{
    std::vector<PromptModel::Line> lines;
    for (const std::string_view line : linesOf(text))
        lines.push_back({PromptModel::In::Both, lineText(line)});
    return lines;
}

PromptModel::In inOf(DifferenceLine::In in)
{
    return in == DifferenceLine::In::Both    ? PromptModel::In::Both
           : in == DifferenceLine::In::First ? PromptModel::In::BuiltInOnly
                                             : PromptModel::In::ModelOnly;
}

}  // namespace

PromptModel::PromptModel(const Timeline& timeline, QObject* parent) : QObject(parent), timeline_(timeline) {}

void PromptModel::expect()
{
    expected_ = true;
    emit changed();
}

void PromptModel::clear()
{
    versions_.reset();
    lines_.clear();
    differences_ = 0;
    expected_ = false;
    emit changed();
}

void PromptModel::apply(const TraceBatch& batch)
{
    for (const engine::Event& event : batch.events)
        if (const auto* written = std::get_if<engine::PromptWritten>(&event); written && expected_)
            show(written->versions);
}

void PromptModel::show(engine::PromptVersions versions)
{
    versions_ = std::move(versions);
    differences_ = 0;
    lines_.clear();
    if (!versions_->by_model) {
        lines_ = plainLines(versions_->built_in);
    } else {
        for (const DifferenceLine& line : lineDifference(versions_->built_in, *versions_->by_model)) {
            lines_.push_back({inOf(line.in), lineText(line.text)});
            differences_ += line.in != DifferenceLine::In::Both;
        }
    }
    emit changed();
}

std::vector<PromptModel::Line> PromptModel::byModel() const
{
    return hasBoth() ? plainLines(*versions_->by_model) : std::vector<Line>();
}

std::vector<PromptModel::Line> PromptModel::builtIn() const
{
    return versions_ ? plainLines(versions_->built_in) : std::vector<Line>();
}

QString PromptModel::sent() const
{
    if (!versions_) return {};
    return QString::fromStdString(versions_->by_model.value_or(versions_->built_in));
}

Sentence PromptModel::title() const
{
    Sentence title{tr("Prompt"), {}, {}, {}};
    if (!versions_) return title;
    if (hasBoth())
        title.before = differences_ ? tr("as the template in the model's file writes it; %n lines differ from the "
                                         "built-in one",
                                         nullptr, differences_)
                                    : tr("the template in the model's file and the built-in one agree");
    else
        title.before = versions_->problem ? tr("built in, because the template in the model's file does not work")
                                          : tr("built in: the model's file has no template");
    return title;
}

QString PromptModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    const QString family = timeline_.card() ? visibleText(timeline_.card()->chat_template) : QString();
    QString words = tr("%n characters are sent.", nullptr, int(sent().size()));
    if (!family.isEmpty()) words += u' ' + tr("The built-in prompt is that of the family %1.").arg(family);
    if (versions_->problem) words += u' ' + QString::fromStdString(engine::sentence(*versions_->problem));
    return words;
}

QString PromptModel::explanation() const
{
    return tr(
        "A model reads one text, not a conversation. A template writes it: it puts control tokens around every "
        "message and ends where the model is to go on. This is that text for the chat on screen and what is "
        "being written below it, character by character. Lines with + stand only in what the template in the model's "
        "file writes, lines with \u2212 "
        "only in the prompt that is built in for this family of models; \u21b5 is a line break.");
}

QString PromptModel::emptyReason() const
{
    if (versions_) return {};
    return expected_ ? tr("Being written; a running reply is finished first.")
                     : tr("Ask or write something: then its prompt stands here.");
}

QStringList PromptModel::headers() const
{
    return {tr("Stands in"), tr("Line")};
}

QVariant PromptModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount()) return {};
    const Line& line = lines_[size_t(row)];
    if (column == 1) return line.text;
    if (!hasBoth()) return tr("built-in");
    return line.in == In::Both ? tr("both") : line.in == In::ModelOnly ? tr("model's file") : tr("built-in");
}

}  // namespace ui
