// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../engine/peak_memory.h"
#include "engine/engine.h"
#include "engine/io/safetensors.h"
#include "engine/session.h"
#include "foreign_input.h"
#include "tiny_model.h"

using namespace engine;

namespace {

void read_header(const std::filesystem::path& path, std::size_t size)
{
    const PeakMemory memory;
    const Safetensors file(path);
    require(memory.bytes() <= PeakMemory::allowed(size), "memory for a header");
    std::size_t total = 0;
    for (std::size_t i = 0; i < file.names().size(); ++i) {
        require(file.find(file.names()[i]) == &file.tensor(i), "names are unique");
        total += file.tensor(i).bytes.size();
    }
    require(total <= size, "no two tensors share bytes");
}

void compute(const std::filesystem::path& folder)
{
    LoadOptions options;
    options.threads = 1;
    options.context = 2;
    Session session(Engine::open(folder.string(), options));
    session.evaluate(std::vector<TokenId>{0, 0});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const ForeignFolder folder("model.safetensors");
    static const bool made = (folder.add("config.json", tiny_config()), true);
    (void)made;
    folder.hold(data, size);
    in_words([&] { read_header(folder.path() / "model.safetensors", size); });
    in_words([&] { compute(folder.path()); });
    return 0;
}
