// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/store.h"
#include "engine/store/document_file.h"
#include "engine/store/search_index.h"
#include "engine/store/snippet.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <set>

namespace engine {

namespace fs = std::filesystem;

namespace {

constexpr const char* extension = ".expertscope";

/// Changes whenever the document does; also while its last changes are still in the log beside it.
std::string stamp_of(const fs::path& file)
{
    std::string stamp;
    for (const char* suffix : {"", "-wal"}) {
        std::error_code missing;
        const auto size = fs::file_size(file.string() + suffix, missing);
        const auto time = fs::last_write_time(file.string() + suffix, missing);
        if (!missing) stamp += fmt::format("{}@{} ", size, time.time_since_epoch().count());
    }
    return stamp;
}

SearchIndex::Entry entry_of(const fs::path& file, const Document& document)
{
    SearchIndex::Entry entry{file.filename().string(), stamp_of(file), document.title, {}, 0,
                             holds_experiment(document)};
    for (const StoredMessage& message : document.messages) {
        entry.body += message.message.content + "\n";
        entry.updated_ms = std::max(entry.updated_ms, message.created_ms);
    }
    return entry;
}

/// Throws when the file is no document, or cannot be read now.
SearchIndex::Entry read_entry(const fs::path& file)
try {
    return entry_of(file, Store::open(file).read());
} catch (const Error& error) {
    if (!error.code().starts_with("TRACE-") || error.code() == "TRACE-KIND") throw;
    Document unreadable;  // listed under its file's name, so that it is not lost from sight
    unreadable.title = valid_utf8(file.filename().string());
    return entry_of(file, unreadable);
}

std::set<std::string> documents_in(const fs::path& folder)
{
    std::set<std::string> names;
    std::error_code unreadable;
    for (const auto& found : fs::directory_iterator(folder, unreadable))
        if (found.path().extension() == extension && found.is_regular_file(unreadable))
            names.insert(found.path().filename().string());
    return names;
}

void make_private_folder(const fs::path& folder)
try {
    if (fs::create_directories(folder)) fs::permissions(folder, fs::perms::owner_all);
} catch (const fs::filesystem_error& error) {
    throw Error({"STORE-IO",
                 "the folder of conversations cannot be made",
                 printable(folder.string(), 200),
                 error.code().message(),
                 {},
                 "Look at the folder above it."});
}

}  // namespace

struct Library::State {
    fs::path folder;
    std::optional<SearchIndex> index;

    fs::path index_file() const { return folder / "index.sqlite"; }

    void open_anew()
    {
        index.reset();
        remove_document(index_file());
        index.emplace(index_file());
    }

    void refresh()
    {
        const std::set<std::string> names = documents_in(folder);
        const auto stamps = index->stamps();
        for (const auto& [name, stamp] : stamps)
            if (!names.contains(name)) index->forget(name);
        for (const std::string& name : names) {
            const auto known = stamps.find(name);
            if (known == stamps.end() || known->second != stamp_of(folder / name)) refresh(folder / name);
        }
    }

    void refresh(const fs::path& file)
    {
        SearchIndex::Entry entry;
        try {
            entry = read_entry(file);
        } catch (const Error&) {
            return;  // the next refresh looks again
        }
        index->put(entry);
    }

    /// Does `work`; when the index turns out damaged, makes it anew from the documents and does it again.
    template <class Work>
    auto repaired(const Work& work)
    {
        try {
            return work();
        } catch (const Error& error) {
            if (!error.code().starts_with("TRACE-")) throw;
        }
        open_anew();
        refresh();
        return work();
    }
};

bool holds_experiment(const Document& document)
{
    return std::ranges::any_of(document.messages,
                               [](const StoredMessage& message) { return message.started.router != RouterOverride(); });
}

Library::Library(fs::path folder) : state_(std::make_unique<State>())
{
    make_private_folder(folder);
    state_->folder = std::move(folder);
    state_->repaired([this] {
        if (!state_->index) state_->index.emplace(state_->index_file());
    });
}

Library::~Library() = default;

fs::path Library::new_file()
{
    static std::atomic<std::int64_t> last{0};
    using namespace std::chrono;
    std::int64_t now = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    for (std::int64_t before = last; !last.compare_exchange_weak(before, now = std::max(now, before + 1));) {
    }
    return state_->folder / fmt::format("{:%Y%m%d-%H%M%S}-{:06}{}", fmt::gmtime(std::time_t(now / 1'000'000)),
                                        now % 1'000'000, extension);
}

void Library::index(const fs::path& file, const Document& document)
{
    if (file.parent_path() != state_->folder || stamp_of(file).empty()) return;
    state_->repaired([&] { state_->index->put(entry_of(file, document)); });
}

void Library::remove(const fs::path& file)
{
    check(file.parent_path() == state_->folder, "only documents of the library are removed");
    remove_document(file);
    state_->repaired([&] { state_->index->forget(file.filename().string()); });
}

std::vector<LibraryEntry> Library::list(int limit) const
{
    const auto entries = state_->repaired([&] { return state_->index->newest(limit); });
    std::vector<LibraryEntry> found;
    for (const auto& entry : entries)
        found.push_back({state_->folder / entry.name, entry.title, entry.updated_ms, {}, entry.changed});
    return found;
}

std::vector<LibraryEntry> Library::search(const std::string& text, int limit) const
{
    const std::vector<std::string> words = search_words(text);
    const auto entries = state_->repaired([&] { return state_->index->search(words, limit); });
    std::vector<LibraryEntry> found;
    for (const auto& entry : entries)
        found.push_back(
            {state_->folder / entry.name, entry.title, entry.updated_ms, snippet(entry.body, words), entry.changed});
    return found;
}

void Library::refresh()
{
    state_->repaired([this] { state_->refresh(); });
}

fs::path default_library_folder()
{
    const char* data = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    const fs::path base = data && *data == '/' ? fs::path(data) : fs::path(home ? home : ".") / ".local" / "share";
    return base / "expertscope" / "sessions";
}

}  // namespace engine
