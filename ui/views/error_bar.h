// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QFrame>

class QLabel;

namespace ui {

/// The sentence of an error, `CODE - what, where, found, allowed. What to do.`, as plain text to read, copy or dismiss.
class ErrorBar : public QFrame {
    Q_OBJECT
public:
    explicit ErrorBar(QWidget* parent = nullptr);

    void showError(const engine::ErrorParts& error);
    QString text() const;

private:
    QLabel* label_;
};

}  // namespace ui
