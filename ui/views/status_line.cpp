// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/status_line.h"

#include "ui/models/labels.h"
#include "ui/theme.h"
#include "ui/views/caption.h"
#include "ui/views/plain_tool_tip.h"

#include <QLocale>

namespace ui {

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent),
      activity_(newPart(tr("Activity"))),
      trace_(newPart(tr("Trace"))),
      sampling_(newPart(tr("Sampling"))),
      cost_(newPart(tr("Cost of the last frame"))),
      saving_(newPart(tr("Saving")))
{
    setSizeGripEnabled(false);
    for (Caption* part : {activity_, trace_, sampling_, cost_, saving_}) addWidget(part);
    Caption* local = newPart(tr("Privacy"));
    addPermanentWidget(local);
    local->setText(tr("local only \u00b7 nothing leaves this computer"));
    showActivity(Activity::NoModel);
}

Caption* StatusLine::newPart(const QString& name)
{
    auto* part = new Caption({}, this);
    part->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    part->setFont(uiFont(0.9));
    part->setAccessibleName(name);
    part->setContentsMargins(8, 0, 8, 0);
    return part;
}

void StatusLine::showActivity(Activity activity)
{
    QString words;
    switch (activity) {
        case Activity::NoModel:
            words = tr("no model");
            break;
        case Activity::Loading:
            words = tr("loading");
            break;
        case Activity::Ready:
            words = tr("ready");
            break;
        case Activity::Reading:
            words = tr("reading the prompt");
            break;
        case Activity::Generating:
            words = tr("generating");
            break;
        case Activity::Paused:
            words = tr("paused");
            break;
    }
    const bool busy =
        activity == Activity::Reading || activity == Activity::Generating || activity == Activity::Loading;
    activity_->setText((busy ? QStringLiteral("\u25cf ") : QStringLiteral("\u25cb ")) + words);
}

void StatusLine::showTrace(int tokens, qint64 bytes)
{
    trace_->setText(tokens ? tr("trace: %n tokens", nullptr, tokens) + QStringLiteral(" \u00b7 ") + bytesText(bytes)
                           : tr("trace: empty"));
}

void StatusLine::showSampling(const engine::Sampling& sampling, const QString& experiment)
{
    const QLocale locale;
    const QString changed = experiment.isEmpty() ? QString() : tr("experiment: %1 \u00b7 ").arg(experiment);
    sampling_->setText(changed + (sampling.temperature <= 0
                           ? tr("greedy")
                           : tr("seed %1 \u00b7 temperature %2 \u00b7 top-p %3")
                                 .arg(QString::number(sampling.seed), locale.toString(sampling.temperature, 'g', 3),
                                      locale.toString(sampling.top_p, 'g', 3))));
}

void StatusLine::showCost(double frameMs, quint64 droppedEvents)
{
    cost_->setText(tr("frame %1 ms").arg(QLocale().toString(frameMs, 'f', 1)) + QStringLiteral(" \u00b7 ") +
                   tr("%n events dropped", nullptr, int(droppedEvents)));
}

void StatusLine::showSaving(const engine::SaveStatus& status)
{
    const bool saved = status.failure.code.empty();
    saving_->setText(saved ? QString() : status.retrying ? tr("not saved yet, trying again") : tr("not saved"));
    saving_->setToolTip(saved ? QString() : plainToolTip(QString::fromStdString(engine::sentence(status.failure))));
}

}  // namespace ui
