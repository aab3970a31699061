// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/monitor/nvml.h"

#include "engine/error.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace engine {
namespace {

// nvmlReturn_t: 0 is success; 3 (not supported) and all others only leave a field empty.
constexpr int success = 0, insufficient_size = 7;
constexpr unsigned most_gpus = 64;
constexpr unsigned temperature_gpu = 0, clock_sm = 1, clock_memory = 2, pcie_tx = 0, pcie_rx = 1;

struct Utilization {  // nvmlUtilization_t
    unsigned gpu, memory;
};
struct Memory {  // nvmlMemory_t
    unsigned long long total, free, used;
};
struct Process {  // nvmlProcessInfo_t, version 3
    unsigned pid;
    unsigned long long used_memory;
    unsigned gpu_instance, compute_instance;
};
static_assert(sizeof(Process) == 24);
struct PciInfo {  // nvmlPciInfo_t, version 3
    char legacy_bus_id[16];
    unsigned domain, bus, device, pci_device_id, pci_subsystem_id;
    char bus_id[32];
};
static_assert(sizeof(PciInfo) == 68);

template <class Function>
void find(void* library, const char* name, Function& function)
{
    function = reinterpret_cast<Function>(dlsym(library, name));
}

}  // namespace

struct Nvml::Calls {
    int (*init)() = nullptr;
    int (*shutdown)() = nullptr;
    const char* (*error_string)(int) = nullptr;
    int (*count)(unsigned*) = nullptr;
    int (*handle)(unsigned, Device*) = nullptr;
    int (*name)(Device, char*, unsigned) = nullptr;
    int (*utilization)(Device, Utilization*) = nullptr;
    int (*memory)(Device, Memory*) = nullptr;
    int (*processes)(Device, unsigned*, Process*) = nullptr;
    int (*power)(Device, unsigned*) = nullptr;
    int (*power_limit)(Device, unsigned*) = nullptr;
    int (*temperature)(Device, unsigned, unsigned*) = nullptr;
    int (*clock)(Device, unsigned, unsigned*) = nullptr;
    int (*clock_max)(Device, unsigned, unsigned*) = nullptr;
    int (*pcie)(Device, unsigned, unsigned*) = nullptr;
    int (*pcie_generation)(Device, unsigned*) = nullptr;
    int (*pcie_width)(Device, unsigned*) = nullptr;
    int (*clock_reasons)(Device, unsigned long long*) = nullptr;
    int (*pci_info)(Device, PciInfo*) = nullptr;

    explicit Calls(void* library)
    {
        find(library, "nvmlInit_v2", init);
        find(library, "nvmlShutdown", shutdown);
        find(library, "nvmlErrorString", error_string);
        find(library, "nvmlDeviceGetCount_v2", count);
        find(library, "nvmlDeviceGetHandleByIndex_v2", handle);
        find(library, "nvmlDeviceGetName", name);
        find(library, "nvmlDeviceGetUtilizationRates", utilization);
        find(library, "nvmlDeviceGetMemoryInfo", memory);
        find(library, "nvmlDeviceGetComputeRunningProcesses_v3", processes);
        find(library, "nvmlDeviceGetPowerUsage", power);
        find(library, "nvmlDeviceGetEnforcedPowerLimit", power_limit);
        find(library, "nvmlDeviceGetTemperature", temperature);
        find(library, "nvmlDeviceGetClockInfo", clock);
        find(library, "nvmlDeviceGetMaxClockInfo", clock_max);
        find(library, "nvmlDeviceGetPcieThroughput", pcie);
        find(library, "nvmlDeviceGetCurrPcieLinkGeneration", pcie_generation);
        find(library, "nvmlDeviceGetCurrPcieLinkWidth", pcie_width);
        find(library, "nvmlDeviceGetPciInfo_v3", pci_info);
        find(library, "nvmlDeviceGetCurrentClocksEventReasons", clock_reasons);
        if (!clock_reasons) find(library, "nvmlDeviceGetCurrentClocksThrottleReasons", clock_reasons);  // its old name
    }

    /// The value a call fills in behind its other arguments; empty when the driver lacks the call or the value.
    template <class... Parameters, class... Arguments>
    static std::optional<unsigned> value(int (*call)(Parameters...), Arguments... arguments)
    {
        unsigned result = 0;
        return call && call(arguments..., &result) == success ? std::optional(result) : std::nullopt;
    }
};

Nvml::Nvml(std::string library)
{
    const char* chosen = std::getenv("EXPERTSCOPE_NVML");
    if (library.empty()) library = chosen ? chosen : "libnvidia-ml.so.1";
    open(library);
    if (reason_.empty()) find_devices();
}

