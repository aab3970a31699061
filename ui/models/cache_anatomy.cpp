// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/cache_anatomy.h"

#include "ui/models/labels.h"

#include <algorithm>

namespace ui {
namespace {

constexpr int thousand = 1000;  // tokens
constexpr int most_groups = 8;

}  // namespace

CacheAnatomyModel::CacheAnatomyModel(const Timeline& timeline) : timeline_(timeline) {}

void CacheAnatomyModel::update()
{
    entry_.clear();
    schemes_.clear();
    rows_.clear();
    tokens_ = timeline_.size();
    const engine::ModelCard* card = timeline_.card();
    if (!card || elementBytes() == 0) return;
    collectEntry(*card);
    collectSchemes(*card);
    collectRows();
}

/// As the cache really is: its bytes per token, over the numbers in it.
std::int64_t CacheAnatomyModel::elementBytes() const
{
    const engine::ModelCard& c = *timeline_.card();
    const std::int64_t numbers = std::int64_t(c.num_hidden_layers) * (c.kv_lora_rank + c.qk_rope_head_dim);
    return numbers > 0 ? c.cache_bytes_per_token / numbers : 0;
}

void CacheAnatomyModel::collectEntry(const engine::ModelCard& c)
{
    const double whole = c.kv_lora_rank + c.qk_rope_head_dim;
    entry_ = {{tr("latent: %1 numbers (kv_lora_rank)").arg(c.kv_lora_rank), c.kv_lora_rank, c.kv_lora_rank / whole},
              {tr("rotary key: %1 numbers (qk_rope_head_dim)").arg(c.qk_rope_head_dim), c.qk_rope_head_dim,
               c.qk_rope_head_dim / whole}};
}

QString CacheAnatomyModel::entryText() const
{
    const int numbers = entry_[0].numbers + entry_[1].numbers;
    return tr("One entry, what a token leaves in one layer: %1 numbers × %2 bytes = %3 bytes")
        .arg(numbers).arg(elementBytes()).arg(groupedText(numbers * elementBytes()));
}

int CacheAnatomyModel::groupsFor(int heads)
{
    for (int groups = std::min(most_groups, heads - 1); groups > 1; --groups)
        if (heads % groups == 0) return groups;
    return 1;
}

void CacheAnatomyModel::collectSchemes(const engine::ModelCard& c)
{
    schemes_.push_back({tr("MLA"),
                        tr("MLA: %1 layers × (%2 + %3) × %4 bytes = %5")
                            .arg(c.num_hidden_layers).arg(c.kv_lora_rank).arg(c.qk_rope_head_dim).arg(elementBytes())
                            .arg(groupedText(c.cache_bytes_per_token)),
                        c.cache_bytes_per_token});
    addScheme(tr("MQA"), 1);
    if (const int groups = groupsFor(c.num_attention_heads); groups > 1) addScheme(tr("GQA-%1").arg(groups), groups);
    if (c.num_attention_heads > 1) addScheme(tr("MHA"), c.num_attention_heads);
}

/// `keyHeads`: heads whose keys and values are kept; the others share them.
void CacheAnatomyModel::addScheme(const QString& name, int keyHeads)
{
    const engine::ModelCard& c = *timeline_.card();
    const std::int64_t bytes =
        std::int64_t(c.num_hidden_layers) * keyHeads * (c.qk_head_dim() + c.v_head_dim) * elementBytes();
    const QString formula = tr("%1: %2 layers × %3 × (%4 + %5 + %6) × %7 bytes = %8")
                                .arg(name).arg(c.num_hidden_layers).arg(keyHeads).arg(c.qk_nope_head_dim)
                                .arg(c.qk_rope_head_dim).arg(c.v_head_dim).arg(elementBytes()).arg(groupedText(bytes));
    schemes_.push_back({name, formula, bytes});
}

int CacheAnatomyModel::left() const
{
    return timeline_.card() ? std::max(0, timeline_.card()->context - tokens_) : 0;
}

int CacheAnatomyModel::reusedTokens() const
{
    const engine::ReplyStarted* started = timeline_.started(timeline_.reply());
    return started ? std::max(0, started->reused_tokens) : 0;
}

std::optional<double> CacheAnatomyModel::savedMs() const
{
    const engine::ReplyFinished* finished = timeline_.finished(timeline_.reply());
    if (!finished || finished->prefill_tokens_per_second <= 0) return {};
    return reusedTokens() * 1000.0 / double(finished->prefill_tokens_per_second);
}

std::optional<double> CacheAnatomyModel::meanReplyTokens() const
{
    double sum = 0;
    int replies = 0;
    for (const engine::ReplyId reply : timeline_.replies()) {
        const engine::ReplyFinished* finished = timeline_.finished(reply);
        if (!finished || finished->tokens <= 0) continue;
        sum += finished->tokens;
        ++replies;
    }
    return replies > 0 ? std::optional(sum / replies) : std::nullopt;
}

QString CacheAnatomyModel::reuseText() const
{
    if (!timeline_.started(timeline_.reply())) return tr("Reuse: no reply is shown.");
    if (reusedTokens() == 0) return tr("Reuse: none. This reply read its whole prompt.");
    const QString reused = tr("Reuse: %n tokens were in the cache already (%1) and not computed again", nullptr,
                              reusedTokens()).arg(bytesText(reusedTokens() * bytesPerToken()));
    if (const auto ms = savedMs())
        return tr("%1; at the speed at which this reply read the rest of its prompt that saved about %2 ms (an "
                  "estimate).")
            .arg(reused).arg(*ms, 0, 'f', *ms < 10 ? 1 : 0);
    return tr("%1; how fast this reply read its prompt is not known.").arg(reused);
}

QString CacheAnatomyModel::roomText() const
{
    const QString room = tr("Room: %n positions are left (%1)", nullptr, left())
                             .arg(bytesText(left() * bytesPerToken()));
    const auto mean = meanReplyTokens();
    if (!mean) return tr("%1; no reply has been finished yet.").arg(room);
    if (left() < *mean)
        return tr("%1: less than one more reply of %2 tokens, the mean so far.").arg(room).arg(*mean, 0, 'f', 0);
    return tr("%1: about %2 more replies of %3 tokens, the mean so far, without their questions.")
        .arg(room).arg(std::int64_t(left() / *mean)).arg(*mean, 0, 'f', 0);
}

QString CacheAnatomyModel::thousandText() const
{
    return tr("1000 more tokens take %1 as latents; keys and values of all heads would take %2.")
        .arg(bytesText(thousand * bytesPerToken()), bytesText(thousand * timeline_.card()->mha_cache_bytes_per_token));
}

void CacheAnatomyModel::collectRows()
{
    const auto optional = [](const std::optional<double>& value) { return value ? QVariant(*value) : QVariant(); };
    for (const Part& part : entry_) rows_.push_back({part.name, part.numbers, tr("numbers"), {}});
    for (const Scheme& scheme : schemes_) {
        const std::int64_t bytes = scheme.bytesPerToken;
        rows_.push_back({scheme.name, qlonglong(bytes), tr("bytes per token"), scheme.formula});
        rows_.push_back({scheme.name, qlonglong(tokens_ * bytes), tr("bytes in all"), tr("%1 tokens").arg(tokens_)});
        rows_.push_back({scheme.name, qlonglong(thousand * bytes), tr("bytes for 1000 more tokens"), {}});
    }
    rows_.push_back({tr("reused"), reusedTokens(), tr("tokens"), {}});
    rows_.push_back({tr("reused"), qlonglong(reusedTokens() * bytesPerToken()), tr("bytes"), {}});
    rows_.push_back({tr("saved, an estimate"), optional(savedMs()), tr("ms"), {}});
    rows_.push_back({tr("room left"), left(), tr("tokens"), {}});
    rows_.push_back({tr("mean reply"), optional(meanReplyTokens()), tr("tokens"), {}});
}

Sentence CacheAnatomyModel::title() const
{
    Sentence title{tr("Anatomy of the cache"), {}, {}, {}};
    if (schemes_.empty()) return title;
    const double times = double(schemes_.back().bytesPerToken) / double(schemes_.front().bytesPerToken);
    title.before = tr("%1 bytes per token, %2 keeps %3 times as much")
                       .arg(groupedText(bytesPerToken()), schemes_.back().name, QString::number(times, 'f', 1));
    return title;
}

QString CacheAnatomyModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    QStringList lines{entryText() + u'.'};
    for (const Scheme& scheme : schemes_) lines << scheme.formula + u'.';
    lines << reuseText() << roomText() << thousandText();
    return lines.join(u' ');
}

