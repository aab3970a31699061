// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/schema.h"

#include "engine/error.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace engine {
namespace {

constexpr const char* create_tables = R"sql(
CREATE TABLE document (
  key TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE provenance (
  id INTEGER PRIMARY KEY,
  program_version TEXT NOT NULL,
  capture TEXT NOT NULL,
  card TEXT NOT NULL
) STRICT;
CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,
  role TEXT NOT NULL,
  content TEXT NOT NULL,
  thinking TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  complete INTEGER NOT NULL
) STRICT;
CREATE TABLE reply (
  message INTEGER PRIMARY KEY,
  base INTEGER NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  reused_tokens INTEGER NOT NULL,
  starts_thinking INTEGER NOT NULL,
  temperature REAL NOT NULL,
  top_k INTEGER NOT NULL,
  top_p REAL NOT NULL,
  min_p REAL NOT NULL,
  repetition_penalty REAL NOT NULL,
  seed INTEGER NOT NULL,
  max_tokens INTEGER NOT NULL,
  stop_reason TEXT NOT NULL,
  tokens INTEGER NOT NULL,
  first_token_ms REAL NOT NULL,
  tokens_per_second REAL NOT NULL,
  prefill_tokens_per_second REAL NOT NULL,
  dropped_events INTEGER NOT NULL
) STRICT;
CREATE TABLE token (
  row INTEGER PRIMARY KEY,
  reply INTEGER NOT NULL,
  position INTEGER NOT NULL,
  id INTEGER NOT NULL,
  phase TEXT NOT NULL,
  special INTEGER NOT NULL,
  piece BLOB NOT NULL,
  text TEXT NOT NULL,
  time_us INTEGER NOT NULL,
  attention_ms REAL NOT NULL,
  router_ms REAL NOT NULL,
  experts_ms REAL NOT NULL,
  head_ms REAL NOT NULL,
  sampling_ms REAL NOT NULL,
  experts BLOB NOT NULL,
  weights BLOB NOT NULL,
  scores BLOB NOT NULL,
  latent_norm BLOB NOT NULL,
  candidates BLOB NOT NULL,
  UNIQUE (reply, position)
) STRICT;
CREATE TABLE device (
  id INTEGER PRIMARY KEY,
  time_us INTEGER NOT NULL,
  cpu_percent REAL,
  process_cpu_percent REAL,
  memory_used INTEGER,
  memory_total INTEGER,
  process_memory INTEGER
) STRICT;
CREATE TABLE gpu (
  device INTEGER NOT NULL,
  gpu INTEGER NOT NULL,
  name TEXT NOT NULL,
  utilization INTEGER,
  memory_utilization INTEGER,
  memory_used INTEGER,
  memory_total INTEGER,
  process_memory INTEGER,
  power_mw INTEGER,
  power_limit_mw INTEGER,
  temperature_c INTEGER,
  sm_clock_mhz INTEGER,
  memory_clock_mhz INTEGER,
  pcie_tx_kbps INTEGER,
  pcie_rx_kbps INTEGER,
  PRIMARY KEY (device, gpu)
) STRICT, WITHOUT ROWID;
)sql";

// What a reply was made under; none for a reply of the model as it is.
constexpr const char* create_experiments = R"sql(
CREATE TABLE experiment (
  message INTEGER PRIMARY KEY,
  router TEXT NOT NULL
) STRICT;
)sql";

// How many tokens a reply was given to begin with, none for a reply without; what observing a reply cost, nothing where
// that is not known; what was computed about replies later.
constexpr const char* create_findings = R"sql(
CREATE TABLE reply_start (
  message INTEGER PRIMARY KEY,
  tokens INTEGER NOT NULL
) STRICT;
CREATE TABLE observing (
  message INTEGER PRIMARY KEY,
  ms REAL NOT NULL
) STRICT;
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  model TEXT NOT NULL,
  reply INTEGER NOT NULL,
  position INTEGER NOT NULL,
  layer INTEGER NOT NULL,
  router TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (kind, model, reply, position, layer, router)
) STRICT;
)sql";

constexpr std::array added_by_format = {"", create_experiments, create_findings};  // [format - 1]
static_assert(added_by_format.size() == document_version);

struct Entry {
    std::string type, name, table, sql;
    bool operator==(const Entry&) const = default;
};

/// At most `limit` entries, so that a file with a hundred thousand tables costs no more than ours.
std::vector<Entry> entries(Database& database, std::size_t limit)
{
    std::vector<Entry> found;
    Statement all(database, "SELECT type, name, tbl_name, sql FROM sqlite_schema");
    while (found.size() < limit && all.step())
        found.push_back({all.text(0), all.text(1), all.text(2), all.text(3)});
    return found;
}

std::int64_t format_of(Database& database)
{
    return database.integer("PRAGMA user_version");
}

std::vector<Entry> entries_we_make(std::int64_t format)
{
    Database empty(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, ":memory:");
    make_schema(empty);
    require_format(empty, format);
    return entries(empty, 100);
}

}  // namespace

void make_schema(Database& database)
{
    Transaction transaction(database);
    database.exec(create_tables);
    database.exec(fmt::format("PRAGMA application_id = {}", document_application_id));
    database.exec("PRAGMA user_version = 1");
    transaction.commit();
}

void require_format(Database& database, std::int64_t format)
{
    for (std::int64_t next = format_of(database) + 1; next <= format; ++next) {
        database.exec(added_by_format.at(std::size_t(next - 1)));
        database.exec(fmt::format("PRAGMA user_version = {}", next));
    }
}

bool has_table(Database& database, std::string_view name)
{
    return Statement(database, "SELECT 1 FROM sqlite_schema WHERE name = ?1").bind(name).step();
}

void require_schema(Database& database)
{
    static const std::array made = {entries_we_make(1), entries_we_make(2), entries_we_make(3)};
    static_assert(made.size() == document_version);
    const std::int64_t format = std::clamp<std::int64_t>(format_of(database), 1, document_version);
    const std::vector<Entry>& expected = made[std::size_t(format - 1)];
    const auto refuse = [&](std::string found, std::string allowed) {
        throw Error({"TRACE-SCHEMA", "the tables are not those of a session document",
                     printable(database.file().string(), 200), std::move(found), std::move(allowed),
                     "It was not opened."});
    };
    std::vector<Entry> found;
    try {
        found = entries(database, expected.size() + 1);
    } catch (const Error& error) {
        if (error.code() != "TRACE-RANGE") throw;
        refuse("more of them than can be read in time", std::to_string(expected.size()));
    }
    std::size_t same = 0;
    while (same < expected.size() && same < found.size() && found[same] == expected[same])
        ++same;
    if (same == expected.size() && same == found.size()) return;
    refuse(same < found.size() ? printable(found[same].type + " " + found[same].name) : "a table less",
           same < expected.size() ? expected[same].type + " " + expected[same].name : "nothing further");
}

}  // namespace engine