Nvml::~Nvml()
{
    if (initialised_ && calls_->shutdown) calls_->shutdown();
    if (library_) dlclose(library_);
}

void Nvml::open(const std::string& library)
{
    library_ = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library_) {
        reason_ = printable(library, 200) + " is not on this machine: there is no NVIDIA driver.";
        return;
    }
    calls_ = std::make_unique<Calls>(library_);
    if (!calls_->init || !calls_->count || !calls_->handle) {
        reason_ = "The NVIDIA driver is too old: its management library lacks version 2 calls.";
        return;
    }
    const int result = calls_->init();
    initialised_ = result == success;
    if (!initialised_) reason_ = "The NVIDIA management library did not start: " + describe(result) + ".";
}

void Nvml::find_devices()
{
    unsigned count = 0;
    if (const int result = calls_->count(&count); result != success) {
        reason_ = "The NVIDIA driver does not list its GPUs: " + describe(result) + ".";
        return;
    }
    for (unsigned i = 0; i < std::min(count, most_gpus); ++i)
        if (Device device = nullptr; calls_->handle(i, &device) == success) devices_.push_back(device);
    if (devices_.empty()) reason_ = "The NVIDIA driver runs but has no GPU for this program.";
}

std::string Nvml::describe(int result) const
{
    const char* said = calls_->error_string ? calls_->error_string(result) : nullptr;
    return (said ? printable(said, 100) : "error") + " (" + std::to_string(result) + ")";
}

bool Nvml::reports_power() const
{
    return std::ranges::any_of(devices_,
                               [this](Device device) { return Calls::value(calls_->power, device).has_value(); });
}

std::vector<GpuSample> Nvml::sample() const
{
    std::vector<GpuSample> gpus;
    for (const Device device : devices_)
        gpus.push_back(sample(device));
    return gpus;
}

GpuSample Nvml::sample(Device device) const
{
    GpuSample gpu;
    std::array<char, 96> name{};
    if (calls_->name && calls_->name(device, name.data(), name.size() - 1) == success)
        gpu.name = valid_utf8(name.data());
    PciInfo pci{};
    if (calls_->pci_info && calls_->pci_info(device, &pci) == success)
        gpu.bus_id = fmt::format("{:04x}:{:02x}:{:02x}.0", pci.domain, pci.bus, pci.device);
    Utilization utilization{};
    if (calls_->utilization && calls_->utilization(device, &utilization) == success) {
        gpu.utilization = utilization.gpu;
        gpu.memory_utilization = utilization.memory;
    }
    sample_memory(device, gpu);
    gpu.power_mw = Calls::value(calls_->power, device);
    gpu.power_limit_mw = Calls::value(calls_->power_limit, device);
    gpu.temperature_c = Calls::value(calls_->temperature, device, temperature_gpu);
    gpu.sm_clock_mhz = Calls::value(calls_->clock, device, clock_sm);
    gpu.memory_clock_mhz = Calls::value(calls_->clock, device, clock_memory);
    gpu.pcie_tx_kbps = Calls::value(calls_->pcie, device, pcie_tx);
    gpu.pcie_rx_kbps = Calls::value(calls_->pcie, device, pcie_rx);
    gpu.sm_clock_max_mhz = Calls::value(calls_->clock_max, device, clock_sm);
    gpu.pcie_generation = Calls::value(calls_->pcie_generation, device);
    gpu.pcie_width = Calls::value(calls_->pcie_width, device);
    unsigned long long reasons = 0;
    if (calls_->clock_reasons && calls_->clock_reasons(device, &reasons) == success) gpu.clock_reasons = reasons;
    return gpu;
}

void Nvml::sample_memory(Device device, GpuSample& gpu) const
{
    Memory memory{};
    if (calls_->memory && calls_->memory(device, &memory) == success) {
        gpu.memory_used = memory.used;
        gpu.memory_total = memory.total;
    }
    std::array<Process, 256> processes{};
    unsigned count = processes.size();
    if (!calls_->processes) return;
    const int result = calls_->processes(device, &count, processes.data());
    if (result != success && result != insufficient_size) return;
    const auto end = processes.begin() + std::min<std::ptrdiff_t>(count, processes.size());
    const auto own = std::find_if(processes.begin(), end, [](const Process& p) { return p.pid == unsigned(getpid()); });
    constexpr unsigned long long not_available = ~0ull;  // under some drivers and in containers
    if (own != end && own->used_memory != not_available) gpu.process_memory = own->used_memory;
}

}  // namespace engine
