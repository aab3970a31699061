// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/selection.h"
#include "ui/models/timeline.h"
#include "ui/models/token_routing.h"

#include <QCoreApplication>

#include <array>
#include <optional>
#include <vector>

namespace ui {

/// The tokens a statistic is made of: those of the shown reply or of the whole conversation whose routing was captured
/// and was made under the same router settings as the shown reply, so that every one went to the same number of
/// experts. Grows with them; a statistic folds what is new.
class RoutedTokens {
public:
    struct One {
        const engine::TokenEvent* event = nullptr;  ///< the timeline's; its routing fits the model
        Segment segment = Segment::Prompt;
    };

    /// Reads on, so many tokens at once that a frame has time for it. Anything but Session is the reply with its
    /// prompt.
    void update(const Timeline& timeline, Span span);
    bool isBehind() const { return behind_; }  ///< there are more: update() again

    const std::vector<One>& tokens() const { return tokens_; }
    /// Grows when tokens() became something else; adding to its end leaves it.
    int revision() const { return revision_; }
    int chosen() const { return chosen_; }  ///< K, experts per token and layer; 0 without tokens
    /// Whether a filter means a token: without one all of a session and what was generated of a reply.
    bool isMeant(std::optional<Segment> filter, Segment segment) const;
    int notCaptured(std::optional<Segment> filter) const { return counted(notCaptured_, filter); }
    int underOtherRouter(std::optional<Segment> filter) const { return counted(otherRouter_, filter); }

private:
    using Counts = std::array<int, 3>;  // by segment
    static constexpr size_t most_at_once = 8000;
    bool goesOn(const Timeline& timeline, bool session) const;
    void start(const Timeline& timeline, bool session);
    void add(const engine::TokenEvent* event, Segment segment);
    int counted(const Counts& counts, std::optional<Segment> filter) const;

    std::vector<One> tokens_;
    std::shared_ptr<const engine::ModelCard> card_;
    engine::RouterOverride router_;
    bool session_ = false, behind_ = false;
    size_t read_ = 0;       // entries of the record or positions of the context
    Timeline::Token last_;  // of the record: while it stands where it stood, so does all before it
    int timelineRevision_ = -1, revision_ = 0, chosen_ = 0;
    Counts notCaptured_{}, otherRouter_{};
};

/// "212 tokens of this reply", "310 answer tokens of the conversation".
class RoutedTokensText {
    Q_DECLARE_TR_FUNCTIONS(ui::RoutedTokensText)
public:
    static QString amount(int tokens, Span span, std::optional<Segment> filter);
    /// What the numbers leave out, with a space before it; empty when that is nothing.
    static QString leftOut(const RoutedTokens& tokens, std::optional<Segment> filter);
};

}  // namespace ui
