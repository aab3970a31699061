// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/label_test.h"
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

/// Labelled tokens cut into units for the test: so many consecutive labelled ones of a reply, or whole replies.
class LabelledUnits {
public:
    /// `block` 0: whole replies.
    LabelledUnits(const std::vector<RoutedTokens::One>& tokens, const Labelling& labelling, size_t block);

    LabelledTokens data;         ///< without its shape
    std::vector<int> occurring;  ///< labels of the labelling that occur; data numbers them by their place here
    int incomplete = 0, unlabelled = 0;  ///< tokens left out: their reply ended before the block did; without a label

private:
    struct Open {
        const engine::TokenEvent* event;
        int label;
    };
    void close(bool complete);
    std::uint8_t numberOf(int label);

    std::vector<Open> open_;  // the unit being filled
};

}  // namespace ui
