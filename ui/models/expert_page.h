// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/findings.h"
#include "ui/models/selection.h"
#include "ui/models/share_interval.h"
#include "ui/models/timeline.h"
#include "ui/models/view_model.h"

#include <array>
#include <map>
#include <unordered_map>
#include <vector>

namespace ui {

/// One expert of one layer over everything recorded, or over the reply on screen: which tokens call it, how often
/// against its fair share, with whom, where. A statistic of the text that was recorded, not a meaning of the expert.
class ExpertPageModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::ExpertPageModel)
public:
    static constexpr int segments = 3;
    static constexpr int position_bins = 16;
    static constexpr int shown_pieces = 12, shown_places = 8, shown_partners = 6;

    struct Piece {
        QString text;       ///< foreign, made visible
        int count = 0;      ///< times it called the expert
        double weight = 0;  ///< sum of gate weights: mean weight × count
    };
    struct Occurrence {  ///< one time it was called
        QString before, piece, after;  ///< foreign, on one line
        float weight = 0;
        int token = -1;  ///< position on the branch shown, -1: on another branch
    };
    struct Partner {
        int expert = 0, count = 0;
        double share = 0;   ///< of the tokens that called this expert
        double chance = 0;  ///< the same if experts were drawn independently of one another
    };
    struct Calls {
        int tokens = 0, called = 0;
    };
    struct Neighbour {
        int expert = 0;
        float cosine = 0;
    };

    ExpertPageModel(const Timeline& timeline, const Selection& selection, const Findings& findings);

    void update() override;  ///< folds what is new; another expert, span or segment folds everything once

    int layer() const { return key_.layer; }
    int expert() const { return key_.expert; }
    const Calls& calls() const { return calls_; }
    double share() const { return calls_.tokens ? double(calls_.called) / calls_.tokens : 0; }
    double fairShare() const;  ///< experts per token / experts, mean over the tokens
    Interval interval() const { return wilsonInterval(calls_.called, calls_.tokens); }
    const std::vector<Piece>& pieces() const { return pieces_; }            ///< most weight first
    const std::vector<Occurrence>& occurrences() const { return occurrences_; }  ///< largest gate weight first
    const std::vector<Partner>& partners() const { return partners_; }      ///< most often first
    const std::array<Calls, segments>& bySegment() const { return bySegment_; }  ///< whatever segment is selected
    /// Decoded tokens by place in their reply, [position_bins] of positionsPerBin() tokens each.
    const std::array<Calls, position_bins>& byPosition() const { return byPosition_; }
    int positionsPerBin() const { return perBin_; }
    const std::vector<Neighbour>& neighbours() const { return neighbours_; }  ///< empty: not asked for yet

    QString shareText() const;    ///< the sentence with share, fair share and interval
    QString cautionText() const;  ///< what these numbers do not say
    QString neighboursNote() const;
    std::optional<engine::NeighboursProbe> question() const;  ///< nothing: cannotAsk() says why
    QString cannotAsk() const;
    static QString segmentName(int segment);

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return int(table_.size()); }
    QVariant cell(int row, int column) const override { return table_[size_t(row)][size_t(column)]; }

private:
    struct Key {
        int layer = -1, expert = -1, revision = -1;
        bool session = true;
        std::optional<Segment> segment;
        std::shared_ptr<const engine::ModelCard> card;
        bool operator==(const Key&) const = default;
    };
    struct PieceSums {
        int count = 0;
        double weight = 0;
        const engine::TokenEvent* sample = nullptr;  // kept alive by the timeline of this revision
    };
    struct Hit {
        float weight = 0;
        int index = 0;  // of the tokens folded
    };
    Key keyNow() const;
    void startOver(const Key& key);
    void fold();
    void fold(const engine::TokenEvent* token, Segment segment, int index);
    void called(const engine::TokenEvent& token, float weight, int index);
    void countPosition(const engine::TokenEvent& token, bool hit);
    int tokensInSpan() const;
    const engine::TokenEvent* tokenAt(int index) const;
    void fillPieces();
    void fillOccurrences();
    void fillPartners();
    void fillNeighbours();
    void fillTable();
    QString spanText() const;
    int moe() const;

    const Timeline& timeline_;
    const Selection& selection_;
    const Findings& findings_;

    Key key_;
    int folded_ = 0;  // tokens of the span that were looked at
    Calls calls_;
    qint64 places_ = 0;    // experts per token, added up
    int experiments_ = 0;  // tokens of replies made under a changed router
    int missing_ = 0;      // tokens whose routing was not captured
    std::unordered_map<engine::TokenId, PieceSums> sums_;
    std::vector<int> together_, all_;  // [E] tokens that called each expert: with this one, at all
    std::vector<Hit> hits_;            // strongest first, at most shown_places
    std::map<engine::ReplyId, int> replyBegins_;  // context position of the first decoded token
    engine::ReplyId lastReply_ = 0;
    bool lastChanged_ = false;
    std::array<Calls, segments> bySegment_;
    std::array<Calls, position_bins> byPosition_;
    int perBin_ = 1;

    std::vector<Piece> pieces_;
    std::vector<Occurrence> occurrences_;
    std::vector<Partner> partners_;
    std::vector<Neighbour> neighbours_;
    std::vector<std::array<QVariant, 6>> table_;
};

}  // namespace ui
