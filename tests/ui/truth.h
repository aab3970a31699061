// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "window_bench.h"
#include "ui/views/view.h"

#include <QDockWidget>

#include <cmath>
#include <map>
#include <set>

/// A table as somebody saves it from a view: what stands behind the lines of provenance, cell by cell.
struct Table {
    QStringList headers;
    std::vector<QStringList> rows;

    static Table of(const QString& csv);
    QString text(size_t row, int column) const { return row < rows.size() ? rows[row].value(column) : QString(); }
    double number(size_t row, int column) const;  ///< NaN where there is none
    /// First row whose cells begin so; -1: there is none.
    int find(const QStringList& cells) const;
};

bool near(double shown, double expected);

/// What is left out of the recording.
enum class Without { Nothing, SomeTokens, Scores, Candidates, LatentNorms, StageTimes };

/// A session with known numbers in the real window. Two replies to one question on workshopCard(): one as the model is
/// and one under top-2, whose tokens go on differently from token `part` on. In the answer of the first, runs of
/// `run` words and of `run` numbers take turns; in layer `planted`, expert `speaker` is chosen for every number and for
/// no word.
struct TruthBench : WindowBench {
    static constexpr engine::ReplyId original = 2, changed = 3;
    static constexpr int prompt = 32, thinking = 16, run = 16, answer = 320, changedAnswer = 40, part = 58;
    static constexpr int all = prompt + thinking + answer;
    static constexpr int planted = 3, speaker = 5;       // decoder layer, expert
    static constexpr int token = 60, layer = 4;          // selected
    static constexpr int firstLost = 70, lostEnd = 80;   // positions, Without::SomeTokens

    explicit TruthBench(Without without = Without::Nothing);

    Table table(const char* dock);
    ui::View* view(const char* dock) const;
    static QString dockOf(const ui::View* view);
    bool isEmpty(const char* dock);  ///< it says why there is nothing to see, and shows nothing

    const engine::TokenEvent& event(int position, engine::ReplyId reply = original) const
    {
        return tokens.at({reply, position});
    }
    bool has(int position, engine::ReplyId reply = original) const { return tokens.count({reply, position}) != 0; }
    int moeOf(int decoderLayer) const { return decoderLayer - 1; }  // the first layer is dense
    int routers() const { return int(card->moe_layers.size()); }
    int experts() const { return card->n_routed_experts; }
    int chosen(engine::ReplyId reply = original) const { return reply == original ? card->num_experts_per_tok : 2; }
    /// Experts of one layer that a token was sent to, strongest selection first.
    std::vector<int> expertsAt(int position, int moe, engine::ReplyId reply = original) const;
    float weightOf(int position, int moe, int expert) const;  ///< 0: not chosen
    float scoreOf(int position, int moe, int expert) const;
    float biasOf(int moe, int expert) const;
    ui::Segment segmentOf(int position) const;

    std::map<std::pair<engine::ReplyId, int>, engine::TokenEvent> tokens;  // as recorded

private:
    void describeModel();
    engine::TokenEvent made(engine::ReplyId reply, int position) const;
    void choose(engine::TokenEvent& event, int places) const;
    void load();
};

/// One check for every view of the window, by the name of its dock.
using TruthCheck = void (*)(TruthBench&);
extern const std::map<QString, TruthCheck> routing_checks, statistics_checks, machine_checks, reply_checks;
