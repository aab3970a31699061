// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace ui {

/// A run of words; of which of two texts.
struct DifferencePart {
    enum class In { Both, First, Second } in;
    QString text;
    bool operator==(const DifferencePart&) const = default;
};

/// What has to be taken out of `first` and put in to make it `second`, word by word. Words end where Unicode says, so
/// texts without spaces have them too. Texts too different and too long to be aligned share their start and end, and
/// what stands at the same place.
std::vector<DifferencePart> wordDifference(const QString& first, const QString& second);

}  // namespace ui
