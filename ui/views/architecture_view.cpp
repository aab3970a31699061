// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/architecture_view.h"

#include "ui/models/labels.h"
#include "ui/plots/labelled_bars.h"
#include "ui/theme.h"

#include <QVBoxLayout>

namespace ui {

ArchitectureView::ArchitectureView(Timeline& timeline, Selection& selection, QWidget* parent)
    : View(timeline, selection, parent), model_(timeline)
{
    auto* column = static_cast<QVBoxLayout*>(plotPage()->layout());
    diagram_ = new LayerDiagram(plotPage());
    column->addWidget(diagram_, 1);
    column->addSpacing(8);
    shares_ = new LabelledBars(LabelledBars::Look::Meters, plotPage());
    column->addWidget(shares_);
}

void ArchitectureView::draw()
{
    diagram_->setStack(stack());
    std::vector<LabelledBars::Row> rows;
    for (const ArchitectureModel::Share& share : model_.shares())
        rows.push_back({share.name, share.text, share.all > 0 ? float(share.used / share.all) : 0.0f, {}, false});
    shares_->setRows(std::move(rows));
}

LayerDiagram::Stack ArchitectureView::stack() const
{
    const engine::ModelCard& c = *model_.card();
    LayerDiagram::Stack stack;
    stack.input = tr("Embedding: %1 words × %2").arg(groupedText(c.vocab_size), groupedText(c.hidden_size));
    stack.output = tr("Head: a score for each of %1 words").arg(groupedText(c.vocab_size));
    if (const int dense = model_.denseLayers())
        stack.dense = tr("%1 × layer with a dense network %2 wide").arg(dense).arg(groupedText(c.intermediate_size));
    if (c.moe_layers.empty()) return stack;
    stack.moe = tr("%1 × layer with experts").arg(c.moe_layers.size());
    stack.attention = tr("Multi-head latent attention: %1 heads; a token leaves %2 + %3 numbers in the cache")
                          .arg(c.num_attention_heads).arg(c.kv_lora_rank).arg(c.qk_rope_head_dim);
    if (c.q_lora_rank > 0) stack.attention += tr("; queries compressed to %1 numbers").arg(c.q_lora_rank);
    stack.router = tr("Router: %1 scores, the best %2 go on").arg(c.n_routed_experts).arg(c.num_experts_per_tok);
    stack.experts = tr("%1 routed experts, %2 wide; %3 of them work on a token")
                        .arg(c.n_routed_experts).arg(groupedText(c.moe_intermediate_size)).arg(c.num_experts_per_tok);
    if (c.n_shared_experts > 0) stack.shared = tr("grey: shared, always works (%1)").arg(c.n_shared_experts);
    stack.routed = c.n_routed_experts;
    stack.chosen = c.num_experts_per_tok;
    stack.sharedCount = c.n_shared_experts;
    return stack;
}

void ArchitectureView::restyle(const PlotStyle& style)
{
    PlotStyle large = style;  // to be shown to people who sit further away
    if (!isPresented()) large.font = uiFont(1.1);
    diagram_->setStyle(large);
    shares_->setStyle(large);
}

}  // namespace ui
