// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/specialisation.h"

#include "ui/models/labels.h"

#include <algorithm>

namespace ui {

SpecialisationModel::SpecialisationModel(const Timeline& timeline, const Selection& selection)
    : timeline_(timeline), selection_(selection)
{
}

void SpecialisationModel::setLabel(engine::ReplyId reply, const QString& label)
{
    const QString word = label.simplified();
    if (word.isEmpty()) questions_.erase(reply);
    else questions_[reply] = word;
}

void SpecialisationModel::listQuestions()
{
    constexpr size_t longest = 120;  // bytes of the prompt's end
    if (listRevision_ != timeline_.recordedRevision()) {
        listRevision_ = timeline_.recordedRevision();
        listed_ = 0;
        list_.clear();
    }
    for (; listed_ < timeline_.recorded().size(); ++listed_) {
        const Timeline::Recorded& one = timeline_.recorded()[listed_];
        if (list_.empty() || list_.back().reply != one.token->reply) {
            if (!list_.empty()) list_.back().text = lineText(promptText_);
            promptText_.clear();
            list_.push_back({one.token->reply, {}, {}});
        }
        if (one.segment != Segment::Prompt || one.token->special) continue;
        promptText_ += one.token->piece;
        if (promptText_.size() > 2 * longest) promptText_.erase(0, promptText_.size() - longest);
    }
    if (!list_.empty()) list_.back().text = lineText(promptText_);
    for (Question& question : list_) {
        const auto found = questions_.find(question.reply);
        question.label = found == questions_.end() ? QString() : found->second;
    }
}

bool SpecialisationModel::asksOtherwise()
{
    Asked now{source_.revision(), selection_.segment(), kind_, {}};
    if (kind_ == Labelling::Kind::Question) now.questions = questions_;
    if (now == asked_) return false;
    asked_ = std::move(now);
    return true;
}

void SpecialisationModel::update()
{
    source_.update(timeline_, Span::Session);
    if (asksOtherwise()) ++question_;
    if (kind_ == Labelling::Kind::Question) listQuestions();
    if (!timeline_.card() || source_.tokens().empty()) test_.forget();
    else if (!source_.isBehind()) test_.want(question_, source_.tokens().size(), [this] { return work(); });
}

/// The thread reads what does not change any more: the experts, the bytes and the place of recorded tokens.
Calculation<SpecialisationModel::Answer>::Work SpecialisationModel::work() const
{
    std::vector<Timeline::Token> kept;
    for (const Timeline::Recorded& one : timeline_.recorded()) kept.push_back(one.token);
    std::vector<RoutedTokens::One> tokens;
    for (const RoutedTokens::One& one : source_.tokens())
        if (source_.isMeant(selection_.segment(), one.segment)) tokens.push_back(one);
    return [kept = std::move(kept), tokens = std::move(tokens), labelling = Labelling(kind_, &questions_),
            whole = kind_ == Labelling::Kind::Question, layers = int(timeline_.card()->moe_layers.size()),
            experts = timeline_.card()->n_routed_experts, chosen = source_.chosen()](CalculationProgress& progress) {
        LabelledUnits units(tokens, labelling, whole ? 0 : block);
        LabelledTokens& data = units.data;
        data.layers = layers;
        data.experts = experts;
        data.chosen = chosen;
        data.labels = int(std::min<size_t>(units.occurring.size(), LabelledTokens::most_labels));
        Answer answer;
        for (const int label : units.occurring) answer.labels << labelling.names()[label];
        answer.tokens = int(data.routes.size());
        answer.units = int(data.unitCount());
        answer.incomplete = units.incomplete;
        answer.unlabelled = units.unlabelled;
        if (units.occurring.size() <= LabelledTokens::most_labels) answer.test = testLabels(data, orders, progress);
        return answer;
    };
}

int SpecialisationModel::shownLayer() const
{
    const int selected = timeline_.card() ? moeIndex(*timeline_.card(), selection_.layer()) : -1;
    return selected >= 0 || !answer() ? selected : answer()->test.strongest;
}

QString SpecialisationModel::unitsText() const
{
    return kind_ == Labelling::Kind::Question ? tr("%n replies", nullptr, answer()->units)
                                              : tr("%n blocks of %1 tokens", nullptr, answer()->units).arg(block);
}

QString SpecialisationModel::verdict() const
{
    if (!hasTest()) return missing();
    const QString p = QString::number(answer()->test.p, 'f', 3);
    if (!isDistinguishable())
        return tr("Not distinguishable from chance: labels in another order say as much about the experts "
                  "(p = %1 over all layers).").arg(p);
    const int layer = timeline_.card()->moe_layers[size_t(answer()->test.strongest)];
    return tr("The labels say more about the experts than by chance (p = %1 over all layers), most clearly in "
              "layer %2.")
        .arg(p, layerName(layer));
}

QString SpecialisationModel::layerText(int moe) const
{
    if (!answer() || moe < 0 || moe >= int(answer()->test.layers.size())) return {};
    const LayerLabels& layer = answer()->test.layers[size_t(moe)];
    return tr("%1: mutual information %2 of the labels' entropy; by chance %3, in 19 of 20 cases at most %4; p = %5")
        .arg(layerName(timeline_.card()->moe_layers[size_t(moe)]), percentText(layer.nmi), percentText(layer.chance),
             percentText(layer.chance95), QString::number(layer.p, 'f', 3));
}

QString SpecialisationModel::specialistText(int label) const
{
    const int moe = shownLayer();
    if (!answer() || moe < 0 || moe >= int(answer()->test.layers.size())) return {};
    return specialistLine(answer()->test.layers[size_t(moe)], label);
}

/// The label last: it is foreign text and may hold a place marker.
QString SpecialisationModel::specialistLine(const LayerLabels& layer, int label) const
{
    const Specialist& found = layer.specialists[size_t(label)];
    const auto points = [](double share) { return QString::asprintf("%+.1f", 100 * share); };
    if (found.expert < 0) return tr("no expert found");
    if (!found.tested) return tr("%1, but nothing held out to judge it").arg(expertName(found.expert));
    const double corrected = std::min(1.0, found.p * double(layer.specialists.size()));
    return tr("%1 %2 points where found, %3 held out, p = %4: %5")
        .arg(expertName(found.expert), points(found.learned), points(found.heldOut),
             QString::number(corrected, 'f', 3),
             corrected <= level ? tr("holds") : tr("not distinguishable from chance"));
}

QString SpecialisationModel::emptyReason() const
{
    if (!timeline_.card()) return tr("No model is loaded and no recording is open.");
    if (timeline_.card()->moe_layers.empty()) return tr("This model has no routers: every layer is dense.");
    if (timeline_.recorded().empty()) return tr("Ask something: the tokens of all replies are tested together.");
    if (source_.tokens().empty())
        return tr("No routing was captured in this conversation.") + RoutedTokensText::leftOut(source_, {});
    // Where the reader gives the labels there is always something to do.
    return hasTest() || kind_ == Labelling::Kind::Question ? QString() : missing();
}

QString SpecialisationModel::missing() const
{
    if (!answer())
        return isStopped() ? tr("The test was stopped.")
                           : tr("Comparing the labels with %1 other orders of them: %2").arg(orders)
                                 .arg(percentText(progress()));
    if (answer()->labels.size() < 2)
        return kind_ == Labelling::Kind::Question
            ? tr("Give at least two questions different labels: their replies are then compared.")
            : tr("Only one label occurs in whole blocks of %1 tokens: there is nothing to compare yet.").arg(block);
    if (answer()->labels.size() > LabelledTokens::most_labels)
        return tr("More than %1 different labels cannot be compared.").arg(LabelledTokens::most_labels);
    return tr("Too few tokens to compare: %1.").arg(unitsText());
}

Sentence SpecialisationModel::title() const
{
    Sentence title{tr("Specialisation"), {}, {}, {}};
    if (!hasTest()) return title;
    title.before = isDistinguishable() ? tr("labels and experts belong together more than by chance, p = %1")
                                       : tr("not distinguishable from chance, p = %1");
    title.before = title.before.arg(answer()->test.p, 0, 'f', 3);
    return title;
}

QString SpecialisationModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    if (!hasTest()) return verdict();
    const Answer& a = *answer();
    QString text = verdict() + u' '
        + tr("%n tokens with %1 labels, in %2.", nullptr, a.tokens).arg(a.labels.size()).arg(unitsText());
    if (a.incomplete > 0)
        text += u' ' + tr("%n tokens are left out: they fill no block.", nullptr, a.incomplete);
    if (a.unlabelled > 0) text += u' ' + tr("%n tokens are left out: they have no label.", nullptr, a.unlabelled);
    return text + RoutedTokensText::leftOut(source_, selection_.segment());
}

