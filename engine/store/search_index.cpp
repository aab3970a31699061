// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/search_index.h"

#include "engine/error.h"
#include "engine/store/snippet.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

namespace engine {
namespace {

constexpr std::int64_t index_version = 2;
constexpr std::size_t trigram = 3;  // characters

constexpr const char* create_tables = R"sql(
CREATE TABLE entry (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  stamp TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  changed INTEGER NOT NULL
);
CREATE VIRTUAL TABLE content USING fts5 (title, body, tokenize = 'trigram');
)sql";

std::string phrase(const std::string& word)
{
    std::string quoted(1, '"');
    for (const char c : word)
        quoted.append(c == '"' ? 2 : 1, c);
    return quoted + "\" ";
}

}  // namespace

SearchIndex::SearchIndex(const std::filesystem::path& file)
    : database_(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, file)
{
    database_.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    Transaction transaction(database_);
    const std::int64_t version = database_.integer("PRAGMA user_version");
    if (version == index_version) return;
    if (version != 0)
        throw Error({"TRACE-NEWER",
                     "the index is of another version",
                     printable(file.string(), 200),
                     std::to_string(version),
                     std::to_string(index_version),
                     {}});
    database_.exec(create_tables);
    database_.exec(fmt::format("PRAGMA user_version = {}", index_version));
    transaction.commit();
}

void SearchIndex::put(const Entry& entry)
{
    Transaction transaction(database_);
    forget(entry.name);
    Statement(database_, "INSERT INTO entry (name, stamp, updated_ms, changed) VALUES (?, ?, ?, ?)")
        .run(entry.name, entry.stamp, entry.updated_ms, std::int64_t(entry.changed));
    Statement(database_, "INSERT INTO content (rowid, title, body) SELECT id, ?2, ?3 FROM entry WHERE name = ?1")
        .run(entry.name, entry.title, entry.body);
    transaction.commit();
}

void SearchIndex::forget(const std::string& name)
{
    Statement(database_, "DELETE FROM content WHERE rowid = (SELECT id FROM entry WHERE name = ?)").run(name);
    Statement(database_, "DELETE FROM entry WHERE name = ?").run(name);
}

std::map<std::string, std::string> SearchIndex::stamps()
{
    std::map<std::string, std::string> stamps;
    Statement rows(database_, "SELECT name, stamp FROM entry");
    while (rows.step())
        stamps[rows.bytes(0)] = rows.bytes(1);
    return stamps;
}

std::vector<SearchIndex::Entry> SearchIndex::newest(int limit)
{
    std::vector<Entry> found;
    Statement rows(database_,
                   "SELECT name, title, updated_ms, changed FROM entry JOIN content ON content.rowid = entry.id"
                   " ORDER BY updated_ms DESC, name DESC LIMIT ?");
    rows.bind(limit);
    while (rows.step())
        found.push_back({rows.bytes(0), {}, rows.text(1), {}, rows.integer(2), rows.integer(3) != 0});
    return found;
}

std::vector<SearchIndex::Entry> SearchIndex::search(const std::vector<std::string>& words, int limit)
{
    std::string phrases;
    std::vector<std::string> short_words;
    for (const std::string& word : words) {
        if (count_characters(word) >= trigram)
            phrases += phrase(word);
        else
            short_words.push_back(word);
    }
    std::string sql =
        "SELECT name, title, body, updated_ms, changed FROM content JOIN entry ON entry.id = content.rowid";
    if (!phrases.empty()) sql += " WHERE content MATCH ?1";
    Statement rows(database_, sql + " ORDER BY updated_ms DESC, name DESC");
    if (!phrases.empty()) rows.bind(phrases);

    std::vector<Entry> found;
    while (int(found.size()) < limit && rows.step()) {
        Entry entry{rows.bytes(0), {}, rows.text(1), rows.text(2), rows.integer(3), rows.integer(4) != 0};
        const auto stands = [&](const std::string& word) {
            return contains(entry.title, word) || contains(entry.body, word);
        };
        if (std::ranges::all_of(short_words, stands)) found.push_back(std::move(entry));
    }
    return found;
}

}  // namespace engine
