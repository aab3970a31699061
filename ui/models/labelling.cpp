// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/labelling.h"

#include <QStringDecoder>

namespace ui {

Labelling::Labelling(Kind kind, const std::map<engine::ReplyId, QString>* questions) : kind_(kind)
{
    switch (kind) {
    case Kind::Segment: names_ = {tr("prompt"), tr("thinking"), tr("answer")}; break;
    case Kind::Script:
        names_ = {tr("Latin letters"), tr("Kana and Han"), tr("other letters"), tr("digits"), tr("punctuation"),
                  tr("spaces and line ends")};
        break;
    case Kind::Question:
        for (const auto& [reply, label] : *questions) {
            if (label.isEmpty()) continue;
            if (!names_.contains(label)) names_ << label;
            labels_[reply] = int(names_.indexOf(label));
        }
    }
}

int Labelling::labelOf(const RoutedTokens::One& token) const
{
    if (kind_ == Kind::Segment) return int(token.segment);
    if (kind_ == Kind::Script) return scriptOf(*token.event);
    const auto found = labels_.find(token.event->reply);
    return found == labels_.end() ? -1 : found->second;
}

int Labelling::scriptOf(const engine::TokenEvent& token)
{
    if (token.special) return -1;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(QByteArrayView(token.piece.data(), qsizetype(token.piece.size())));
    if (decoder.hasError() || text.isEmpty()) return -1;
    bool digits = false, signs = false;
    for (const char32_t c : text.toUcs4()) {
        if (QChar::isLetter(c)) {
            const QChar::Script script = QChar::script(c);
            if (script == QChar::Script_Latin) return int(Script::Latin);
            const bool japanese = script == QChar::Script_Han || script == QChar::Script_Hiragana
                || script == QChar::Script_Katakana;
            return int(japanese ? Script::Japanese : Script::OtherLetters);
        }
        digits |= QChar::isDigit(c);
        signs |= !QChar::isSpace(c) && !QChar::isDigit(c);
    }
    return int(digits ? Script::Digits : signs ? Script::Punctuation : Script::Space);
}

}  // namespace ui
