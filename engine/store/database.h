// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace engine {

/// One SQLite connection, used by one thread at a time. Every failure is thrown as an Error: STORE-FULL, STORE-IO,
/// STORE-LOCKED, or TRACE-DAMAGED, TRACE-SCHEMA, TRACE-RANGE where the file's content is to blame.
class Database {
public:
    /// `name`: a path, or a file: URI. `shown`: how errors call it. `flags`: SQLITE_OPEN_*.
    Database(const std::string& name, int flags, std::filesystem::path shown);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    void exec(const std::string& sql);
    std::int64_t integer(const std::string& sql);  ///< first column of the first row
    std::string text(const std::string& sql);

    /// From now on whatever runs longer than `limit` after the last restart_clock() ends with TRACE-RANGE.
    void limit_time(std::chrono::milliseconds limit);
    void lift_limit();
    void restart_clock() { started_ = std::chrono::steady_clock::now(); }

    sqlite3* handle() const { return handle_; }
    const std::filesystem::path& file() const { return file_; }
    void require(int result) const;  ///< throws unless SQLITE_OK

private:
    static int out_of_time(void* self);

    sqlite3* handle_ = nullptr;
    std::filesystem::path file_;
    std::chrono::steady_clock::time_point started_;
    std::chrono::milliseconds limit_{};
};

/// One prepared statement. Bound text and blobs must live until the statement has run.
class Statement {
public:
    Statement(Database& database, std::string_view sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Binds ?1, ?2, ... in order and starts over.
    template <class... Values>
    Statement& bind(const Values&... values)
    {
        reset();
        int index = 0;
        (put(++index, values), ...);
        return *this;
    }
    /// bind() and run to the end, for statements without rows.
    template <class... Values>
    void run(const Values&... values)
    {
        bind(values...);
        while (step()) {
        }
        reset();
    }

    bool step();   ///< false: no further row
    void reset();  ///< ends the read transaction that a half-read statement keeps open

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;       ///< 0 when it is no finite number
    std::string text(int column) const;  ///< what is not UTF-8 is replaced by U+FFFD
    std::string bytes(int column) const;
    std::span<const std::byte> blob(int column) const;  ///< valid until the next step

private:
    void put(int index, std::int64_t value);
    void put(int index, double value);
    void put(int index, std::string_view text);
    void put(int index, std::span<const std::byte> blob);
    template <class Number>
    requires std::integral<Number> || std::floating_point<Number>
    void put(int index, Number value)
    {
        if constexpr (std::floating_point<Number>)
            put(index, double(value));
        else
            put(index, std::int64_t(value));
    }
    template <class Element>
    void put(int index, const std::vector<Element>& array)
    {
        put(index, std::as_bytes(std::span(array)));
    }
    void put(int index, const std::string& text) { put(index, std::string_view(text)); }
    void put(int index, const char* text) { put(index, std::string_view(text)); }
    template <class Value>
    void put(int index, const std::optional<Value>& value)
    {
        if (value) put(index, *value);  // otherwise NULL: bind() has cleared the parameters
    }

    Database& database_;
    sqlite3_stmt* handle_ = nullptr;
};

/// BEGIN IMMEDIATE; rolled back unless committed.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& database_;
};

}  // namespace engine
