// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/timeline.h"

#include <QStringList>

namespace ui {

/// Where the numbers of a figure or a table come from, one line each: program and model, how the shown reply was made,
/// what of it was captured. Names from files are made visible and plain.
/// `changes`: what is shown was made under (experimentText), empty for the model as it is.
QStringList provenance(const Timeline& timeline, const QString& changes);

}  // namespace ui
