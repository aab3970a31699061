// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/efficiency.h"

#include "ui/models/labels.h"

#include <array>

namespace ui {
namespace {

QString inUnits(double amount, const std::array<const char*, 5>& units)
{
    size_t unit = 0;
    for (; amount >= 1000 && unit + 1 < units.size(); ++unit) amount /= 1000;
    return QStringLiteral("%1 %2").arg(QString::number(amount, 'f', unit > 0 && amount < 100 ? 1 : 0),
                                       QLatin1String(units[unit])).trimmed();
}

QString flopsText(double flops) { return inUnits(flops, {"FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP"}); }
QString countText(double count) { return inUnits(count, {"", "k", "M", "G", "T"}); }
QString wholeBytesText(double bytes) { return bytesText(std::int64_t(bytes)); }

}  // namespace

EfficiencyModel::EfficiencyModel(const Timeline& timeline, const DeviceModel& device)
    : timeline_(timeline), device_(device)
{
}

void EfficiencyModel::update()
{
    parts_.clear();
    ratios_.clear();
    sum_ = {};
    context_ = timeline_.size();
    if (!timeline_.card()) return;
    parts_ = tokenCost(*timeline_.card(), timeline_.router(), context_);
    sum_ = total(parts_);
    collectRatios(*timeline_.card());
}

void EfficiencyModel::addRatio(Beside beside, const QString& name, double used, double equivalent,
                               QString (*text)(double))
{
    Ratio ratio{beside, name, used, equivalent, {}};
    const QString other = text(equivalent);
    ratio.text = ratio.share() <= 1 ? tr("%1 of %2").arg(percentText(ratio.share()), other)
                                    : tr("%1 times %2").arg(ratio.share(), 0, 'f', 1).arg(other);
    ratios_.push_back(ratio);
}

void EfficiencyModel::collectRatios(const engine::ModelCard& card)
{
    const PartCost dense = total(tokenCost(card, everyExpert(card), context_));
    addRatio(Beside::Dense, tr("weights used"), double(sum_.active), double(dense.active), countText);
    addRatio(Beside::Dense, tr("bytes read"), sum_.bytes, dense.bytes, wholeBytesText);
    addRatio(Beside::Dense, tr("arithmetic"), sum_.flops, dense.flops, flopsText);
    if (context_ == 0) return;
    const double full = double(context_) * double(card.mha_cache_bytes_per_token);
    const PartCost& cache = parts_[size_t(PartCost::Part::Cache)];
    addRatio(Beside::Mha, tr("cache read"), cache.bytes, full, wholeBytesText);
    addRatio(Beside::Mha, tr("arithmetic on it"), cache.flops, mhaAttentionFlops(card, context_), flopsText);
}

QString EfficiencyModel::partName(PartCost::Part part)
{
    switch (part) {
    case PartCost::Part::Embedding: return tr("embedding");
    case PartCost::Part::Attention: return tr("attention");
    case PartCost::Part::Cache: return tr("latent cache");
    case PartCost::Part::Dense: return tr("dense networks");
    case PartCost::Part::Shared: return tr("shared experts");
    case PartCost::Part::Routed: return tr("routed experts");
    case PartCost::Part::Router: return tr("routers");
    case PartCost::Part::Head: break;
    }
    return tr("head");
}

QString EfficiencyModel::partText(const PartCost& part) const
{
    return QStringLiteral("%1 · %2").arg(wholeBytesText(part.bytes), flopsText(part.flops));
}

double EfficiencyModel::tokensPerSecond() const
{
    const engine::ReplyFinished* finished = timeline_.finished(timeline_.reply());
    return finished ? double(finished->tokens_per_second) : 0;
}

std::optional<double> EfficiencyModel::joulesPerToken() const
{
    const auto load = device_.loadOf(timeline_.reply());
    const bool onGpu = timeline_.card() && timeline_.card()->backend == "cuda";
    if (!onGpu || !load || !load->gpu_watts || tokensPerSecond() <= 0) return {};
    return *load->gpu_watts / tokensPerSecond();
}

QString EfficiencyModel::energyText() const
{
    if (const auto joules = joulesPerToken())
        return tr("Energy: %1 J per decoded token (GPU, %2 W on average at %3 tokens/s)")
            .arg(*joules, 0, 'f', 2).arg(*device_.loadOf(timeline_.reply())->gpu_watts, 0, 'f', 0)
            .arg(tokensPerSecond(), 0, 'f', 0);
    if (timeline_.card() && timeline_.card()->backend != "cuda")
        return tr("Energy per token: not measurable here. Power is read from NVIDIA GPUs only, and this model ran on "
                  "the processor.");
    if (const std::string& reason = device_.facts().energy_reason; !reason.empty())
        return tr("Energy per token: not measurable here. %1").arg(QString::fromStdString(reason));
    return tr("Energy per token: not measured for this reply (no power sample while it was decoded).");
}

QString EfficiencyModel::emptyReason() const
{
    return timeline_.card() ? QString() : tr("No model is loaded and no recording is open.");
}

Sentence EfficiencyModel::title() const
{
    Sentence title{tr("Efficiency"), {}, {}, {}};
    if (parts_.empty() || sum_.parameters == 0) return title;
    title.before = tr("a token uses %1 of the parameters")
                       .arg(percentText(double(sum_.active) / double(sum_.parameters)));
    if (timeline_.router().top_k > 0) title.after = tr(" · experiment, top-%1").arg(timeline_.router().top_k);
    return title;
}

QString EfficiencyModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    QStringList ratios;
    for (const Ratio& ratio : ratios_)
        ratios << (ratio.beside == Beside::Dense ? tr("%1: %2 in a dense model") : tr("%1: %2 in multi-head attention"))
                      .arg(ratio.name, ratio.text);
    return tr("A token uses %1 of %2 parameters, reads %3 and takes %4. %5. %6")
        .arg(groupedText(sum_.active), groupedText(sum_.parameters), bytesText(std::int64_t(sum_.bytes)),
             flopsText(sum_.flops), ratios.join(QStringLiteral("; ")), energyText());
}

QString EfficiencyModel::explanation() const
{
    return tr("Parameters and FLOPs follow from the configuration and are exact: 2 FLOPs for each weight of a matrix "
              "that the token is multiplied with, and for the latent cache 2 × layers × heads × (2 × kv_lora_rank "
              "+ qk_rope_head_dim) × positions. Norms count with the part behind them, of the embedding one row is "
              "used. Bytes: the sum of the weights is the model card's, each part its share by parameters (an estimate "
              "where parts have different number formats, and under an experiment); the cache is positions × bytes "
              "per token, exactly. Dense: every expert works on every token. MHA: keys and values of all heads are "
              "kept, 2 × layers × heads × (qk_nope + qk_rope + v) × positions FLOPs. That latent attention may "
              "compute more than MHA is its price: it reads less.");
}

QStringList EfficiencyModel::headers() const
{
    return {tr("Part"), tr("Parameters"), tr("Active parameters"), tr("Bytes per token"), tr("FLOPs per token")};
}

QVariant EfficiencyModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount()) return {};
    const bool isSum = size_t(row) == parts_.size();
    const PartCost& part = isSum ? sum_ : parts_[size_t(row)];
    switch (column) {
    case 0: return isSum ? tr("all") : partName(part.part);
    case 1: return qlonglong(part.parameters);
    case 2: return qlonglong(part.active);
    case 3: return part.bytes;
    default: return part.flops;
    }
}

}  // namespace ui
