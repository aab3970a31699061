// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/labelling.h"

#include <QStringDecoder>

#include <algorithm>

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

LabelledUnits::LabelledUnits(const std::vector<RoutedTokens::One>& tokens, const Labelling& labelling, size_t block)
{
    engine::ReplyId reply = 0;
    for (const RoutedTokens::One& token : tokens) {
        if (token.event->reply != reply) close(block == 0);
        reply = token.event->reply;
        const int label = labelling.labelOf(token);
        if (label >= 0) open_.push_back({token.event, label});
        else ++unlabelled;
        if (block > 0 && open_.size() == block) close(true);
    }
    close(block == 0);
}

void LabelledUnits::close(bool complete)
{
    if (!complete) incomplete += int(open_.size());
    if (complete && !open_.empty()) {
        if (data.units.empty()) data.units.push_back(0);
        for (const auto& [event, label] : open_) {
            data.routes.push_back(event->routing.experts.data());
            data.label.push_back(numberOf(label));
            data.seed = data.seed * 0x100000001b3ull + std::uint64_t(event->id) * 31 + std::uint64_t(label) + 1;
        }
        data.units.push_back(std::uint32_t(data.routes.size()));
    }
    open_.clear();
}

std::uint8_t LabelledUnits::numberOf(int label)
{
    const auto at = std::find(occurring.begin(), occurring.end(), label) - occurring.begin();
    if (at == std::ptrdiff_t(occurring.size())) occurring.push_back(label);
    return std::uint8_t(std::min<std::ptrdiff_t>(at, LabelledTokens::most_labels - 1));
}

}  // namespace ui
