// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/document_file.h"

#include "engine/error.h"
#include "engine/store/schema.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t smallest_database = 512;  // bytes: one page of the smallest size
constexpr auto patience = std::chrono::seconds(2);
constexpr std::array readable_tables = {"document", "provenance", "message",     "reply",     "token",   "device",
                                        "gpu",      "experiment", "reply_start", "observing", "finding",
                                        "sqlite_master"};
constexpr std::int64_t foreign_heap = 256 << 20;  // bytes; SQLite counts it for the whole process

[[noreturn]] void refuse(const char* code, const char* what, const fs::path& file, std::string found,
                         std::string allowed)
{
    throw Error(
        {code, what, printable(file.string(), 200), std::move(found), std::move(allowed), "It was not opened."});
}

/// Looks from outside: a FIFO would be waited for, a device read without end. The file itself is opened by SQLite
/// alone, because closing any other descriptor of it would cancel the locks this process holds (POSIX).
void require_database_file(const fs::path& file)
{
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (!fs::exists(status)) refuse("FILE-MISSING", "there is no such file", file, error.message(), {});
    if (!fs::is_regular_file(status)) refuse("FILE-KIND", "this is no file", file, {}, "a regular file");
    const std::uintmax_t size = fs::file_size(file, error);
    if (error) refuse("FILE-IO", "the file cannot be looked at", file, error.message(), {});
    if (size < smallest_database)
        refuse("TRACE-KIND", "this is no session document", file, fmt::format("{} bytes", size), "an SQLite file");
}

void require_kind(Database& database)
{
    if (const auto id = database.integer("PRAGMA application_id"); id != document_application_id)
        refuse("TRACE-KIND", "this is no session document", database.file(),
               fmt::format("an SQLite file of application {:08x}", std::uint32_t(id)),
               fmt::format("{:08x}", document_application_id));
    if (const auto version = database.integer("PRAGMA user_version"); version > document_version)
        refuse("TRACE-NEWER", "a newer version of this program made it", database.file(),
               fmt::format("format {}", version), fmt::format("up to {}", document_version));
}

/// All that must hold before anything is read from the tables. Throws TRACE-KIND, -NEWER, -SCHEMA, -ENCODING.
void inspect(Database& database)
{
    require_kind(database);
    require_schema(database);
    if (const std::string encoding = database.text("PRAGMA encoding"); encoding != "UTF-8")
        refuse("TRACE-ENCODING", "its text is not UTF-8", database.file(), encoding, "UTF-8");
}

/// Settings for every document. None of them makes SQLite read the tables, which may be hostile.
void harden(Database& database)
{
    for (const int off : {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_TRUSTED_SCHEMA,
                          SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION})
        database.require(sqlite3_db_config(database.handle(), off, 0, nullptr));
    database.require(sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr));
    database.exec("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0");
}

void prepare_to_write(Database& database)
{
    database.exec("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864");
}

/// Reading of our tables, counting, and nothing else.
int allow_reading(void*, int action, const char* first, const char* second, const char*, const char*)
{
    if (action == SQLITE_SELECT) return SQLITE_OK;
    if (action == SQLITE_FUNCTION) return std::strcmp(second, "count") == 0 ? SQLITE_OK : SQLITE_DENY;
    if (action != SQLITE_READ) return SQLITE_DENY;
    const auto named = [first](const char* table) { return std::strcmp(first, table) == 0; };
    return std::ranges::any_of(readable_tables, named) ? SQLITE_OK : SQLITE_DENY;
}

void limit_resources(Database& database)
{
    constexpr std::pair<int, int> limits[] = {{SQLITE_LIMIT_LENGTH, 64 << 20}, {SQLITE_LIMIT_SQL_LENGTH, 100'000},
                                              {SQLITE_LIMIT_COLUMN, 100},      {SQLITE_LIMIT_EXPR_DEPTH, 20},
                                              {SQLITE_LIMIT_VDBE_OP, 25'000},  {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
                                              {SQLITE_LIMIT_ATTACHED, 0}};
    for (const auto& [limit, value] : limits)
        sqlite3_limit(database.handle(), limit, value);
    sqlite3_hard_heap_limit64(foreign_heap);
    database.limit_time(patience);
}

/// Escaped for a file: URI. https://www.sqlite.org/uri.html
std::string foreign_uri(const fs::path& file)
{
    std::string uri = "file:";
    for (const char c : fs::absolute(file).string()) {
        if (c == '%' || c == '?' || c == '#')
            uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
        else
            uri += c;
    }
    return uri + "?mode=ro&immutable=1";
}

void require_undamaged(Database& database)
{
    const std::string found = database.text("PRAGMA quick_check(1)");
    if (found == "ok") return;
    throw Error({"TRACE-DAMAGED",
                 "the document is damaged",
                 printable(database.file().string(), 200),
                 printable(found, 120),
                 {},
                 "It was left as it is; open a copy of it."});
}

}  // namespace

void remove_document(const fs::path& file)
{
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        fs::remove(file.string() + suffix, ignored);
}

std::unique_ptr<Database> create_document(const fs::path& file)
{
    std::error_code unknown;
    if (fs::exists(file, unknown))
        throw Error({"STORE-IO",
                     "there is a file already",
                     printable(file.string(), 200),
                     {},
                     "a new name",
                     "It was not touched."});
    try {
        auto database = std::make_unique<Database>(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, file);
        harden(*database);
        prepare_to_write(*database);
        make_schema(*database);  // before WAL, so that the file itself is a document from the first moment
        database->exec("PRAGMA journal_mode = WAL");
        return database;
    } catch (...) {
        remove_document(file);
        throw;
    }
}

std::unique_ptr<Database> open_own_document(const fs::path& file)
{
    require_database_file(file);
    std::error_code none;
    const auto log_size = fs::file_size(file.string() + "-wal", none);
    const bool unclean = !none && log_size > 0;
    auto database = std::make_unique<Database>(file.string(), SQLITE_OPEN_READWRITE, file);
    harden(*database);
    database->limit_time(patience);
    inspect(*database);
    database->lift_limit();
    prepare_to_write(*database);
    if (unclean) require_undamaged(*database);
    database->exec("PRAGMA journal_mode = WAL");
    return database;
}

std::unique_ptr<Database> open_foreign_document(const fs::path& file)
{
    require_database_file(file);
    auto database = std::make_unique<Database>(foreign_uri(file), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, file);
    harden(*database);
    limit_resources(*database);
    inspect(*database);
    database->require(sqlite3_set_authorizer(database->handle(), allow_reading, nullptr));
    return database;
}

}  // namespace engine
