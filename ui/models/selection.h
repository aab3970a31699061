// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace ui {

/// The one selection of the window: a token (position in the context on screen), a layer and an expert.
/// -1 is none. Select anywhere and every view shows it; setters emit changed() only when something changed.
class Selection : public QObject {
    Q_OBJECT
public:
    explicit Selection(QObject* parent = nullptr);

    int token() const { return place_.token; }
    int layer() const { return place_.layer; }    ///< index of the decoder layer, not of the MoE layer
    int expert() const { return place_.expert; }
    bool following() const { return following_; }  ///< the newest token is selected as it arrives

    void selectToken(int position);  ///< leaves following
    void selectExpert(int layer, int expert);
    void selectLayer(int layer);     ///< another layer forgets the expert
    void follow();                   ///< back to the newest token
    void advanceTo(int newest);      ///< the context ends here now: moves while following, never points behind the end
    void clear();

signals:
    void changed();

private:
    struct Place {
        int token = -1, layer = -1, expert = -1;
        bool operator==(const Place&) const = default;
    };
    void set(const Place& place, bool following);

    Place place_;
    int newest_ = -1;
    bool following_ = true;
};

}  // namespace ui
