// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/expert_list.h"

#include "ui/models/labels.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace ui {
namespace {

struct Range {
    int first = 0, last = 0;
};

/// "L5", "5", "L5-L8", "L5-8" with the given letter; nothing when it is no such thing.
std::optional<Range> rangeIn(const QString& word, QChar letter)
{
    static const QRegularExpression form(QStringLiteral("^([LE])(\\d{1,5})(?:[-–]([LE])?(\\d{1,5}))?$"),
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(word);
    const auto is = [&](const QString& found) { return found.isEmpty() || found.front().toUpper() == letter; };
    if (!match.hasMatch() || !is(match.captured(1)) || !is(match.captured(3))) return {};
    const int first = match.captured(2).toInt();
    return Range{first, match.captured(4).isEmpty() ? first : match.captured(4).toInt()};
}

/// Reads one entry after the other and remembers the layers that the next one belongs to.
class Reader {
public:
    explicit Reader(const engine::Config& model) : model_(model) {}

    bool readEntry(const QStringList& words)
    {
        std::vector<int> experts;
        for (const QString& word : words) {
            if (word == QLatin1String("*") || isEverywhere(word)) {
                layers_ = {-1};
            } else if (const auto layers = rangeIn(word, u'L')) {
                if (!readLayers(*layers)) return false;
            } else if (const auto range = rangeIn(word, u'E')) {
                if (!readExperts(*range, experts)) return false;
            } else {
                return fail(
                    ExpertList::tr("“%1” is neither a layer (L5) nor an expert (E3) nor “everywhere”.").arg(word));
            }
        }
        if (experts.empty()) return fail(ExpertList::tr("“%1” names no expert.").arg(words.join(u' ')));
        for (const int layer : layers_)
            for (const int expert : experts) add({layer, expert});
        return true;
    }

    ExpertList list;

private:
    static bool isEverywhere(const QString& word)
    {
        return word.compare(QLatin1String("everywhere"), Qt::CaseInsensitive) == 0
            || word.compare(ExpertList::tr("everywhere"), Qt::CaseInsensitive) == 0;
    }

    bool readLayers(const Range& named)
    {
        layers_.clear();
        for (const int layer : model_.moe_layers)
            if (layer + 1 >= named.first && layer + 1 <= named.last) layers_.push_back(layer);
        if (!layers_.empty()) return true;
        return fail(named.first >= 1 && named.last <= model_.num_hidden_layers && named.first <= named.last
                        ? ExpertList::tr("%1 has no router.").arg(layerName(named.first - 1))
                        : ExpertList::tr("Layers are named L1 to L%1.").arg(model_.num_hidden_layers));
    }

    bool readExperts(const Range& named, std::vector<int>& experts)
    {
        if (named.first > named.last || named.last >= model_.n_routed_experts)
            return fail(ExpertList::tr("Experts are named E0 to E%1.").arg(model_.n_routed_experts - 1));
        for (int expert = named.first; expert <= named.last; ++expert) experts.push_back(expert);
        return true;
    }

    void add(const ExpertList::Place& place)
    {
        auto& all = list.places;
        if (std::find(all.begin(), all.end(), place) == all.end()) all.push_back(place);
    }

    bool fail(const QString& problem)
    {
        list = {{}, problem};
        return false;
    }

    const engine::Config& model_;
    std::vector<int> layers_{-1};
};

}  // namespace

ExpertList ExpertList::read(const QString& text, const engine::Config& model)
{
    static const QRegularExpression between(QStringLiteral("[,;、，\\n]+")), space(QStringLiteral("\\s+"));
    Reader reader(model);
    for (const QString& entry : text.split(between, Qt::SkipEmptyParts)) {
        const QStringList words = entry.split(space, Qt::SkipEmptyParts);
        if (!words.isEmpty() && !reader.readEntry(words)) return reader.list;
    }
    if (reader.list.places.empty()) reader.list.problem = tr("Name experts, like “L5 E3, E7 everywhere”.");
    return reader.list;
}

}  // namespace ui
