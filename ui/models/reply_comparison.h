// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/recorded_reply.h"
#include "ui/models/routing_difference.h"
#include "ui/models/view_model.h"

#include <memory>
#include <vector>

namespace ui {

/// How alike two replies were routed: replies of this conversation, or one of another session whose model has the same
/// grid of experts. Aligned token by token, prompts included.
class ReplyComparison : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::ReplyComparison)
public:
    ReplyComparison(const Conversation& conversation, const Timeline& timeline)
        : conversation_(conversation), timeline_(timeline)
    {
    }

    struct Choice {
        engine::ReplyId id = 0;  ///< 0: the model's choice
        bool other = false;      ///< of the other session
        bool operator==(const Choice&) const = default;
    };
    void choose(const Choice& first, const Choice& second);
    void setOther(std::shared_ptr<const LoadedReplies> other);  ///< null: none; its last reply becomes the second
    bool hasOther() const { return other_ != nullptr; }
    /// All there is to choose from, with a name (foreign text), oldest first, this conversation before the other.
    std::vector<std::pair<Choice, QString>> choices() const;
    const Choice& firstChoice() const { return first_; }    ///< what is compared now
    const Choice& secondChoice() const { return second_; }

    void update() override;  ///< compares anew only when the pair is another one, or more of it was read

    const RecordedReply& first() const { return replies_[0]; }
    const RecordedReply& second() const { return replies_[1]; }
    const Alignment& alignment() const { return alignment_; }
    const RoutingDifference& routing() const { return routing_; }
    int layers() const { return int(routing_.layers.size()); }  ///< with a router
    int decoderLayer(int moe) const { return first().card->moe_layers[size_t(moe)]; }
    QString cellText(int moe, int pair) const;  ///< what a cell of the map says, one line
    QString layerText(int moe) const;
    QString experiments() const;     ///< of both replies, "top-2" or "as the model is; top-2"; empty: of neither
    int pairAt(int position) const;  ///< the pair that holds this position of the first reply, -1: none

    enum class Rows { Tokens, Layers };  ///< of the table
    void setRows(Rows rows) { tableRows_ = rows; }
    Rows rows() const { return tableRows_; }

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override;
    QVariant cell(int row, int column) const override;

private:
    void chooseWhatWasLeftOpen();
    RecordedReply read(const Choice& choice) const;
    size_t sizeOf(const Choice& choice) const;
    QString gridProblem() const;
    double mean(double RoutingDifference::Layer::*number) const;
    QString pieceAt(int reply, int pair) const;
    QVariant tokenCell(int row, int column) const;
    QVariant layerCell(int row, int column) const;

    const Conversation& conversation_;
    const Timeline& timeline_;
    std::shared_ptr<const LoadedReplies> other_;
    Choice wanted_[2], first_, second_;
    struct Read {
        Choice first, second;
        size_t sizes[2] = {};
        int revision = -1;
        bool writing = false;  ///< one of them is not complete: nothing is compared yet, however it grows
        bool operator==(const Read&) const = default;
    };
    Read read_;
    RecordedReply replies_[2];
    Alignment alignment_;
    RoutingDifference routing_;
    Rows tableRows_ = Rows::Tokens;
};

}  // namespace ui
