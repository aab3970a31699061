// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/engine.h"

#include "engine/backend/backend.h"
#include "engine/device_choice.h"
#include "engine/error.h"
#include "engine/fit.h"
#include "engine/gguf_text.h"
#include "engine/io/cancel.h"
#include "engine/io/checkpoint.h"
#include "engine/io/mapped_file.h"
#include "engine/model/config.h"
#include "engine/model/model.h"
#include "engine/model/verify_weights.h"

#include <fmt/format.h>

#include <algorithm>

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr int kDefaultContext = 4096;
constexpr std::size_t kMaxConfigBytes = 4 << 20;

std::uint64_t fnv1a(std::uint64_t hash, const void* data, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i)
        hash = (hash ^ static_cast<const unsigned char*>(data)[i]) * 0x100000001B3u;
    return hash;
}

/// The settings as they lie in the files, and of every tensor its name, shape and first bytes.
std::string provenance_hash(const Checkpoint& checkpoint, const std::stop_token& stop)
{
    constexpr std::size_t kHead = 64;
    std::uint64_t hash = 0xCBF29CE484222325u;
    if (const Gguf* gguf = checkpoint.gguf()) {
        hash = fnv1a(hash, gguf->header().data(), gguf->header().size());
    } else {
        const std::string config = read_text_file(checkpoint.path() / "config.json", kMaxConfigBytes);
        hash = fnv1a(hash, config.data(), config.size());
    }
    for (const std::string& name : checkpoint.names()) {
        check_not_stopped(stop);  // on a cold disk every tensor is a seek
        const TensorView& tensor = *checkpoint.find(name);
        hash = fnv1a(hash, name.data(), name.size());
        hash = fnv1a(hash, tensor.shape.data(), tensor.shape.size() * sizeof(std::int64_t));
        hash = fnv1a(hash, tensor.bytes.data(), std::min(kHead, tensor.bytes.size()));
    }
    return fmt::format("{:016x}", hash);
}

int choose_context(const Config& config, int wanted)
{
    const int longest = config.max_position_embeddings;
    if (wanted > longest)
        throw Error({"CONTEXT-TOO-LONG", "the model was not made for so many positions", "",
                     std::to_string(wanted), fmt::format("1 to {}", longest), "Nothing was loaded."});
    return wanted > 0 ? wanted : std::min(longest, kDefaultContext);
}

void describe_backend(const Backend& backend, ModelCard& card)
{
    card.backend = backend.name();
    card.backend_detail = backend.describe();
    card.cache_element_bytes = backend.latent_element_bytes();
    const std::int64_t per_number = std::int64_t(card.num_hidden_layers) * card.cache_element_bytes;
    const int head = card.qk_head_dim() + card.v_head_dim;
    card.cache_bytes_per_token = per_number * (card.kv_lora_rank + card.qk_rope_head_dim);
    card.mha_cache_bytes_per_token = per_number * card.num_attention_heads * head;
}

/// Null when the model comes without a tokenizer: then it can be used with token ids.
std::shared_ptr<const Text> open_text(const Checkpoint& checkpoint, const Config& config, const std::stop_token& stop)
{
    if (!checkpoint.gguf()) return Text::is_in(checkpoint.path()) ? Text::open(checkpoint.path(), stop) : nullptr;
    auto text = text_of(*checkpoint.gguf(), stop);
    if (text && text->size() != config.vocab_size)
        throw Error({"MODEL-SHAPE", "the vocabulary has another length than the embedding",
                     printable(checkpoint.path().native(), 512), fmt::format("{} tokens", text->size()),
                     std::to_string(config.vocab_size), "Nothing was loaded."});
    return text;
}

void describe_text(const Text* text, ModelCard& card)
{
    if (!text) return;
    card.tokenizer = text->pre_tokenizer();
    card.chat_template = text->template_family();
    card.supports_thinking = text->supports_thinking();
}

}  // namespace

Engine::Engine() = default;
Engine::~Engine() = default;

Weights Engine::open_files(const std::string& model, const LoadOptions& options, const std::stop_token& stop)
{
    const fs::path path = find_model(model);
    checkpoint_ = std::make_unique<Checkpoint>(path);
    auto card = std::make_shared<ModelCard>();
    Config& config = *card;
    config = load_config(*checkpoint_);
    card->context = choose_context(config, options.context);
    check_device(options.device);
    backend_ = make_cpu_backend(options.threads);
    check_not_stopped(stop);
    text_ = open_text(*checkpoint_, config, stop);

    card->name = path.has_filename() ? path.filename().string() : path.parent_path().filename().string();
    card->path = fs::absolute(path).lexically_normal().string();
    card->hash = provenance_hash(*checkpoint_, stop);
    card->notes = checkpoint_->notes();
    describe_text(text_.get(), *card);

    Weights weights = find_weights(config, *checkpoint_, *backend_, stop);
    describe_weights(weights, *card);
    weights = choose_backend(std::move(weights), options.device, *card, stop);
    checkpoint_->check_unchanged();
    card_ = std::move(card);
    return weights;
}

Weights Engine::choose_backend(Weights weights, const std::string& device, ModelCard& card,
                               const std::stop_token& stop)
{
    DeviceChoice choice = choose_device(device, card);
    if (choice.backend) {
        weights = {};  // the vectors among them lie in the CPU's memory
        backend_ = std::move(choice.backend);
        weights = find_weights(card, *checkpoint_, *backend_, stop);
    }
    describe_backend(*backend_, card);
    card.pci_bus_id = std::move(choice.pci_bus_id);
    if (!choice.why_not.empty()) card.backend_detail += "; " + choice.why_not;
    if (!choice.note.empty()) card.notes.push_back(std::move(choice.note));
    return weights;
}

std::shared_ptr<const Engine> Engine::open(const std::string& model, const LoadOptions& options,
                                           const LoadCallback& progress, std::stop_token stop)
{
    std::shared_ptr<Engine> engine(new Engine);
    Weights weights = engine->open_files(model, options, stop);
    adopt_weights(weights, *engine->backend_, progress, stop);
    engine->checkpoint_->check_unchanged();
    engine->model_ = std::make_unique<Model>(*engine->card_, std::move(weights), *engine->backend_,
                                             engine->card_->context);
    return engine;
}

void Engine::verify(const LoadCallback& progress, const std::stop_token& stop) const
{
    verify_weights(*checkpoint_, progress, stop);
}

std::shared_ptr<const ModelCard> inspect_model(const std::string& model)
{
    const std::shared_ptr<Engine> engine(new Engine);
    engine->open_files(model, {.device = "cpu", .threads = 1}, {});
    return engine->card_;
}

}  // namespace engine
