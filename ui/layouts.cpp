// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layouts.h"

namespace ui::layouts {
namespace {

using Cell = Workspace::Cell;
using Layout = Workspace::Layout;

constexpr int narrow = 900, low = 760;  // pixels of a page: below them views share places as tabs

Cell cell(int share, std::initializer_list<const char*> docks)
{
    Cell cell{{}, share};
    for (const char* name : docks) cell.docks << QString::fromLatin1(name);
    return cell;
}

}  // namespace

/// Routing map on top, the tokens below it, then token, cache and machine side by side.
Layout overview(QSize page)
{
    const Cell device = cell(34, {"device", "timing"});
    return {Qt::Vertical,
            {{{cell(1, {"routing"})}, page.height() < low ? 42 : 39},
             {{cell(1, {"tokens"})}, 20},
             {{cell(34, {"token"}), cell(32, {"cache"}), device}, 41}}};
}

/// The decision as it was made, from top to bottom; beside it what it led to.
Layout token(QSize page)
{
    if (page.width() < narrow)
        return {Qt::Horizontal,
                {{{cell(1, {"decision"})}, 60}, {{cell(1, {"candidates", "effects"}), cell(1, {"route"})}, 40}}};
    return {Qt::Horizontal,
            {{{cell(1, {"decision"})}, 66},
             {{cell(38, {"candidates"}), cell(34, {"route"}), cell(28, {"effects"})}, 34}}};
}

Layout timeline(QSize)
{
    return {Qt::Vertical,
            {{{cell(1, {"timeline"})}, 46}, {{cell(66, {"timelineRouting"}), cell(34, {"timelineToken"})}, 54}}};
}

Layout experts(QSize page)
{
    if (page.width() < narrow)
        return {Qt::Horizontal,
                {{{cell(1, {"expert"})}, 42},
                 {{cell(1, {"balance", "coactivation"}), cell(1, {"specialisation", "expertCache"})}, 58}}};
    return {Qt::Horizontal,
            {{{cell(1, {"expert"})}, 32},
             {{cell(1, {"balance"}), cell(1, {"coactivation"})}, 34},
             {{cell(1, {"specialisation"}), cell(1, {"expertCache"})}, 34}}};
}

Layout trials(QSize page)
{
    const Workspace::Lane experiment{{cell(1, {"experiment"})}, page.width() < narrow ? 36 : 27};
    if (page.height() < low) return {Qt::Horizontal, {experiment, {{cell(1, {"whatIf", "compare"})}, 64}}};
    return {Qt::Horizontal, {experiment, {{cell(1, {"whatIf"}), cell(1, {"compare"})}, 73}}};
}

Layout efficiency(QSize page)
{
    if (page.height() < low || page.width() < narrow)
        return {Qt::Horizontal,
                {{{cell(1, {"efficiency", "architecture"})}, 1}, {{cell(1, {"speed", "cacheAnatomy"})}, 1}}};
    return {Qt::Horizontal,
            {{{cell(46, {"efficiency"}), cell(54, {"architecture"})}, 1},
             {{cell(1, {"speed"}), cell(1, {"cacheAnatomy"})}, 1}}};
}

}  // namespace ui::layouts
