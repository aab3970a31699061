// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/device_choice.h"

#include "engine/backend/cuda/limits.h"
#include "engine/backend/cuda_plugin.h"
#include "engine/fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace engine {
namespace {

constexpr std::string_view kCuda = "cuda";
constexpr const char* kInstead = "Nothing was loaded; the CPU can compute it (--device cpu).";

std::string gibibytes(double bytes) { return fmt::format("{:.1f} GiB", bytes / double(1 << 30)); }

/// N of "cuda:N".
std::optional<int> number_of(std::string_view wanted)
{
    int number = 0;
    if (!wanted.starts_with("cuda:")) return {};
    wanted.remove_prefix(kCuda.size() + 1);
    const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
    const bool whole = error == std::errc() && end == wanted.data() + wanted.size() && number >= 0;
    return whole ? std::optional(number) : std::nullopt;
}

/// GPUs that may be taken, in CUDA's order: the fastest first.
std::vector<CudaDevice> candidates(const std::string& wanted)
{
    if (wanted == "cpu") return {};
    std::vector<CudaDevice> devices = cuda_devices().devices;
    if (const auto number = number_of(wanted))
        std::erase_if(devices, [&](const CudaDevice& device) { return device.number != *number; });
    return devices;
}

/// How files name what their weights are rounded to, and about how many bits a weight then takes.
struct Quantisation {
    const char* name;
    double bits;
};
constexpr Quantisation kQuantisations[] = {{"Q8_0", 8.5},   {"Q6_K", 6.6},   {"Q5_K_M", 5.9},
                                           {"Q4_K_M", 5.3}, {"Q3_K_M", 4.2}, {"Q2_K", 3.4}};

std::string advice(const ModelCard& card, std::int64_t free_bytes)
{
    constexpr int kUseful = 1024;  // positions, fewer than which are no way out
    const int longest = longest_device_context(card, free_bytes);
    if (longest >= std::min(kUseful, card.context))
        return fmt::format("It fits with a context of at most {} positions.", longest);
    const DeviceFit least = estimate_device_fit(card, std::min(kUseful, card.context));
    const double parameters = double(std::max<std::int64_t>(1, card.total_parameters));
    const double bits = double(free_bytes - (least.total() - least.weights)) * 8 / parameters;
    const auto fits = [&](const Quantisation& q) { return q.bits <= bits; };
    const auto best = std::find_if(std::begin(kQuantisations), std::end(kQuantisations), fits);
    if (best == std::end(kQuantisations)) return "No file of this model would fit.";
    return fmt::format("Weights of at most {:.1f} bits each would fit: a {} file of about {}.", bits, best->name,
                       gibibytes(parameters * best->bits / 8));
}

DeviceChoice start(const CudaDevice& device, const ModelCard& card)
{
    check_dimensions(card);
    const auto free = std::int64_t(cuda_free_memory(device.number));
    const DeviceFit fit = estimate_device_fit(card, card.context);
    if (fit.total() > free) throw Error(does_not_fit(card, device.name, free));
    DeviceChoice choice;
    choice.backend = make_cuda_backend(device.number, std::size_t(fit.reserved()));
    choice.pci_bus_id = device.pci_bus_id;
    return choice;
}

/// What is too large for the GPU is not for the processor.
Error with_way_out(const Error& error)
{
    ErrorParts parts = error.parts();
    if (parts.code == "DEVICE-MEMORY" || parts.code == "DEVICE-SHAPE")
        parts.advice += (parts.advice.empty() ? "" : " ") + std::string(kInstead);
    return Error(std::move(parts));
}

}  // namespace

ErrorParts does_not_fit(const ModelCard& card, const std::string& gpu, std::int64_t free_bytes)
{
    const DeviceFit fit = estimate_device_fit(card, card.context);
    return {"DEVICE-MEMORY", "the model does not fit the GPU", printable(gpu),
            fmt::format("{} needed: weights {}, latent cache of {} positions {}, the rest {}",
                        gibibytes(double(fit.total())), gibibytes(double(fit.weights)), fit.context,
                        gibibytes(double(fit.cache)), gibibytes(double(fit.total() - fit.weights - fit.cache))),
            fmt::format("{}, which are free", gibibytes(double(free_bytes))), advice(card, free_bytes)};
}

void check_device(const std::string& wanted)
{
    const bool is_gpu = wanted == kCuda || number_of(wanted).has_value();
    if (!is_gpu && wanted != "auto" && wanted != "cpu")
        throw Error({"DEVICE-UNKNOWN", "this device cannot be used", "", printable(wanted), "auto, cpu, cuda, cuda:N",
                     "Nothing was loaded."});
    if (!is_gpu || !candidates(wanted).empty()) return;
    const CudaDevices& all = cuda_devices();
    if (all.devices.empty()) throw Error({"DEVICE-MISSING", "no GPU can be used", "", all.reason, "", kInstead});
    std::string there;
    for (const CudaDevice& device : all.devices)
        there += fmt::format("{}cuda:{} ({})", there.empty() ? "" : ", ", device.number, printable(device.name));
    throw Error({"DEVICE-MISSING", "there is no such GPU", "", printable(wanted), there, kInstead});
}

void check_dimensions(const Config& config)
{
    const auto check = [](const char* what, int found, int most) {
        if (found > most)
            throw Error({"DEVICE-SHAPE", "the GPU's kernels have no room for a model of such dimensions", what,
                         std::to_string(found), fmt::format("up to {}", most), ""});
    };
    check("kv_lora_rank", config.kv_lora_rank, cuda::kLargestRank);
    check("kv_lora_rank + qk_rope_head_dim", config.kv_lora_rank + config.qk_rope_head_dim, cuda::kLargestLatent);
    check("qk_nope_head_dim + qk_rope_head_dim", config.qk_head_dim(), cuda::kLargestHead);
    check("v_head_dim", config.v_head_dim, cuda::kLargestHead);
    check("n_routed_experts", config.n_routed_experts, cuda::kMostExperts);
    check("vocab_size", config.vocab_size, cuda::kMostIds);
}

DeviceChoice choose_device(const std::string& wanted, const ModelCard& card)
{
    DeviceChoice cpu;
    if (wanted == "cpu") return cpu;
    const CudaDevices& all = cuda_devices();
    if (all.has_driver && all.devices.empty()) {
        cpu.why_not = all.reason;
        cpu.note = fmt::format("The GPU is not used: {}.", all.reason);
    }
    for (const CudaDevice& device : candidates(wanted)) {
        try {
            return start(device, card);
        } catch (const Error& error) {
            if (wanted != "auto") throw with_way_out(error);
            if (!cpu.note.empty()) continue;
            cpu.why_not = error.parts().what;
            cpu.note = fmt::format("The GPU is not used: {}", error.what());
        }
    }
    return cpu;
}

}  // namespace engine