QString CacheAnatomyModel::explanation() const
{
    return tr("An entry of the latent cache is one normalised latent, from which keys and values of all heads are "
              "computed, and one rotary key that all heads share; the bar is drawn to scale. Below, what other kinds "
              "of attention with the same heads would keep per token, in the same number format: layers × heads kept "
              "× (qk_nope_head_dim + qk_rope_head_dim + v_head_dim) × bytes. MHA keeps every head, MQA one for all, "
              "GQA one for each group of heads (the groups are chosen here; this model has none). Nothing is compared "
              "in quality: a model would have to be trained that way. What reuse saved is an estimate: tokens ÷ the "
              "speed at which this reply read the rest of its prompt.");
}

QString CacheAnatomyModel::emptyReason() const
{
    if (!timeline_.card()) return tr("No model is loaded and no recording is open.");
    return schemes_.empty() ? tr("The model's card does not say what its cache holds.") : QString();
}

QStringList CacheAnatomyModel::headers() const
{
    return {tr("What"), tr("Value"), tr("Unit"), tr("How")};
}

QVariant CacheAnatomyModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount()) return {};
    const Row& one = rows_[size_t(row)];
    switch (column) {
    case 0: return one.what;
    case 1: return one.value;
    case 2: return one.unit;
    default: return one.how;
    }
}

}  // namespace ui