QString SpecialisationModel::explanation() const
{
    return tr("Every bar is a layer: how much of the labels' entropy one expert of a token tells, I(label; expert) ÷ "
              "H(label), 0 nothing, 1 all. With finite text that is above 0 for labels without any meaning; therefore "
              "the labels are put in %1 other orders, and the hollow bars or dots are what 95 % of these stay below. "
              "Neighbouring tokens resemble each other: labels are not exchanged between tokens but between blocks of "
              "%2 consecutive tokens, labels of questions between whole replies; what drifts more slowly than that can "
              "still look like a label. p is (1 + orders that give as much) ÷ (1 + orders), and over all layers "
              "together it is that of the largest standardised value. For every label an expert is looked for in "
              "every second unit (block or reply) of each label and judged in the others, which were held out: "
              "percentage points by which more of the label's tokens go to it than of other tokens, with p times "
              "the number of labels. What an expert is for is not known to anyone and is not said here.")
        .arg(orders).arg(block);
}

QStringList SpecialisationModel::headers() const
{
    return {tr("Layer"), tr("Normalised mutual information"), tr("By chance"), tr("Chance, 95 %"), tr("p"), tr("Label"),
            tr("Expert"), tr("Where found, points"), tr("Held out, points"), tr("p × labels")};
}

int SpecialisationModel::rowCount() const
{
    return hasTest() ? int(answer()->test.layers.size()) * int(answer()->labels.size()) : 0;
}

QVariant SpecialisationModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount()) return {};
    const auto labels = size_t(answer()->labels.size()), moe = size_t(row) / labels, label = size_t(row) % labels;
    const LayerLabels& layer = answer()->test.layers[moe];
    const Specialist& found = layer.specialists[label];
    switch (column) {
    case 0: return layerName(timeline_.card()->moe_layers[moe]);
    case 1: return float(layer.nmi);
    case 2: return float(layer.chance);
    case 3: return float(layer.chance95);
    case 4: return float(layer.p);
    case 5: return answer()->labels[qsizetype(label)];
    case 6: return found.expert < 0 ? QVariant() : expertName(found.expert);
    case 7: return found.expert < 0 ? QVariant() : float(100 * found.learned);
    case 8: return found.tested ? QVariant(float(100 * found.heldOut)) : QVariant();
    default: return found.tested ? QVariant(float(std::min(1.0, found.p * double(labels)))) : QVariant();
    }
}

}  // namespace ui
