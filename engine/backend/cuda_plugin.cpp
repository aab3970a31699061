// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda_plugin.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <dlfcn.h>

#include <cstdlib>
#include <exception>

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFile = "expertscope/libexpertscope_cuda.so";

std::string last_loader_error()
{
    const char* error = dlerror();
    return printable(error ? error : "unknown", 200);
}

/// Beside the program as it is installed or built; empty when it is not there.
fs::path own_plugin()
{
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    for (const char* libraries : {EXPERTSCOPE_LIBDIR, "lib"}) {
        const fs::path file = program.parent_path() / libraries / kFile;
        if (!program.empty() && fs::exists(file, ignored)) return file;
    }
    return {};
}

/// Empty, and `reason` says why, when there is nothing to open.
fs::path plugin_file(const char* chosen, CudaDevices& found)
{
    if (chosen) {
        found.has_driver = true;  // whoever chose it brings what it needs
        return chosen;
    }
    found.has_driver = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL) != nullptr;
    if (!found.has_driver) {
        found.reason = "no NVIDIA driver on this machine (libcuda.so.1 not found)";
        return {};
    }
    fs::path file = own_plugin();
    if (file.empty()) found.reason = "this build has no CUDA part";
    return file;
}

struct Found {
    const CudaPlugin* plugin = nullptr;
    CudaDevices devices;

    Found() { devices = find_cuda_devices(std::getenv("EXPERTSCOPE_CUDA"), plugin); }
};

const Found& found_once()
{
    static const Found found;
    return found;
}

const CudaPlugin& found_plugin()
{
    const CudaPlugin* plugin = found_once().plugin;
    check(plugin != nullptr, "a CUDA device is used when there is one");
    return *plugin;
}

}  // namespace

const CudaPlugin* open_cuda_plugin(const fs::path& file, std::string& reason)
{
    const std::string name = printable(file.native(), 200);
    void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        reason = fmt::format("the CUDA part cannot be loaded ({})", last_loader_error());
        return nullptr;
    }
    const auto function = reinterpret_cast<CudaPluginFunction*>(dlsym(library, kCudaPluginFunction));
    const CudaPlugin* plugin = function ? function() : nullptr;
    if (plugin && plugin->abi == cuda_plugin_abi()) return plugin;
    reason = plugin ? fmt::format("the CUDA part in {} belongs to another build of this program", name)
                    : fmt::format("{} is not the CUDA part of this program", name);
    dlclose(library);
    return nullptr;
}

CudaDevices find_cuda_devices(const char* chosen, const CudaPlugin*& plugin)
{
    CudaDevices found;
    plugin = nullptr;
    try {
        const fs::path file = plugin_file(chosen, found);
        if (!file.empty()) plugin = open_cuda_plugin(file, found.reason);
        if (!plugin) return found;
        found = plugin->look();
        found.has_driver = true;
    } catch (const std::exception& error) {
        found.devices.clear();
        found.reason = printable(error.what(), 200);
    }
    return found;
}

const CudaDevices& cuda_devices()
{
    return found_once().devices;
}

std::uint64_t cuda_free_memory(int device)
{
    return found_plugin().free_memory(device);
}

std::unique_ptr<Backend> make_cuda_backend(int device, std::size_t memory)
{
    return std::unique_ptr<Backend>(found_plugin().make(device, memory));
}

CardSpeed measure_cuda(int device, std::size_t most_bytes)
{
    return found_plugin().measure(device, most_bytes);
}

}  // namespace engine
