// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/printout.h"

#include "ui/models/experiment.h"
#include "ui/models/labels.h"
#include "ui/models/token_routing.h"

namespace app {
namespace {

/// What a terminal would obey is left out.
QString harmless(const QString& text)
{
    QString shown;
    for (const QChar c : text)
        if (c == QLatin1Char('\n') || c == QLatin1Char('\t') || c.category() != QChar::Other_Control) shown += c;
    return shown;
}

QString routingOf(const engine::TokenEvent& token, const engine::ModelCard& card)
{
    const auto routing = ui::TokenRouting::of(&token, card);
    if (!routing) return {};
    QStringList layers;
    for (int moe = 0; moe < routing->moeLayers(); ++moe) {
        QStringList experts;
        for (int rank = 0; rank < routing->chosen(); ++rank)
            experts << QStringLiteral("%1 %2").arg(
                ui::expertName(routing->experts(moe)[size_t(rank)]),
                QString::number(double(routing->weights(moe)[size_t(rank)]), 'f', 2));
        layers << ui::layerName(card.moe_layers[size_t(moe)]) + QLatin1Char(' ') + experts.join(QStringLiteral(", "));
    }
    return QStringLiteral("token %1: %2\n").arg(ui::quotedText(token.piece), layers.join(QStringLiteral("; ")));
}

}  // namespace

std::string printout(const ui::Conversation& conversation, const ui::Timeline& timeline)
{
    const auto reply = conversation.lastReply();
    if (!reply) return {};
    const ui::ReplyText& text = conversation.message(reply).reply;
    QString shown = harmless(text.content()).trimmed() + QStringLiteral("\n\n");
    const QString changed = ui::experimentText(conversation.message(reply).stored.started.router);
    if (!changed.isEmpty())
        shown += QStringLiteral("experiment: %1\n").arg(changed);
    const int count = int(text.spans().size());
    for (int n : {count / 4, count / 2, count * 3 / 4}) {
        const int position = timeline.positionOf(reply, n);
        if (position >= 0 && timeline.token(position) && timeline.card())
            shown += routingOf(*timeline.token(position), *timeline.card());
    }
    return shown.toStdString();
}

}  // namespace app
