// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor.h"

#include "engine/backend/cuda_plugin.h"
#include "engine/device_choice.h"
#include "engine/doctor/operations.h"
#include "engine/doctor/plain_backend.h"
#include "engine/doctor/sections.h"
#include "engine/error.h"

#include <fmt/format.h>

#include <map>

namespace engine {
namespace {

using namespace doctor;

/// Whether it is the model that is too large for the GPU, which is no fault of the GPU's.
bool too_large(const Error& error) { return error.code() == "DEVICE-MEMORY" || error.code() == "DEVICE-SHAPE"; }

/// One examination: the devices found, and what several sections need of them.
class Examination {
public:
    Examination(const DoctorOptions& options, const DoctorProgress& progress, std::stop_token stop)
        : options_(options), progress_(progress), stop_(std::move(stop))
    {
        check_device(options.load.device);
        no_card_ = "Not looked for: only the processor was asked for.";
        if (options.load.device == "cpu") return;
        no_card_ = cuda_devices().reason.empty() ? "" : cuda_devices().reason + ".";
        for (const CudaDevice& card : cuda_devices().devices)
            if (!card_ && (!options.load.device.starts_with("cuda:") ||
                           options.load.device == fmt::format("cuda:{}", card.number)))
                card_ = card;
    }

    DoctorReport run()
    {
        DoctorReport report;
        if (wanted(DoctorSection::Machine)) report.machine = machine();
        if (wanted(DoctorSection::Operations)) report.operations = operations();
        if (wanted(DoctorSection::Text)) report.text = text();
        if (wanted(DoctorSection::Speed)) report.speed = speed();
        return report;
    }

private:
    bool wanted(DoctorSection section) const
    {
        const auto& only = options_.only;
        return only.empty() || std::find(only.begin(), only.end(), section) != only.end();
    }

    void announce(const std::string& doing) const
    {
        if (progress_) progress_(doing);
    }

    const DeviceReport& measured(bool on_card)
    {
        DeviceReport& report = measured_[on_card];
        if (report.name.empty()) {
            announce(on_card ? "speed of the GPU" : "speed of the processor's memory");
            report = on_card ? measure_card(*card_, options_.brief) : measure_cpu(options_);
        }
        return report;
    }

    MachineReport machine()
    {
        MachineReport report{{measured(false)}, no_card_};
        if (card_) report.devices.push_back(measured(true));
        return report;
    }

    std::vector<OperationsReport> operations()
    {
        const ModelFiles model(options_.model, stop_);
        const auto cpu = make_cpu_backend(options_.load.threads);
        PlainBackend plain;
        announce("operations of the processor");
        std::vector<OperationsReport> reports;
        reports.push_back(examine_operations(*cpu, plain, &model, options_.brief, progress_, stop_));
        if (card_) reports.push_back(operations_of_card(*cpu, model));
        return reports;
    }

    /// Why the GPU cannot be examined with the model's own weights beside `memory` bytes of inputs; empty: it can.
    std::string beyond_card(const ModelFiles& model, std::int64_t memory) const
    try {
        check_dimensions(model.config());
        const bool fits = memory + model.bytes() < std::int64_t(cuda_free_memory(card_->number)) * 9 / 10;
        return fits ? "" : "the GPU has no room for a layer of each kind.";
    } catch (const Error& error) {
        if (!too_large(error)) throw;
        return error.what();
    }

    OperationsReport operations_of_card(Backend& cpu, const ModelFiles& model)
    {
        constexpr std::int64_t kInputs = std::int64_t(1) << 30, kBriefInputs = std::int64_t(256) << 20;
        announce("operations of the GPU");
        std::unique_ptr<Backend> device;
        std::int64_t memory = options_.brief ? kBriefInputs : kInputs;
        OperationsReport failed;
        try {
            const std::string beyond = beyond_card(model, memory);
            if (beyond.empty()) memory += model.bytes();
            device = make_cuda_backend(card_->number, std::size_t(memory));
            failed.device = fmt::format("{}: {}", device->name(), device->describe());
            auto report = examine_operations(*device, cpu, beyond.empty() ? &model : nullptr, options_.brief, progress_,
                                             stop_);
            if (!beyond.empty()) report.not_run.push_back("The model's weights: " + beyond);
            return report;
        } catch (const Error& error) {
            if (error.code() == "CANCELLED") throw;
            failed.checks.push_back({"start", "", 0, 0, 0, 0, error.what(), false});
            return failed;
        }
    }

    /// The model on a device, opened once.
    std::shared_ptr<const Engine> engine(bool on_card)
    {
        std::shared_ptr<const Engine>& engine = engines_[on_card];
        if (engine) return engine;
        announce(on_card ? "loading the model for the GPU" : "loading the model for the processor");
        LoadOptions load = options_.load;
        load.device = on_card ? fmt::format("cuda:{}", card_->number) : "cpu";
        return engine = Engine::open(options_.model, load, {}, stop_);
    }

    TextReport text()
    {
        TextReport report;
        report.not_run = no_card_;
        if (!card_) return report;
        try {
            return compare_texts(engine(false), engine(true), options_.brief, progress_, stop_);
        } catch (const Error& error) {
            if (error.code() == "CANCELLED") throw;
            (too_large(error) ? report.not_run : report.problem) = error.what();
        }
        return report;
    }

    std::vector<SpeedReport> speed()
    {
        std::vector<SpeedReport> reports;
        for (const bool on_card : {false, true}) {
            if (on_card && !card_) continue;
            try {
                const double bandwidth = measured(on_card).bytes_per_second;
                const auto model = engine(on_card);
                announce(fmt::format("tokens per second on {}", model->card().backend));
                reports.push_back(measure_speed(model, bandwidth, options_.brief, stop_));
            } catch (const Error& error) {
                if (!on_card || error.code() == "CANCELLED") throw;
                SpeedReport& failed = reports.emplace_back();
                failed.device = "cuda";
                (too_large(error) ? failed.detail : failed.problem) = error.what();
            }
        }
        return reports;
    }

    const DoctorOptions& options_;
    const DoctorProgress& progress_;
    std::stop_token stop_;
    std::optional<CudaDevice> card_;
    std::string no_card_;
    std::map<bool, DeviceReport> measured_;
    std::map<bool, std::shared_ptr<const Engine>> engines_;
};

}  // namespace

bool DoctorReport::passed() const
{
    const auto good = [](const auto& part) { return part.passed(); };
    const auto measured = [](const SpeedReport& one) { return one.problem.empty(); };
    return (!machine || machine->passed()) && std::all_of(operations.begin(), operations.end(), good) &&
           (!text || text->passed()) && std::all_of(speed.begin(), speed.end(), measured);
}

DoctorReport examine(const DoctorOptions& options, const DoctorProgress& progress, std::stop_token stop)
{
    return Examination(options, progress, std::move(stop)).run();
}

}  // namespace engine
