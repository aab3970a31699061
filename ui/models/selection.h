// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/timeline.h"

#include <QObject>

#include <optional>

namespace ui {

/// Which tokens a view adds up: the selected one, a decaying past of it, the shown reply, everything recorded.
enum class Span : quint8 { Token, Window, Reply, Session };

/// The one selection of the window: a token (position in the context on screen), a layer and an expert, and the span
/// of tokens that views add up. -1 is none. Select anywhere and every view shows it; setters emit changed() only when
/// something changed.
class Selection : public QObject {
    Q_OBJECT
public:
    explicit Selection(QObject* parent = nullptr);

    int token() const { return place_.token; }
    int layer() const { return place_.layer; }    ///< index of the decoder layer, not of the MoE layer
    int expert() const { return place_.expert; }
    Span span() const { return place_.span; }
    /// Of the span, only the tokens of this segment; nothing: all of them. A single token is shown whatever it is.
    std::optional<Segment> segment() const { return place_.segment; }
    bool following() const { return following_; }  ///< the newest token is selected as it arrives

    void selectToken(int position);  ///< leaves following
    void selectExpert(int layer, int expert);
    void selectLayer(int layer);     ///< another layer forgets the expert
    void selectSpan(Span span);
    void selectSegment(std::optional<Segment> segment);
    void follow();                   ///< back to the newest token
    void advanceTo(int newest);      ///< the context ends here now: moves while following, never points behind the end
    void clear();

signals:
    void changed();

private:
    struct Place {
        int token = -1, layer = -1, expert = -1;
        Span span = Span::Token;
        std::optional<Segment> segment;
        bool operator==(const Place&) const = default;
    };
    void set(const Place& place, bool following);

    Place place_;
    int newest_ = -1;
    bool following_ = true;
};

}  // namespace ui
