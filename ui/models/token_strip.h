// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/machine_log.h"
#include "ui/models/selection.h"
#include "ui/models/timeline.h"
#include "ui/models/view_model.h"

#include <vector>

namespace ui {

/// A film of the whole context: for every token, the expert with the largest gate weight in every MoE layer, what it
/// left in the latent cache, how long it took and how busy the machine was.
class TokenStripModel : public ViewModel {
    Q_DECLARE_TR_FUNCTIONS(ui::TokenStripModel)
public:
    struct Frame {
        int expert = -1;  ///< -1: not captured
        float weight = 0;
    };

    struct Moment {
        float norm;     ///< L2 norm of the latent written to the cache, mean of the layers; NaN: not captured
        float compute;  ///< milliseconds of all stages; a prompt token has its share of its chunk
        float since;    ///< milliseconds since the event of the token before; NaN where the reply begins
    };
    struct Run {
        int begin = 0, end = 0;  ///< tokens that stand together
        Segment segment = Segment::Prompt;
    };

    TokenStripModel(const Timeline& timeline, const Selection& selection, const MachineLog& log);

    void update() override;

    int tokens() const { return tokens_; }
    int layers() const { return layers_; }  ///< MoE layers
    int decoderLayer(int moe) const;
    // Read when asked for: a strip shows few of very many tokens.
    Frame frame(int token, int moe) const;
    Moment moment(int token) const;
    const std::vector<Run>& runs() const { return runs_; }  ///< of the whole context, in order
    /// Whether any token has a load().
    bool hasLoads() const { return hasLoads_; }
    /// Percent that the model's device was busy, by the sample nearest to the token; NaN: none within a period.
    float load(int token) const;
    QString deviceName() const;  ///< of which load() speaks
    QString frameText(int token, int moe) const;
    QString momentText(int token) const;
    static QString segmentName(Segment segment);

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return tokens_; }
    QVariant cell(int row, int column) const override;

private:
    void append(int position);
    void findLoads();
    QString loadsText() const;
    bool onGpu() const { return timeline_.card() && timeline_.card()->backend == "cuda"; }
    QString tokenName(int token) const;

    const Timeline& timeline_;
    const Selection& selection_;
    const MachineLog& log_;
    std::vector<Run> runs_;
    int tokens_ = 0, layers_ = 0, revision_ = -1;
    int searched_ = 0;  // tokens without a load among the samples that searchedSamples_ counts
    size_t searchedSamples_ = 0;
    bool hasLoads_ = false;
};

}  // namespace ui
