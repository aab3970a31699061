// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/efficiency.h"

#include "ui/models/labels.h"

namespace ui {
namespace {

QString flopsText(double flops)
{
    static constexpr const char* units[] = {"FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP"};
    size_t unit = 0;
    for (; flops >= 1000 && unit + 1 < std::size(units); ++unit) flops /= 1000;
    return QStringLiteral("%1 %2").arg(QString::number(flops, 'f', unit > 0 && flops < 100 ? 1 : 0),
                                       QLatin1String(units[unit]));
}

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

void EfficiencyModel::addRatio(const QString& name, double used, double equivalent, const QString& usedText,
                               const QString& equivalentText)
{
    const double times = equivalent > 0 ? used / equivalent : 0;
    const QString share = times <= 1 ? percentText(times) : tr("%1 times").arg(times, 0, 'f', 1);
    ratios_.push_back({name, used, equivalent, tr("%1 : %2 (%3)").arg(usedText, equivalentText, share)});
}

void EfficiencyModel::collectRatios(const engine::ModelCard& card)
{
    const PartCost dense = total(tokenCost(card, everyExpert(card), context_));
    const auto bytes = [](double amount) { return bytesText(std::int64_t(amount)); };
    addRatio(tr("weights used : dense"), double(sum_.active), double(dense.active), groupedText(sum_.active),
             groupedText(dense.active));
    addRatio(tr("bytes read : dense"), sum_.bytes, dense.bytes, bytes(sum_.bytes), bytes(dense.bytes));
    addRatio(tr("arithmetic : dense"), sum_.flops, dense.flops, flopsText(sum_.flops), flopsText(dense.flops));
    if (context_ == 0) return;
    const double full = double(context_) * double(card.mha_cache_bytes_per_token);
    const PartCost& cache = parts_[size_t(PartCost::Part::Cache)];
    addRatio(tr("cache read : MHA"), cache.bytes, full, bytes(cache.bytes), bytes(full));
    const double fullFlops = mhaAttentionFlops(card, context_);
    addRatio(tr("arithmetic on it : MHA"), cache.flops, fullFlops, flopsText(cache.flops), flopsText(fullFlops));
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
    const QString cost = QStringLiteral("%1, %2").arg(bytesText(std::int64_t(part.bytes)), flopsText(part.flops));
    if (part.parameters == part.active) return cost;
    return tr("%1, %2 of its parameters").arg(cost, percentText(double(part.active) / double(part.parameters)));
}

double EfficiencyModel::tokensPerSecond() const
{
    const engine::ReplyFinished* finished = timeline_.finished(timeline_.reply());
    return finished ? double(finished->tokens_per_second) : 0;
}

std::optional<double> EfficiencyModel::joulesPerToken() const
{
    const DeviceModel::Load* load = device_.loadOf(timeline_.reply());
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
        return tr("Energy per token: not measurable here. Power is read from NVIDIA GPUs only, and this model ran on the "
                  "processor.");
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
    for (const Ratio& ratio : ratios_) ratios << QStringLiteral("%1 = %2").arg(ratio.name, ratio.text);
    return tr("A token uses %1 of %2 parameters, reads %3 and takes %4. %5. %6")
        .arg(groupedText(sum_.active), groupedText(sum_.parameters), bytesText(std::int64_t(sum_.bytes)),
             flopsText(sum_.flops), ratios.join(QStringLiteral("; ")), energyText());
}

QString EfficiencyModel::explanation() const
{
    return tr("Parameters and FLOPs follow from the configuration and are exact: 2 FLOPs for each weight of a matrix that "
              "the token is multiplied with, and for the latent cache 2 × layers × heads × (2 × kv_lora_rank + "
              "qk_rope_head_dim) × positions. Norms count with the part behind them, of the embedding one row is used. "
              "Bytes: the sum of the weights is the model card's, each part its share by parameters (an estimate where "
              "parts have different number formats, and under an experiment); the cache is positions × bytes per token, "
              "exactly. Dense: every expert works on every token. MHA: keys and values of all heads are kept, "
              "2 × layers × heads × (qk_nope + qk_rope + v) × positions FLOPs. That latent attention may compute more "
              "than MHA is its price: it reads less.");
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
