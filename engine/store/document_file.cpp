// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/document_file.h"

#include "engine/error.h"
#include "engine/io/mapped_file.h"
#include "engine/store/schema.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t header_size = 100;  // https://www.sqlite.org/fileformat.html, section 1.3
constexpr std::size_t encoding_at = 56, version_at = 60, application_at = 68;
constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr auto patience = std::chrono::seconds(2);
constexpr std::array readable_tables = {"document", "provenance", "message", "reply",
                                        "token",    "device",     "gpu",     "sqlite_master"};
constexpr std::int64_t foreign_heap = 256 << 20;  // bytes; SQLite counts it for the whole process

std::uint32_t big_endian(std::span<const std::byte> bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = (value << 8) | std::uint32_t(bytes[at + i]);
    return value;
}

/// Looks at the header without SQLite. Throws FILE-*, TRACE-KIND, TRACE-NEWER, TRACE-ENCODING.
void require_kind(const fs::path& file)
{
    const MappedFile mapped(file);
    const auto header = mapped.bytes().first(std::min(header_size, mapped.bytes().size()));
    const auto refuse = [&](const char* code, const char* what, std::string found, std::string allowed) {
        throw Error(
            {code, what, printable(file.string(), 200), std::move(found), std::move(allowed), "It was not opened."});
    };
    const char* kind = "this is no session document";
    if (header.size() < header_size)
        refuse("TRACE-KIND", kind, fmt::format("{} bytes", header.size()), "100 bytes or more");
    if (std::memcmp(header.data(), magic.data(), magic.size()) != 0)
        refuse("TRACE-KIND", kind, printable({reinterpret_cast<const char*>(header.data()), 16}), "an SQLite file");
    if (const auto id = big_endian(header, application_at); id != document_application_id)
        refuse("TRACE-KIND", kind, fmt::format("an SQLite file of application {:08x}", id),
               fmt::format("{:08x}", document_application_id));
    if (const auto version = big_endian(header, version_at); version > document_version)
        refuse("TRACE-NEWER", "a newer version of this program made it", fmt::format("format {}", version),
               fmt::format("up to {}", document_version));
    if (const auto encoding = big_endian(header, encoding_at); encoding != SQLITE_UTF8)
        refuse("TRACE-ENCODING", "its text is not UTF-8", fmt::format("encoding {}", encoding), "1");
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

void limit_to_reading(Database& database)
{
    constexpr std::pair<int, int> limits[] = {{SQLITE_LIMIT_LENGTH, 64 << 20}, {SQLITE_LIMIT_SQL_LENGTH, 100'000},
                                              {SQLITE_LIMIT_COLUMN, 100},      {SQLITE_LIMIT_EXPR_DEPTH, 20},
                                              {SQLITE_LIMIT_VDBE_OP, 25'000},  {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
                                              {SQLITE_LIMIT_ATTACHED, 0}};
    for (const auto& [limit, value] : limits)
        sqlite3_limit(database.handle(), limit, value);
    sqlite3_hard_heap_limit64(foreign_heap);
    database.limit_time(patience);
    database.require(sqlite3_set_authorizer(database.handle(), allow_reading, nullptr));
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
    require_kind(file);
    std::error_code none;
    const auto log_size = fs::file_size(file.string() + "-wal", none);
    const bool unclean = !none && log_size > 0;
    auto database = std::make_unique<Database>(file.string(), SQLITE_OPEN_READWRITE, file);
    harden(*database);
    database->limit_time(patience);
    require_schema(*database);
    database->lift_limit();
    prepare_to_write(*database);
    if (unclean) require_undamaged(*database);
    database->exec("PRAGMA journal_mode = WAL");
    return database;
}

std::unique_ptr<Database> open_foreign_document(const fs::path& file)
{
    require_kind(file);
    auto database = std::make_unique<Database>(foreign_uri(file), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, file);
    harden(*database);
    limit_to_reading(*database);
    require_schema(*database);
    return database;
}

}  // namespace engine
