// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// A management library with two GPUs: one that knows most, one that supports almost nothing and loses the rest.
#include <unistd.h>

#include <cstring>

namespace {

constexpr int success = 0, not_supported = 3, gpu_lost = 15;

int full, bare;  // their addresses are the handles

int value(void* device, unsigned number, unsigned* result)
{
    if (device != &full) return not_supported;
    *result = number;
    return success;
}

}  // namespace

extern "C" {

int nvmlInit_v2()
{
    return success;
}
int nvmlShutdown()
{
    return success;
}
const char* nvmlErrorString(int)
{
    return "a fault";
}

int nvmlDeviceGetCount_v2(unsigned* count)
{
    *count = 2;
    return success;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device)
{
    *device = index == 0 ? &full : &bare;
    return success;
}

int nvmlDeviceGetName(void* device, char* name, unsigned size)
{
    std::strncpy(name, device == &full ? "Fake GPU \xFF" : "Bare GPU", size);
    return success;
}

int nvmlDeviceGetUtilizationRates(void* device, unsigned* rates)
{
    rates[0] = 42;
    rates[1] = 17;
    return device == &full ? success : gpu_lost;
}

int nvmlDeviceGetMemoryInfo(void* device, unsigned long long* memory)
{
    memory[0] = 8ull << 30;
    memory[1] = 5ull << 30;
    memory[2] = 3ull << 30;
    return device == &full ? success : not_supported;
}

int nvmlDeviceGetComputeRunningProcesses_v3(void* device, unsigned* count, void* processes)
{
    struct Process {
        unsigned pid;
        unsigned long long memory;
        unsigned instance, compute;
    };
    if (device != &full || *count < 2) return not_supported;
    auto* all = static_cast<Process*>(processes);
    all[0] = {1, 1000, 0, 0};
    all[1] = {unsigned(getpid()), 2000, 0, 0};
    *count = 2;
    return success;
}

int nvmlDeviceGetPowerUsage(void* device, unsigned* milliwatts)
{
    return value(device, 71'500, milliwatts);
}
int nvmlDeviceGetTemperature(void* device, unsigned sensor, unsigned* celsius)
{
    return value(device, 61 + sensor, celsius);
}
int nvmlDeviceGetClockInfo(void* device, unsigned type, unsigned* mhz)
{
    return value(device, 1000 * type, mhz);
}
int nvmlDeviceGetMaxClockInfo(void* device, unsigned type, unsigned* mhz)
{
    return value(device, 1980 * type, mhz);
}
int nvmlDeviceGetCurrPcieLinkGeneration(void* device, unsigned* generation)
{
    return value(device, 5, generation);
}
int nvmlDeviceGetCurrPcieLinkWidth(void* device, unsigned* lanes)
{
    return value(device, 16, lanes);
}
// The name that older drivers know; the newer one is missing.
int nvmlDeviceGetCurrentClocksThrottleReasons(void* device, unsigned long long* reasons)
{
    *reasons = 0x8000'0000'0044;
    return device == &full ? success : not_supported;
}
int nvmlDeviceGetPcieThroughput(void*, unsigned, unsigned*)
{
    return not_supported;
}
int nvmlDeviceGetPciInfo_v3(void* device, void* info)
{
    struct {
        char legacy[16];
        unsigned domain, bus, device, pci_device, pci_subsystem;
        char bus_id[32];
    } pci = {"0001:3B:00.0", 1, 0x3B, 0, 0, 0, "00000001:3B:00.0"};
    static_assert(sizeof pci == 68);
    if (device != &full) return not_supported;
    std::memcpy(info, &pci, sizeof pci);
    return success;
}
// nvmlDeviceGetEnforcedPowerLimit is missing, as from an old driver.
}
