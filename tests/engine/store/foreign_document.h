// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/error.h"
#include "engine/store/schema.h"
#include "tests/engine/store/sample_document.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <ctime>

/// Session documents as a stranger might send them: a good one, and how to harm copies of it.
namespace foreign {

using namespace engine;

// Of processor time, so that a busy machine fails nothing; what a sanitizer watches takes several times as long.
#ifdef __SANITIZE_ADDRESS__
constexpr double patience_s = 15;
#else
constexpr double patience_s = 2.5;
#endif

inline QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// Runs SQL on a document with every protection off, as an attacker's own tool would.
inline void tamper(const QString& path, const std::string& sql)
{
    sqlite3_hard_heap_limit64(0);  // the reader's limit holds for the whole process
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(path.toUtf8().constData(), &database), SQLITE_OK);
    const std::string all =
        "PRAGMA writable_schema = ON; PRAGMA ignore_check_constraints = ON; BEGIN;" + sql + "; COMMIT";
    char* said = nullptr;
    const int result = sqlite3_exec(database, all.c_str(), nullptr, nullptr, &said);
    QVERIFY2(result == SQLITE_OK, said ? said : "");
    sqlite3_close(database);
}

/// As tamper(), with values of the wrong type: a STRICT table keeps them from a writer, not from a file.
inline void tamperWithTypes(const QString& path, const std::string& sql)
{
    tamper(path,
           "CREATE TABLE kept AS SELECT name, sql FROM sqlite_schema;"
           "UPDATE sqlite_schema SET sql = replace(replace(sql, ' STRICT,', ''), ' STRICT', '')");
    tamper(path, sql);
    tamper(path,
           "UPDATE sqlite_master AS entry SET sql = (SELECT sql FROM kept WHERE name = entry.name)"
           " WHERE name <> 'kept'");
    tamper(path, "DROP TABLE kept");
}

inline int queryNumber(const QString& path, const char* sql)
{
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    sqlite3_open(path.toUtf8().constData(), &database);
    sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
    const int number = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return number;
}

/// Looks at everything in a document; the code of the first error, empty when it can be shown.
inline std::string lookThrough(const QString& path)
try {
    const Store store = Store::open_foreign(path.toStdString());
    const Document document = store.read();
    for (const StoredMessage& message : document.messages)
        if (message.message.role == Role::Assistant) store.replay(message.id, [](Event&) {});
    store.findings(document);
    store.device();
    store.token_count();
    return "";
} catch (const Error& error) {
    return error.code();
}

inline std::uint64_t droppedOf(const QString& path, ReplyId reply)
{
    std::uint64_t dropped = 0;
    Store::open_foreign(path.toStdString()).replay(reply, [&](Event& event) {
        if (const auto* end = std::get_if<ReplyFinished>(&event)) dropped = end->dropped_events;
    });
    return dropped;
}

class Documents {
public:
    Documents()
    {
        good_ = newFile();
        const QString written = newFile();
        Store store = Store::create(written.toStdString());
        sample::fill(store);
        DeviceSample device;
        device.gpus.emplace_back();
        store.append_device({device, device});
        store.export_to(good_.toStdString());
    }

    const QString& goodFile() const { return good_; }  ///< a question, an answer and six tokens
    QString newFile() { return folder_.filePath(QString("%1 #%.expertscope").arg(++files_)); }
    QString copy()
    {
        const QString path = newFile();
        QFile::copy(good_, path);
        return path;
    }
    QString tampered(const std::string& sql)
    {
        const QString path = copy();
        tamper(path, sql);
        return path;
    }
    /// Looks through it, within the time that is promised. Empty: it can be shown.
    static void check(const QString& path, const char* code)
    {
        const std::clock_t begin = std::clock();
        QCOMPARE(QString::fromStdString(lookThrough(path)), QString(code));
        const double seconds = double(std::clock() - begin) / CLOCKS_PER_SEC;
        QVERIFY2(seconds <= patience_s, qPrintable(QString("%1 s").arg(seconds)));
    }

protected:
    QTemporaryDir folder_;
    QString good_;
    int files_ = 0;
};

}  // namespace foreign
