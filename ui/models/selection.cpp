// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/selection.h"

#include <algorithm>

namespace ui {

Selection::Selection(QObject* parent) : QObject(parent) {}

void Selection::set(const Place& place, bool following)
{
    if (place == place_ && following == following_) return;
    place_ = place;
    following_ = following;
    emit changed();
}

void Selection::selectToken(int position)
{
    set({position, place_.layer, place_.expert}, false);
}

void Selection::selectExpert(int layer, int expert)
{
    set({place_.token, layer, expert}, following_);
}

void Selection::selectLayer(int layer)
{
    // An expert belongs to its layer: number 11 of another layer is another expert.
    set({place_.token, layer, layer == place_.layer ? place_.expert : -1}, following_);
}

void Selection::follow()
{
    set({newest_, place_.layer, place_.expert}, true);
}

void Selection::advanceTo(int newest)
{
    newest_ = newest;
    const int token = following_ ? newest : std::min(place_.token, newest);
    set({token, place_.layer, place_.expert}, following_);
}

void Selection::clear()
{
    newest_ = -1;
    set({}, true);
}

}  // namespace ui
