// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model_card.h"
#include "engine/text.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

namespace engine {

class Backend;
class Checkpoint;
class Model;
struct Weights;

struct LoadOptions {
    std::string device = "auto";  ///< "auto" (a GPU that the model fits, or the CPU) | "cpu" | "cuda" | "cuda:N"
    int threads = 0;              ///< 0: all cores
    int context = 0;              ///< positions of a session's latent cache; 0: the model's own, at most 4096
};

/// A loaded model with the backend that computes it. Const once opened; any number of sessions may use it,
/// one at a time computing. Weights stay memory-mapped for the Engine's life; opening reads none of the large ones.
class Engine {
public:
    /// `model`: a directory in Hugging Face layout, a GGUF file, or the name of a bundled model ("workshop",
    /// "workshop-rl").
    /// Throws Error (MODEL-*, CFG-*, ST-*, GGUF-*, TOK-*, DEVICE-*, CANCELLED); nothing is left behind on failure.
    static std::shared_ptr<const Engine> open(const std::string& model, const LoadOptions& options = {},
                                              const LoadCallback& progress = {}, std::stop_token stop = {});
    ~Engine();

    /// Reads every weight in the files, which opening does not. Throws WEIGHT-NONFINITE with the place of the first
    /// that is no finite number, MODEL-FILE-CHANGED, CANCELLED.
    void verify(const LoadCallback& progress = {}, const std::stop_token& stop = {}) const;

    const ModelCard& card() const { return *card_; }
    std::shared_ptr<const ModelCard> shared_card() const { return card_; }
    const Text* text() const { return text_.get(); }  ///< null when the directory has no tokenizer

private:
    friend class Session;
    friend std::shared_ptr<const ModelCard> inspect_model(const std::string& model);
    Engine();
    /// Everything but the model, which is made of the weights returned: as they lie in the files.
    Weights open_files(const std::string& model, const LoadOptions& options, const std::stop_token& stop);
    /// Puts a GPU in the CPU's place, if one is wanted and the model fits it.
    Weights choose_backend(Weights weights, const std::string& device, ModelCard& card, const std::stop_token& stop);

    std::unique_ptr<Backend> backend_;
    std::unique_ptr<const Checkpoint> checkpoint_;  // the mapped files, which the model's weights point into
    std::unique_ptr<const Model> model_;
    std::shared_ptr<const Text> text_;
    std::shared_ptr<const ModelCard> card_;
};

/// The language side of `model` alone: of a directory, a GGUF file (which need hold no weights) or a bare
/// tokenizer.json. Throws MODEL-MISSING, MODEL-NO-TOKENIZER, TOK-*, VOCAB-*, GGUF-*, JSON-*, FILE-*.
std::shared_ptr<const Text> open_text(const std::string& model);

/// Where `model` lies: itself when it is a path, or the bundled model of that name beside the program, in the
/// installed share folder or in $EXPERTSCOPE_MODELS. Throws MODEL-MISSING with the places looked at.
std::filesystem::path find_model(const std::string& model);

}  // namespace engine
