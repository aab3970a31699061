// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QStringList>
#include <QVariant>

namespace ui {

/// A title that is a sentence: "Routing map — token 41 “ experts”, 8 layers × 32 experts". `token` is foreign
/// text, made visible and quoted; it is only ever shown as plain text.
struct Sentence {
    QString name, before, token, after;
    QString text() const;
};

/// One question's answer, as numbers (in the classes below this one), words and rows. Reads the timeline and the
/// selection when update() is called, and only then: a view that is not visible costs nothing.
class ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::ViewModel)
public:
    virtual ~ViewModel() = default;

    virtual void update() = 0;
    /// False: there was more to add up than fits into a frame; update() again goes on where this one stopped.
    virtual bool isComplete() const { return true; }
    /// More is being found or read though nothing has changed: update() again soon.
    virtual bool isWaiting() const { return false; }

    virtual Sentence title() const = 0;
    virtual QString summary() const = 0;      ///< what is to be seen, in one sentence with the main numbers
    virtual QString explanation() const = 0;  ///< what the plot means and where its numbers come from
    virtual QString emptyReason() const = 0;  ///< why there is nothing to show; empty when there is something

    /// The same answer as a table. Cells are numbers or strings; an invalid QVariant was not captured.
    virtual QStringList headers() const = 0;
    virtual int rowCount() const = 0;
    virtual QVariant cell(int row, int column) const = 0;
};

/// Header line and all rows, comma-separated, numbers in C notation, quoted after RFC 4180. A cell that a
/// spreadsheet would run as a formula is preceded by an apostrophe.
QString toCsv(const ViewModel& model);

}  // namespace ui
