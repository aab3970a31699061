// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/device.h"

#include "ui/models/labels.h"
#include "ui/models/token_cost.h"

#include <algorithm>
#include <limits>

namespace ui {
namespace {

/// "Intel(R) Xeon(R) Processor @ 2.80GHz" is "Intel Xeon @ 2.80GHz".
QString shortName(const std::string& cpu)
{
    QString name = visibleText(cpu).replace(QChar(0x2423), u' ');
    for (const char* noise : {"(R)", "(TM)", " Processor", " CPU"}) name.remove(QLatin1String(noise));
    return name.simplified();
}

}  // namespace

DeviceModel::DeviceModel(const Timeline& timeline, QObject* parent) : QObject(parent), timeline_(timeline) {}

void DeviceModel::setFacts(engine::DeviceFacts facts)
{
    facts_ = std::move(facts);
    emit changed();
}

void DeviceModel::apply(const TraceBatch& batch)
{
    log(batch);
    if (batch.device.empty()) return;
    samples_.insert(samples_.end(), batch.device.begin(), batch.device.end());
    const auto oldest = samples_.back().time_us - std::int64_t(history_seconds * 1e6);
    while (samples_.front().time_us < oldest) samples_.pop_front();
    emit changed();
}

void DeviceModel::setBandwidth(double bandwidth)
{
    bandwidth_ = bandwidth;
    emit changed();
}

void DeviceModel::setGpuBandwidth(double bandwidth)
{
    gpuBandwidth_ = bandwidth;
    emit changed();
}

std::optional<double> DeviceModel::bandwidth() const
{
    const bool onGpu = timeline_.card() && timeline_.card()->backend == "cuda";
    return onGpu ? gpuBandwidth_ : bandwidth_;
}

void DeviceModel::clear()
{
    samples_.clear();
    log_.clear();
    running_ = false;
    emit logChanged();
    emit changed();
}

void DeviceModel::setRecorded(const std::vector<engine::DeviceSample>& samples)
{
    log_.add(samples);
    emit logChanged();
    emit changed();
}

/// A sample that comes together with the end of a reply was taken before it.
void DeviceModel::log(const TraceBatch& batch)
{
    bool ran = running_;
    for (const engine::Event& event : batch.events) {
        const auto* failure = std::get_if<engine::Failure>(&event);
        if (std::holds_alternative<engine::ReplyStarted>(event)) ran = running_ = true;
        if (std::holds_alternative<engine::ReplyFinished>(event) || (failure && !failure->probe)) running_ = false;
    }
    if (!ran || batch.device.empty()) return;
    log_.add(batch.device, timeline_.card() ? timeline_.card()->pci_bus_id : std::string());
    emit logChanged();
}

/// Reading a prompt loads a machine otherwise than decoding: its samples are left out.
std::optional<ReplyLoad> DeviceModel::loadOf(engine::ReplyId reply) const
{
    const auto& tokens = timeline_.tokensOf(reply);
    const auto begin = tokens.begin() + timeline_.firstOf(reply);
    const auto isDecoded = [](const Timeline::Token& token) { return token && token->phase == engine::Phase::Decode; };
    const auto first = std::find_if(begin, tokens.end(), isDecoded);
    if (first == tokens.end()) return {};
    const auto last = std::find_if(tokens.rbegin(), tokens.rend(), isDecoded);
    const auto from = MachineLog::timeOf(**first), to = MachineLog::timeOf(**last);
    return from && to ? log_.mean(*from, *to) : std::nullopt;
}

std::optional<qint64> DeviceModel::freeMemory() const
{
    if (samples_.empty() || !samples_.back().memory_total || !samples_.back().memory_used) return {};
    return qint64(*samples_.back().memory_total - *samples_.back().memory_used);
}

std::optional<qint64> DeviceModel::freeMemoryOf(const std::string& bus_id) const
{
    if (samples_.empty()) return {};
    for (const engine::GpuSample& gpu : samples_.back().gpus)
        if (isGpu(gpu, bus_id) && gpu.memory_total && gpu.memory_used)
            return qint64(*gpu.memory_total - *gpu.memory_used);
    return {};
}

void DeviceModel::update()
{
    readings_.clear();
    rates_.clear();
    readRates();
    if (!samples_.empty()) readMachine(samples_.back());
}

void DeviceModel::readMachine(const engine::DeviceSample& sample)
{
    addPercent(tr("CPU"), sample.cpu_percent);
    addPercent(tr("This program"), sample.process_cpu_percent);
    addBytes(tr("Memory"), sample.memory_used, sample.memory_total);
    addBytes(tr("Of this program"), sample.process_memory, sample.memory_total);
    readTraffic();
    if (sample.gpus.empty()) addMissing(tr("GPU"), QString::fromStdString(facts_.gpu_reason));
    readGpus(sample);
    if (!facts_.energy_reason.empty()) addMissing(tr("Energy"), QString::fromStdString(facts_.energy_reason));
}

/// The one that computes first; several are told apart by numbers.
void DeviceModel::readGpus(const engine::DeviceSample& sample)
{
    const bool several = sample.gpus.size() > 1;
    for (const bool inUse : {true, false})
        for (size_t i = 0; i < sample.gpus.size(); ++i) {
            const engine::GpuSample& gpu = sample.gpus[i];
            if (inUse != (timeline_.card() && isGpu(gpu, timeline_.card()->pci_bus_id))) continue;
            const QString name = visibleText(gpu.name).replace(QChar(0x2423), u' ');
            readGpu(gpu, inUse && several ? tr("%1 (in use)").arg(name) : name,
                    several ? QStringLiteral("%1: ").arg(i + 1) : QString());
        }
}

/// An estimate: nobody counts what memory delivers, but every token has to read its weights and its past.
void DeviceModel::readTraffic()
{
    if (!timeline_.card() || rates_.empty()) return;
    double seconds = 0;
    for (const Point& rate : rates_) seconds += 1 / rate.y;
    const double bytes = total(tokenCost(*timeline_.card(), timeline_.router(), timeline_.size())).bytes;
    const double perSecond = bytes * double(rates_.size()) / seconds;
    Reading reading{tr("Weights read, est."), tr("%1 GB/s").arg(perSecond * 1e-9, 0, 'f', 2), {}, {}};
    if (const auto most = bandwidth(); most && *most > 0) {
        reading.value = tr("%1 of %2 GB/s").arg(perSecond * 1e-9, 0, 'f', 2).arg(*most * 1e-9, 0, 'f', 1);
        reading.fraction = float(std::min(1.0, perSecond / *most));
    }
    readings_.push_back(reading);
}

void DeviceModel::readRates()
{
    const int first = std::max(timeline_.firstOfReply(), timeline_.size() - rate_tokens);
    for (int position = std::max(first, 1); position < timeline_.size(); ++position) {
        const engine::TokenEvent* before = timeline_.token(position - 1);
        const engine::TokenEvent* token = timeline_.token(position);
        const bool decoded = before && token && before->phase == engine::Phase::Decode
            && token->phase == engine::Phase::Decode && before->reply == token->reply;
        if (!decoded || token->time_us <= before->time_us) continue;
        rates_.push_back({double(position), 1e6 / double(token->time_us - before->time_us)});
    }
}

void DeviceModel::addPercent(const QString& name, const std::optional<float>& percent)
{
    if (!percent) return addMissing(name, tr("the system did not report it"));
    readings_.push_back({name, QStringLiteral("%1 %").arg(double(*percent), 0, 'f', 0), *percent / 100, {}});
}

void DeviceModel::addBytes(const QString& name, const std::optional<std::uint64_t>& used,
                           const std::optional<std::uint64_t>& total)
{
    if (!used) return addMissing(name, tr("the system did not report it"));
    Reading reading{name, bytesText(std::int64_t(*used)), {}, {}};
    if (total && *total > 0) {
        reading.value = tr("%1 of %2").arg(reading.value, bytesText(std::int64_t(*total)));
        reading.fraction = float(double(*used) / double(*total));
    }
    readings_.push_back(reading);
}

void DeviceModel::addNumber(const QString& name, const std::optional<unsigned>& number,
                            const std::optional<unsigned>& limit, const QString& unit, double scale)
{
    if (!number) return addMissing(name, tr("this card or driver does not report it"));
    const auto text = [scale](unsigned value) {
        const double scaled = value * scale;
        return QString::number(scaled, 'f', scale < 1 && scaled < 100 ? 1 : 0);
    };
    Reading reading{name, text(*number), {}, {}};
    if (limit && *limit > 0) {
        reading.value = tr("%1 of %2").arg(reading.value, text(*limit));
        reading.fraction = std::min(1.0f, float(*number) / float(*limit));
    }
    reading.value += u' ' + unit;
    readings_.push_back(reading);
}

void DeviceModel::addMissing(const QString& name, const QString& reason)
{
    readings_.push_back({name, tr("not available"), {}, reason});
}

template <class Read>
std::vector<DeviceModel::Point> DeviceModel::history(Read percent) const
{
    std::vector<Point> history;
    for (const engine::DeviceSample& sample : samples_) {
        const std::optional<double> value = percent(sample);
        if (!value) continue;
        const double time = double(sample.time_us - samples_.back().time_us) * 1e-6;
        if (!history.empty() && time - history.back().x > longest_gap)
            history.push_back({time, std::numeric_limits<double>::quiet_NaN()});
        history.push_back({time, *value});
    }
    return history;
}

std::vector<DeviceModel::Point> DeviceModel::cpuHistory() const
{
    return history([](const engine::DeviceSample& sample) -> std::optional<double> { return sample.cpu_percent; });
}

std::vector<DeviceModel::Point> DeviceModel::gpuHistory(size_t gpu) const
{
    return history([gpu](const engine::DeviceSample& sample) -> std::optional<double> {
        return gpu < sample.gpus.size() ? std::optional<double>(sample.gpus[gpu].utilization) : std::nullopt;
    });
}

QString DeviceModel::emptyReason() const
{
    return readings_.empty() ? tr("The machine has not been sampled yet.") : QString();
}

Sentence DeviceModel::title() const
{
    Sentence title{tr("Device"), {}, {}, {}};
    if (facts_.cpu_name.empty()) return title;
    title.before = tr("%1, %n cores", nullptr, facts_.cores).arg(shortName(facts_.cpu_name));
    if (samples_.empty()) return title;
    const auto gpus = int(samples_.back().gpus.size());
    title.after = gpus == 0 ? tr(" · no GPU") : tr(" · %n GPUs", nullptr, gpus);
    return title;
}

QString DeviceModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    QStringList parts;
    for (const Reading& reading : readings_) {
        parts << (reading.reason.isEmpty() ? QStringLiteral("%1 %2").arg(reading.name, reading.value)
                                           : tr("%1 not available: %2").arg(reading.name, reading.reason));
    }
    if (!rates_.empty()) parts << tr("newest token at %1 tokens per second").arg(rates_.back().y, 0, 'f', 0);
    return parts.join(QStringLiteral(", ")) + u'.';
}

QString DeviceModel::explanation() const
{
    return tr("Readings of this machine, taken twice a second while a reply is computed and every two seconds "
              "otherwise, as long as somebody looks. Whatever the system, the card or "
              "its driver does not report is said to be not available. Tokens per second is the time from one token to "
              "the next, nothing is averaged. Weights read are an estimate: the bytes of the active weights and of the "
              "latent cache, times the mean tokens per second of the newest tokens. Limits of clocks, the PCIe link "
              "and why a clock is held back are shown live only; a session document does not keep them.");
}

QStringList DeviceModel::headers() const
{
    return {tr("What"), tr("Value"), tr("Share"), tr("Why not")};
}

QVariant DeviceModel::cell(int row, int column) const
{
    if (size_t(row) >= readings_.size()) return {};
    const Reading& reading = readings_[size_t(row)];
    switch (column) {
    case 0: return reading.name;
    case 1: return reading.value;
    case 2: return reading.fraction ? QVariant(*reading.fraction) : QVariant(QString());
    default: return reading.reason;
    }
}

}  // namespace ui
