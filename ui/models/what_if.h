// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/alignment.h"
#include "ui/models/findings.h"
#include "ui/models/recorded_reply.h"
#include "ui/models/routing_difference.h"
#include "ui/models/view_model.h"
#include "ui/models/word_difference.h"

namespace ui {

/// What one change to the router does to a reply: its text, its next-token distributions, its routing, its speed and
/// the bytes it reads. Original and changed reply answer the same question.
class WhatIfModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::WhatIfModel)
public:
    WhatIfModel(const Conversation& conversation, const Timeline& timeline, const Findings& findings)
        : conversation_(conversation), timeline_(timeline), findings_(findings)
    {
    }

    void choose(const ReplyPair& pair) { wanted_ = pair; }  ///< a part that is 0 follows the reply on screen
    void update() override;  ///< compares anew only when the pair is another one, or more of it was read

    const ReplyPair& pair() const { return pair_; }
    const RecordedReply& original() const { return original_; }
    const RecordedReply& changed() const { return changed_; }
    QString changes() const;  ///< "top-2, temperature 0 in place of 0.7"

    const std::vector<DifferencePart>& text() const { return text_; }  ///< First: the original's alone
    QString firstDifference() const;                                   ///< where the replies part, one sentence
    const RoutingDifference& routing() const { return routing_; }  ///< without layers when it cannot be compared

    /// KL of every token of the original reply; null while it was not measured.
    const engine::Divergence* divergence() const { return divergence_; }
    double meanKl() const { return meanKl_; }
    float maximumKl() const { return maximumKl_; }
    std::vector<int> largestKl(int count) const;  ///< tokens of the reply, largest first
    QString klText(int token) const;              ///< “ word” 1.23 nats: …
    std::optional<engine::DivergenceProbe> question() const;  ///< that would measure it; nothing when nothing can
    bool isMeasurable() const;                                ///< there is a question()
    QString measuring() const;                                ///< how far that is, or why it cannot be

    /// Numbers of both replies, side by side.
    struct Meter {
        QString label, original, changed;
        double ratio = 0;  ///< of changed to original, 0: unknown
    };
    std::vector<Meter> meters() const;

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return int(rows_.size()); }
    QVariant cell(int row, int column) const override;

private:
    struct Read {  ///< how much of both replies was there when they were compared
        ReplyPair pair;
        size_t original = 0, changed = 0;
        QString texts[2];
        int revision = -1;
        bool writing = false;  ///< one of them is not complete: nothing is compared yet, however it grows
        bool operator==(const Read&) const = default;
    };
    Read present() const;
    void compare();
    void listRows();
    void readDivergence();
    QVariant klCell(int token, int column) const;
    QVariant overlapCell(int row) const;
    QString pieceOf(engine::TokenId id, int token) const;

    const Conversation& conversation_;
    const Timeline& timeline_;
    const Findings& findings_;
    ReplyPair wanted_, pair_;
    Read read_;
    RecordedReply original_, changed_;
    Alignment alignment_;
    bool captured_ = false;  // all tokens of the original's context
    std::vector<DifferencePart> text_;
    RoutingDifference routing_;
    struct Row {
        int original = -1, changed = -1;  ///< positions of the contexts, -1: none
        int pair = -1;                    ///< of alignment_
    };
    std::vector<Row> rows_;  ///< generated tokens of both in order
    const engine::Divergence* divergence_ = nullptr;
    double meanKl_ = 0;
    float maximumKl_ = 0;
};

/// Bytes of weights read for one token under `router`, computed: the model's own number, more or fewer routed experts
/// and no shared ones, each at the model's mean bytes per parameter. 0: the card does not say.
double bytesPerToken(const engine::ModelCard& card, const engine::RouterOverride& router);

}  // namespace ui
