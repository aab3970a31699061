// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/machine_log.h"
#include "ui/models/timeline.h"
#include "ui/models/view_model.h"

#include <QObject>

#include <deque>
#include <optional>
#include <vector>

namespace ui {

/// What the machine is doing now and did in the last minutes; and apart from that, what the machine did that the
/// conversation on screen was made on. Samples are kept while no view shows them.
class DeviceModel : public QObject, public ViewModel {
    Q_OBJECT
public:
    struct Reading {
        QString name;
        QString value;                  ///< with unit; "not available" when there is none
        std::optional<float> fraction;  ///< of a whole, 0 to 1, where there is one
        QString reason;                 ///< why it is not available; empty when it is
    };
    struct Point {
        double x = 0, y = 0;
    };
    static constexpr double history_seconds = 120;
    static constexpr double longest_gap = 5;  ///< seconds; between samples further apart nothing is known
    static constexpr int rate_tokens = 128;

    explicit DeviceModel(const Timeline& timeline, QObject* parent = nullptr);

    void setFacts(engine::DeviceFacts facts);
    /// Takes the samples of this machine; those that come while a reply runs go into the log as well.
    void apply(const TraceBatch& batch);
    /// Of a reopened document: into the log only, that machine is not this one now.
    void setRecorded(const std::vector<engine::DeviceSample>& samples);
    void clear();  ///< forgets the history and the log (another document)

    /// Bytes per second, measured, of this machine's memory and of its GPU's.
    void setBandwidth(double bandwidth);
    void setGpuBandwidth(double bandwidth);
    /// Of the memory that the model's weights lie in; nothing: not measured yet.
    std::optional<double> bandwidth() const;
    const engine::DeviceFacts& facts() const { return facts_; }

    std::optional<qint64> freeMemory() const;  ///< bytes, of the newest sample
    std::optional<qint64> freeMemoryOf(const std::string& bus_id) const;  ///< of the GPU in this place
    /// Of the conversation, by the time axis that its tokens have.
    const MachineLog& log() const { return log_; }
    /// While the tokens of this reply were decoded; nothing without a sample.
    std::optional<ReplyLoad> loadOf(engine::ReplyId reply) const;

    void update() override;

    const std::vector<Reading>& readings() const { return readings_; }
    /// Seconds before now (0 or less) and percent of all cores; NaN where the machine was not watched.
    std::vector<Point> cpuHistory() const;
    std::vector<Point> gpuHistory(size_t gpu) const;  ///< the same of one GPU
    size_t gpus() const { return samples_.empty() ? 0 : samples_.back().gpus.size(); }
    /// Position and tokens per second, from one token's event to the next, of the newest decoded tokens of the reply.
    const std::vector<Point>& rates() const { return rates_; }

    Sentence title() const override;
    QString summary() const override;
    QString explanation() const override;
    QString emptyReason() const override;
    QStringList headers() const override;
    int rowCount() const override { return int(readings_.size()); }
    QVariant cell(int row, int column) const override;

signals:
    void changed();
    void logChanged();

private:
    template <class Read>
    std::vector<Point> history(Read percent) const;
    void log(const TraceBatch& batch);
    void readMachine(const engine::DeviceSample& sample);
    void readGpus(const engine::DeviceSample& sample);
    void readTraffic();
    void readGpu(const engine::GpuSample& gpu, const QString& name, const QString& prefix);
    void readGpuClocks(const engine::GpuSample& gpu, const QString& prefix);
    void readPower(const engine::GpuSample& gpu, const QString& prefix);
    void readPcie(const engine::GpuSample& gpu, const QString& prefix);
    void readRates();
    void addPercent(const QString& name, const std::optional<float>& percent);
    void addBytes(const QString& name, const std::optional<std::uint64_t>& used,
                  const std::optional<std::uint64_t>& total);
    void addNumber(const QString& name, const std::optional<unsigned>& number, const std::optional<unsigned>& limit,
                   const QString& unit, double scale = 1);
    void addMissing(const QString& name, const QString& reason);

    const Timeline& timeline_;
    engine::DeviceFacts facts_;
    std::deque<engine::DeviceSample> samples_;
    std::vector<Reading> readings_;
    std::vector<Point> rates_;
    std::optional<double> bandwidth_, gpuBandwidth_;
    MachineLog log_;
    bool running_ = false;  // a reply
};

/// Why a clock is not higher, from bits of engine::ClockReason; "nothing" for none.
QString clockReasonsText(std::uint64_t reasons);

}  // namespace ui
