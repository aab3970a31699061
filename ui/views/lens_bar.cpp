// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/lens_bar.h"

#include "ui/models/labels.h"
#include "ui/plots/color_legend.h"
#include "ui/views/caption.h"
#include "ui/views/plain_tool_tip.h"
#include "ui/views/view_style.h"

#include <QComboBox>
#include <QHBoxLayout>

#include <cmath>

namespace ui {

LensBar::LensBar(QWidget* parent)
    : QWidget(parent), choice_(new QComboBox(this)), meaning_(new Caption({}, this)), scale_(new ColorLegend(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 14, 0);
    choice_->setAccessibleName(tr("What the underlines tell"));
    for (int i = 0; i < lens_count; ++i) {
        choice_->addItem(LensModel::name(Lens(i)));
        choice_->setItemData(i, plainToolTip(LensModel::explanation(Lens(i))), Qt::ToolTipRole);
    }
    choice_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    choice_->setMinimumWidth(80);  // in a narrow chat its text is cut
    row->addWidget(choice_);
    row->addWidget(meaning_, 1);
    row->addWidget(scale_);
    connect(choice_, &QComboBox::activated, this, [this](int index) { emit lensChosen(Lens(index)); });
}

void LensBar::showLens(const LensModel& lens)
{
    const PlotStyle style = plotStyle(theme());
    choice_->setCurrentIndex(int(lens.lens()));
    choice_->setFont(style.font);
    choice_->setToolTip(plainToolTip(LensModel::explanation(lens.lens())));
    meaning_->setFont(style.font);
    meaning_->setText(lens.legend());
    meaning_->setMinimumWidth(QFontMetrics(style.font).horizontalAdvance(lens.legend()));
    scale_->setStyle(style);
    if (lens.lens() == Lens::Expert) {
        std::vector<QRgb> kinds;
        for (const QColor& color : theme().categories) kinds.push_back(color.rgb());
        scale_->setScale(kinds, expertName(0), expertName(int(kinds.size()) - 1) + QStringLiteral(" …"));
    } else {
        scale_->setScale(strengthLegend(), lens.lowText(), lens.highText());
    }
}

QColor LensBar::color(const LensModel& lens, int position)
{
    const float value = lens.value(position);
    if (std::isnan(value)) return {};
    if (lens.lens() == Lens::Expert) return theme().category(int(value));
    return QColor::fromRgb(strengthCell(lens.strength(position), 1));
}

}  // namespace ui
