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

    int token() const { return token_; }
    int layer() const { return layer_; }    ///< index of the decoder layer, not of the MoE layer
    int expert() const { return expert_; }
    bool following() const { return following_; }  ///< the newest token is selected as it arrives

    void selectToken(int position);  ///< leaves following
    void selectExpert(int layer, int expert);
    void selectLayer(int layer);
    void follow();                   ///< back to the newest token
    void advanceTo(int newest);      ///< called by the timeline: moves only while following
    void clear();

signals:
    void changed();

private:
    int token_ = -1, layer_ = -1, expert_ = -1;
    bool following_ = true;
};

}  // namespace ui
