// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/figure.h"

#include "ui/theme.h"

#include <QFontMetrics>
#include <QImageWriter>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <QWidget>

namespace ui {
namespace {

constexpr int gap = 6;            // pixels around the footer
constexpr double density = 2;     // of a picture: printed figures are looked at closely
constexpr int pointsPerInch = 72;

QFont small(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.85);
    return font;
}

}  // namespace

Figure::Figure(QWidget& card, const QStringList& provenance, const PlotStyle& style)
    : card_(card), provenance_(provenance.join(u'\n')), style_(style)
{
    const QRect room(0, 0, card.width() - 2 * gap, 1 << 16);
    footer_ = QFontMetrics(small(style.font)).boundingRect(room, Qt::TextWordWrap, provenance_).height() + 2 * gap;
}

QSize Figure::size() const
{
    return card_.size() + QSize(0, footer_);
}

void Figure::paint(QPainter& painter) const
{
    painter.fillRect(QRect(QPoint(), size()), theme().background);
    card_.render(&painter, {}, {}, QWidget::DrawChildren);
    painter.setFont(small(style_.font));
    painter.setPen(style_.muted);
    painter.drawText(QRect(gap, card_.height() + gap, card_.width() - 2 * gap, footer_ - 2 * gap), Qt::TextWordWrap,
                     provenance_);
}

QImage Figure::image() const
{
    QImage image(size() * density, QImage::Format_RGB32);
    image.setDevicePixelRatio(density);
    QPainter painter(&image);
    paint(painter);
    painter.end();
    image.setText(QStringLiteral("Source"), provenance_);
    return image;
}

bool Figure::writePng(QIODevice& out) const
{
    return QImageWriter(&out, "png").write(image());
}

bool Figure::writeSvg(QIODevice& out) const
{
    QSvgGenerator svg;
    svg.setOutputDevice(&out);
    svg.setSize(size());
    svg.setViewBox(QRect(QPoint(), size()));
    svg.setTitle(card_.accessibleName());
    svg.setDescription(provenance_);
    QPainter painter;
    if (!painter.begin(&svg)) return false;
    paint(painter);
    return painter.end();
}

bool Figure::writePdf(QIODevice& out) const
{
    QPdfWriter pdf(&out);
    pdf.setTitle(card_.accessibleName());
    pdf.setResolution(card_.logicalDpiX());
    const QSizeF points = QSizeF(size()) * pointsPerInch / card_.logicalDpiX();
    pdf.setPageSize(QPageSize(points, QPageSize::Point, {}, QPageSize::ExactMatch));
    pdf.setPageMargins({});
    QPainter painter;
    if (!painter.begin(&pdf)) return false;
    paint(painter);
    return painter.end();
}

}  // namespace ui
