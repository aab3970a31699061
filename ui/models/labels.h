// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/trace.h"

#include <QString>

#include <cstdint>
#include <string>
#include <string_view>

/// How the window names layers, experts, tokens and amounts: the same words everywhere.
namespace ui {

QString layerName(int layer);    ///< decoder layer 0 is "L1"
QString expertName(int expert);  ///< as numbered in the checkpoint: 11 is "E11"

/// Foreign text on one line with nothing hidden in it: spaces as ␣, line ends as ↵, tabs as ⇥, bytes that are not
/// UTF-8 as ⟨E3⟩, control and direction-changing characters as their code point ⟨U+202E⟩.
QString visibleText(const std::string& bytes);
/// The same with spaces left alone.
QString lineText(std::string_view bytes);
/// And between quotation marks that show where they are.
QString quotedText(const std::string& bytes);

QString bytesText(std::int64_t bytes);     ///< "120 KiB"
QString groupedText(std::int64_t number);  ///< "1 536", narrow no-break spaces
QString percentText(double share);         ///< 0.094 is "9.4 %"

}  // namespace ui
