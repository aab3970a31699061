// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/database.h"

#include "engine/error.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <cmath>

namespace engine {
namespace {

constexpr int busy_patience_ms = 5000;
constexpr int operations_between_looks = 1000;  // of SQLite's machine, between two looks at the clock

/// SQLite tells ENOSPC from other failures of a write, but not a quota or a file size limit (and its
/// sqlite3_system_errno() does not know them after a COMMIT); errno still holds what the write said.
bool is_full(sqlite3* database, int primary, int system_error)
{
    if (primary == SQLITE_FULL) return true;
    const bool write_failed = database && sqlite3_extended_errcode(database) == SQLITE_IOERR_WRITE;
    return write_failed && (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG);
}

ErrorParts explain(sqlite3* database, int result)
{
    const int system_error = errno;  // before anything else changes it
    const std::string said = database ? sqlite3_errmsg(database) : sqlite3_errstr(result);
    const int primary = result & 0xFF;
    if (is_full(database, primary, system_error))
        return {"STORE-FULL", "there is no space left to save", {}, said, {}, "Free some space; nothing is lost."};
    switch (primary) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {"STORE-LOCKED", "another program is writing this document", {}, said, {}, "Close the other program."};
    case SQLITE_AUTH:
        return {"TRACE-SCHEMA", "the document wants to do more than hold data", {}, said, {}, "It was not opened."};
    case SQLITE_NOTADB:
        return {"TRACE-KIND", "this is no session document", {}, said, "an SQLite file", "It was not opened."};
    case SQLITE_CORRUPT:
        // A schema that SQLite can read but not parse is one that this program did not write.
        if (said.starts_with("malformed database schema"))
            return {"TRACE-SCHEMA",      "the tables cannot be understood", {}, printable(said, 120), {},
                    "It was not opened."};
        return {"TRACE-DAMAGED", "the document is damaged", {}, said, {}, "It was left as it is; open a copy of it."};
    case SQLITE_INTERRUPT:
        return {"TRACE-RANGE", "reading takes too long", {}, "no end", "2 s", "The rest was not read."};
    case SQLITE_TOOBIG: return {"TRACE-RANGE", "a value is too long", {}, said, "64 MiB", "It was not read."};
    default:
        return {"STORE-IO", "the document cannot be read or written", {}, said, {}, "Look at the folder and its disk."};
    }
}

}  // namespace

Database::Database(const std::string& name, int flags, std::filesystem::path shown) : file_(std::move(shown))
{
    const int result = sqlite3_open_v2(name.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    if (result == SQLITE_OK) {
        sqlite3_busy_timeout(handle_, busy_patience_ms);
        return;
    }
    ErrorParts parts = explain(handle_, result);
    parts.where = printable(file_.string(), 200);
    sqlite3_close(handle_);
    throw Error(std::move(parts));
}

Database::~Database()
{
    sqlite3_close(handle_);
}

void Database::require(int result) const
{
    if (result == SQLITE_OK) return;
    ErrorParts parts = explain(handle_, result);
    parts.where = printable(file_.string(), 200);
    throw Error(std::move(parts));
}

void Database::exec(const std::string& sql)
{
    require(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t Database::integer(const std::string& sql)
{
    Statement statement(*this, sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::string Database::text(const std::string& sql)
{
    Statement statement(*this, sql);
    return statement.step() ? statement.text(0) : std::string();
}

void Database::limit_time(std::chrono::milliseconds limit)
{
    limit_ = limit;
    restart_clock();
    sqlite3_progress_handler(handle_, operations_between_looks, &Database::out_of_time, this);
}

void Database::lift_limit()
{
    sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
}

int Database::out_of_time(void* self)
{
    const auto* database = static_cast<const Database*>(self);
    return std::chrono::steady_clock::now() - database->started_ > database->limit_;
}

Statement::Statement(Database& database, std::string_view sql) : database_(database)
{
    database_.require(sqlite3_prepare_v2(database_.handle(), sql.data(), int(sql.size()), &handle_, nullptr));
}

Statement::~Statement()
{
    sqlite3_finalize(handle_);
}

bool Statement::step()
{
    const int result = sqlite3_step(handle_);
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    try {
        database_.require(result);
    } catch (...) {
        sqlite3_reset(handle_);  // only now: it replaces the message that the error tells
        throw;
    }
    return false;
}

void Statement::reset()
{
    sqlite3_reset(handle_);  // repeats the result of the last step, which step() has thrown
    sqlite3_clear_bindings(handle_);
}

bool Statement::is_null(int column) const
{
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(handle_, column);
}

double Statement::real(int column) const
{
    const double value = sqlite3_column_double(handle_, column);
    return std::isfinite(value) ? value : 0;
}

std::string Statement::text(int column) const
{
    const unsigned char* data = sqlite3_column_text(handle_, column);  // before the size, which it may change
    const std::size_t size = data ? std::size_t(sqlite3_column_bytes(handle_, column)) : 0;
    return valid_utf8({reinterpret_cast<const char*>(data), size});
}

std::string Statement::bytes(int column) const
{
    const auto view = blob(column);
    return {reinterpret_cast<const char*>(view.data()), view.size()};
}

std::span<const std::byte> Statement::blob(int column) const
{
    const void* data = sqlite3_column_blob(handle_, column);  // before the size, which it may change
    return {static_cast<const std::byte*>(data), data ? std::size_t(sqlite3_column_bytes(handle_, column)) : 0};
}

void Statement::put(int index, std::int64_t value)
{
    database_.require(sqlite3_bind_int64(handle_, index, value));
}

void Statement::put(int index, double value)
{
    database_.require(sqlite3_bind_double(handle_, index, std::isfinite(value) ? value : 0));
}

void Statement::put(int index, std::string_view text)
{
    const char* data = text.empty() ? "" : text.data();  // a null pointer would be NULL, not an empty text
    database_.require(sqlite3_bind_text64(handle_, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::put(int index, std::span<const std::byte> blob)
{
    const void* data = blob.empty() ? static_cast<const void*>("") : blob.data();
    database_.require(sqlite3_bind_blob64(handle_, index, data, blob.size(), SQLITE_STATIC));
}

Transaction::Transaction(Database& database) : database_(database)
{
    database_.exec("BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    if (sqlite3_get_autocommit(database_.handle()) == 0)
        sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit()
{
    database_.exec("COMMIT");
}

}  // namespace engine
