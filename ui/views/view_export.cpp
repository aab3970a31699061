// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a view leaves the window: as a table or a figure, with where its numbers come from.
#include "ui/models/provenance.h"
#include "ui/views/figure.h"
#include "ui/views/view.h"
#include "ui/views/view_style.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QSaveFile>
#include <QThread>

namespace ui {

/// What is still being read is waited for. A simulation that takes longer is not, and that is said.
QString View::csv()
{
    constexpr int longest_wait = 400, between_looks = 2;  // milliseconds
    ViewModel& answer = model();
    QElapsedTimer time;
    time.start();
    for (answer.update(); !answer.isComplete() || (answer.isWaiting() && !time.hasExpired(longest_wait));
         answer.update())
        if (answer.isComplete()) QThread::msleep(between_looks);
    QString text;
    for (const QString& line : provenance(timeline_, experiment())) text += QStringLiteral("# %1\n").arg(line);
    text += QStringLiteral("# %1\n").arg(answer.title().text());
    if (answer.isWaiting()) text += QStringLiteral("# %1\n").arg(tr("Still being computed: the numbers so far"));
    return text + toCsv(answer);
}

QPixmap View::figure()
{
    if (stale_) refresh();
    return QPixmap::fromImage(Figure(*this, provenance(timeline_, experiment()), plotStyle(theme())).image());
}

bool View::writeFigure(QIODevice& out, const QString& format)
{
    if (stale_) refresh();
    const Figure figure(*this, provenance(timeline_, experiment()), plotStyle(theme()));
    if (format == QLatin1String("svg")) return figure.writeSvg(out);
    if (format == QLatin1String("pdf")) return figure.writePdf(out);
    return figure.writePng(out);
}

void View::copyTable()
{
    QGuiApplication::clipboard()->setText(csv());
    emit notice(tr("Table copied."));
}

void View::copyFigure()
{
    QGuiApplication::clipboard()->setPixmap(figure());
    emit notice(tr("Figure copied."));
}

void View::saveTable()
{
    const QString name = QFileDialog::getSaveFileName(this, tr("Save table"), {}, tr("CSV (*.csv)"));
    if (name.isEmpty()) return;
    QSaveFile file(name);
    const bool saved = file.open(QIODevice::WriteOnly) && file.write(csv().toUtf8()) >= 0 && file.commit();
    emit notice(saved ? tr("Saved %1.").arg(name) : tr("%1 could not be saved: %2.").arg(name, file.errorString()));
}

/// The format follows from the ending of the name, and without one from the filter that was chosen.
void View::saveFigure()
{
    QString filter;
    QString name = QFileDialog::getSaveFileName(this, tr("Save figure"), {},
                                                tr("Picture (*.png);;Vector graphics (*.svg);;Document (*.pdf)"),
                                                &filter);
    if (name.isEmpty()) return;
    if (QFileInfo(name).suffix().isEmpty()) name += filter.mid(filter.indexOf(QLatin1Char('.')), 4);
    QSaveFile file(name);
    const bool saved = file.open(QIODevice::WriteOnly) && writeFigure(file, QFileInfo(name).suffix().toLower()) &&
                       file.commit();
    emit notice(saved ? tr("Saved %1.").arg(name) : tr("%1 could not be saved: %2.").arg(name, file.errorString()));
}

}  // namespace ui
