// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/provenance.h"

#include "ui/models/labels.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::Provenance)
};

QString modelLine(const engine::ModelCard& card)
{
    QStringList types;
    for (const std::string& type : card.dtypes) types << lineText(type);
    return Words::tr("Model %1 (%2), hash %3, weights %4, computed by %5 (%6)")
        .arg(lineText(card.name), lineText(card.model_type), lineText(card.hash), types.join(QStringLiteral(", ")),
             lineText(card.backend), lineText(card.backend_detail));
}

QString samplingLine(const engine::ReplyStarted& started)
{
    const engine::Sampling& s = started.sampling;
    return Words::tr("Reply %1: temperature %2, top-k %3, top-p %4, min-p %5, repetition penalty %6, seed %7")
        .arg(started.reply).arg(double(s.temperature)).arg(s.top_k).arg(double(s.top_p)).arg(double(s.min_p))
        .arg(double(s.repetition_penalty)).arg(s.seed);
}

QString captureLine(const Timeline& timeline)
{
    int captured = 0, scored = 0;
    for (int i = 0; i < timeline.size(); ++i) {
        const engine::TokenEvent* token = timeline.token(i);
        captured += token ? 1 : 0;
        scored += token && !token->routing.scores.empty() ? 1 : 0;
    }
    return Words::tr("Captured: %1 of %2 tokens, router scores of %3; events dropped in this conversation: %4")
        .arg(captured).arg(timeline.size()).arg(scored).arg(timeline.droppedEvents());
}

}  // namespace

QStringList provenance(const Timeline& timeline, const QString& changes)
{
    QStringList lines{Words::tr("Expertscope %1").arg(QCoreApplication::applicationVersion())};
    if (timeline.card()) lines << modelLine(*timeline.card());
    const engine::ReplyStarted* started = timeline.started(timeline.reply());
    if (started) lines << samplingLine(*started) << captureLine(timeline);
    if (!changes.isEmpty()) lines << Words::tr("The router was changed: %1").arg(changes);
    return lines;
}

}  // namespace ui
