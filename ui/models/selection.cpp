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
    Place place = place_;
    place.token = position;
    set(place, false);
}

void Selection::selectExpert(int layer, int expert)
{
    Place place = place_;
    place.layer = layer;
    place.expert = expert;
    set(place, following_);
}

void Selection::selectLayer(int layer)
{
    // An expert belongs to its layer: number 11 of another layer is another expert.
    selectExpert(layer, layer == place_.layer ? place_.expert : -1);
}

void Selection::selectSpan(Span span)
{
    Place place = place_;
    place.span = span;
    set(place, following_);
}

void Selection::selectSegment(std::optional<Segment> segment)
{
    Place place = place_;
    place.segment = segment;
    set(place, following_);
}

void Selection::follow()
{
    Place place = place_;
    place.token = newest_;
    set(place, true);
}

void Selection::advanceTo(int newest)
{
    newest_ = newest;
    Place place = place_;
    place.token = following_ ? newest : std::min(place_.token, newest);
    set(place, following_);
}

/// What is added up is a way of looking, not a place: it stays.
void Selection::clear()
{
    newest_ = -1;
    Place place;
    place.span = place_.span;
    place.segment = place_.segment;
    set(place, true);
}

}  // namespace ui
