// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/input.h"

#include "app/cli/output.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <map>
#include <sstream>

namespace app {

using engine::Error;
using engine::printable;

CLI::Option* add_model(CLI::App& command, ModelOptions& options)
{
    constexpr int max_threads = 1024, max_context = 1 << 24;
    auto* model = command.add_option("MODEL", options.model,
                                     "A Hugging Face directory, a GGUF file, or the name of a bundled model");
    model->required();
    const CLI::Validator is_numbered(
        [](const std::string& device) {
            const bool fits = device.starts_with("cuda:") && device.size() > 5 &&
                              device.find_first_not_of("0123456789", 5) == std::string::npos;
            return fits ? std::string() : "not cuda:N";
        },
        "cuda:N");
    command.add_option("--device", options.load.device, "Where to compute; auto: on a GPU if the model fits it")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}) | is_numbered)
        ->capture_default_str();
    command.add_option("--threads", options.load.threads, "Threads to compute with; 0: all cores")
        ->check(CLI::Range(0, max_threads));
    command.add_option("--ctx", options.load.context, "Positions of the latent cache; 0: as many as the model has")
        ->check(CLI::Range(0, max_context));
    return model;
}

std::shared_ptr<const engine::Engine> open_engine(const ModelOptions& options)
{
    return engine::Engine::open(options.model, options.load);
}

std::string read_file(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        throw Error({"FILE-MISSING", "the file cannot be opened", printable(file.string(), 200), "", "",
                     "Check the path and that it may be read."});
    }
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    if (stream.bad() || std::filesystem::is_directory(file)) {
        throw Error({"FILE-IO", "the file cannot be read", printable(file.string(), 200), "", "",
                     "Check that it is a file and that the disk is healthy."});
    }
    return std::move(bytes).str();
}

std::vector<engine::TokenId> parse_ids(std::string_view text)
{
    if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
    std::vector<engine::TokenId> ids;
    const char* const end = text.data() + text.size();
    for (const char* at = text.data(); at != end;) {
        if (*at == ',' || *at == ' ' || *at == '\n') {
            ++at;
            continue;
        }
        engine::TokenId id = 0;
        const auto [next, error] = std::from_chars(at, end, id);
        if (error != std::errc() || id < 0) {
            throw CLI::ValidationError("IDS", fmt::format("'{}' is not a token id", printable({at, end}, 20)));
        }
        ids.push_back(id);
        at = next;
    }
    return ids;
}

namespace {

engine::Message message_of(const Json& entry, const std::string& where)
{
    static const std::map<std::string, engine::Role> roles = {{"system", engine::Role::System},
                                                              {"user", engine::Role::User},
                                                              {"assistant", engine::Role::Assistant}};
    if (!entry.is_object() || !entry.contains("role") || !entry.contains("content") || !entry["role"].is_string() ||
        !entry["content"].is_string()) {
        throw Error({"CHAT-MESSAGE", "not a message", where, printable(dump(entry)),
                     R"({"role": "...", "content": "..."} with two strings)", "Correct the message."});
    }
    const auto role = roles.find(entry["role"].get<std::string>());
    if (role == roles.end()) {
        throw Error({"CHAT-ROLE", "unknown role", where, printable(entry["role"].get<std::string>()),
                     "system, user or assistant", "Correct the message."});
    }
    return {role->second, entry["content"].get<std::string>(), {}};
}

}  // namespace

std::vector<engine::Message> read_chat(const std::filesystem::path& file)
{
    const auto name = printable(file.string(), 200);
    const auto chat = Json::parse(read_file(file), nullptr, false);
    if (!chat.is_array()) {
        throw Error({"CHAT-SYNTAX", "not a chat", name, chat.is_discarded() ? "invalid JSON" : chat.type_name(),
                     "a JSON array of messages", "Correct the file."});
    }
    std::vector<engine::Message> messages;
    for (std::size_t i = 0; i < chat.size(); ++i) {
        messages.push_back(message_of(chat[i], fmt::format("{}, message {}", name, i + 1)));
    }
    return messages;
}

std::string text_of_line(std::string_view line, const std::string& where)
{
    const auto value = Json::parse(line, nullptr, false);
    if (!value.is_object() || !value.contains("text") || !value["text"].is_string()) {
        throw Error({"JSONL-LINE", "no text in the line", where, printable(line), R"({"text": "..."})",
                     "Correct the line."});
    }
    return value["text"].get<std::string>();
}

}  // namespace app
