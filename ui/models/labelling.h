// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/routed_tokens.h"

#include <QCoreApplication>
#include <QStringList>

#include <map>

namespace ui {

/// Puts tokens into classes that have nothing to do with experts: by what they are part of, by their characters, or by
/// what a person says about the question. -1: no label, the token is left out.
class Labelling {
    Q_DECLARE_TR_FUNCTIONS(ui::Labelling)
public:
    enum class Kind { Segment, Script, Question };
    enum class Script { Latin, Japanese, OtherLetters, Digits, Punctuation, Space };

    explicit Labelling(Kind kind, const std::map<engine::ReplyId, QString>* questions = nullptr);

    int labelOf(const RoutedTokens::One& token) const;
    const QStringList& names() const { return names_; }  ///< [labels]
    /// Of the first letter, or else digit, or else sign of a token; -1 for control tokens and for half a character.
    static int scriptOf(const engine::TokenEvent& token);

private:
    Kind kind_;
    QStringList names_;
    std::map<engine::ReplyId, int> labels_;
};

}  // namespace ui
