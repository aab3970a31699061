// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// Session documents as a stranger might send them.
#include "engine/error.h"
#include "engine/store/schema.h"
#include "tests/engine/store/sample_document.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>
#include <sys/stat.h>

#include <cmath>
#include <ctime>
#include <map>
#include <random>

using namespace engine;

namespace {

constexpr int page_size = 4096;
constexpr double patience_s = 2.5;  // of processor time, so that a busy machine fails nothing

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// Runs SQL on a document with every protection off, as an attacker's own tool would.
void tamper(const QString& path, const std::string& sql)
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
void tamperWithTypes(const QString& path, const std::string& sql)
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

int queryNumber(const QString& path, const char* sql)
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

/// An interior table page (SQLite file format, section 1.6) whose children are all page `child`.
QByteArray interiorPage(int cells, char child)
{
    constexpr int header = 12, cell_size = 5;
    const int content = page_size - cell_size * cells;
    QByteArray page(page_size, '\0');
    page[0] = 5;
    page[4] = char(cells);
    page[5] = char(content >> 8);
    page[6] = char(content & 0xFF);
    page[11] = child;  // the rightmost
    for (int i = 0; i < cells; ++i) {
        const int at = content + cell_size * i;
        page[header + 2 * i] = char(at >> 8);
        page[header + 2 * i + 1] = char(at & 0xFF);
        page[at + 3] = child;
        page[at + 4] = char(i + 1);  // its largest row id
    }
    return page;
}

/// Looks at everything in a document; the code of the first error, empty when it can be shown.
std::string lookThrough(const QString& path)
try {
    const Store store = Store::open_foreign(path.toStdString());
    const Document document = store.read();
    for (const StoredMessage& message : document.messages)
        if (message.message.role == Role::Assistant) store.replay(message.id, [](Event&) {});
    store.device();
    store.token_count();
    return "";
} catch (const Error& error) {
    return error.code();
}

std::uint64_t droppedOf(const QString& path, ReplyId reply)
{
    std::uint64_t dropped = 0;
    Store::open_foreign(path.toStdString()).replay(reply, [&](Event& event) {
        if (const auto* end = std::get_if<ReplyFinished>(&event)) dropped = end->dropped_events;
    });
    return dropped;
}

}  // namespace

class TestDocumentFile : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QString good_;  ///< a clean document with a question, an answer and six tokens
    int files_ = 0;

    QString newFile() { return folder_.filePath(QString("%1 #%.expertscope").arg(++files_)); }
    QString copy();
    QString tampered(const std::string& sql);
    void check(const QString& path, const char* code);

private slots:
    void initTestCase();
    void opensAGoodFile();
    void namesWhatIsNoDocument_data();
    void namesWhatIsNoDocument();
    void refusesNewerVersions();
    void noticesMissingPages_data();
    void noticesMissingPages();
    void survivesFlippedBytes();
    void noticesLoops_data();
    void noticesLoops();
    void refusesOtherTables_data();
    void refusesOtherTables();
    void ignoresFilesBesideIt();
    void showsWrongTypes();
    void refusesOtherEncodings();
    void refusesBrokenLinks_data();
    void refusesBrokenLinks();
    void clampsImpossibleNumbers();
    void refusesImpossibleModels_data();
    void refusesImpossibleModels();
    void skipsTokensNoModelMade();
    void refusesOverridesNoModelHad_data();
    void refusesOverridesNoModelHad();
    void formatsDoNotMix_data();
    void formatsDoNotMix();
    void passesGapsOn();
    void refusesWhatIsNoFile();
    void keepsBadJsonToItsRow_data();
    void keepsBadJsonToItsRow();
    void limitsValues();
    void neverWrites();
};

QString TestDocumentFile::copy()
{
    const QString path = newFile();
    QFile::copy(good_, path);
    return path;
}

QString TestDocumentFile::tampered(const std::string& sql)
{
    const QString path = copy();
    tamper(path, sql);
    return path;
}

void TestDocumentFile::check(const QString& path, const char* code)
{
    const std::clock_t begin = std::clock();
    QCOMPARE(QString::fromStdString(lookThrough(path)), QString(code));
    const double seconds = double(std::clock() - begin) / CLOCKS_PER_SEC;
    QVERIFY2(seconds <= patience_s, qPrintable(QString("%1 s").arg(seconds)));
}

void TestDocumentFile::initTestCase()
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

void TestDocumentFile::opensAGoodFile()
{
    check(good_, "");
    check(tampered("UPDATE document SET value = 'x' WHERE key = 'title'"), "");  // tampering itself is not the fault
}

void TestDocumentFile::namesWhatIsNoDocument_data()  // D01
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray good = contents(good_);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("99 bytes") << good.left(99);
    QTest::newRow("wrong magic") << QByteArray("SQLite format 4") + good.mid(15);
    QTest::newRow("text") << QByteArray(5000, 'a');
    QByteArray other = good;
    other.replace(68, 4, "\0\0\0\x07", 4);
    QTest::newRow("another program's") << other;
}

void TestDocumentFile::namesWhatIsNoDocument()
{
    QFETCH(QByteArray, bytes);
    const QString path = newFile();
    write(path, bytes);
    check(path, "TRACE-KIND");
    QVERIFY_EXCEPTION_THROWN(Store::open(path.toStdString()), Error);
    QCOMPARE(contents(path), bytes);
}

void TestDocumentFile::refusesNewerVersions()  // D02
{
    check(tampered("PRAGMA user_version = 3"), "TRACE-NEWER");
}

void TestDocumentFile::noticesMissingPages_data()  // D03
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray good = contents(good_);
    QTest::newRow("half") << good.left(good.size() / 2);
    QTest::newRow("last page missing") << good.left(good.size() - page_size);
    QByteArray blank = good;
    for (int page = 2; page <= 6; ++page)
        blank.replace((page - 1) * page_size, page_size, QByteArray(page_size, '\xFF'));
    QTest::newRow("0xFF in pages 2 to 6") << blank;
}

void TestDocumentFile::noticesMissingPages()
{
    QFETCH(QByteArray, bytes);
    const QString path = newFile();
    write(path, bytes);
    check(path, "TRACE-DAMAGED");
}

void TestDocumentFile::survivesFlippedBytes()  // D04
{
    const QByteArray good = contents(good_);
    std::mt19937 random(20240501);
    std::map<std::string, int> seen;
    const QString path = newFile();
    for (int i = 0; i < 600; ++i) {
        QByteArray bytes = good;
        // Every third one hits the header and the schema, where most is decided.
        const auto at = qsizetype(random() % std::uint32_t(i % 3 == 0 ? page_size : good.size()));
        bytes[at] = char(bytes[at] ^ char(1 + random() % 255));
        write(path, bytes);
        const std::clock_t begin = std::clock();
        const std::string code = lookThrough(path);
        ++seen[code];
        QVERIFY2(code.empty() || code.starts_with("TRACE-"),
                 qPrintable(QString("byte %1: %2").arg(at).arg(code.c_str())));
        QVERIFY2(double(std::clock() - begin) / CLOCKS_PER_SEC <= patience_s, qPrintable(QString("byte %1").arg(at)));
    }
    for (const auto& [code, count] : seen)
        qInfo("%4d %s", count, code.empty() ? "shown" : code.c_str());
    QVERIFY(seen.contains("TRACE-DAMAGED"));
}

void TestDocumentFile::noticesLoops_data()  // D05
{
    QTest::addColumn<int>("cells");
    QTest::newRow("one child") << 1;
    QTest::newRow("a hundred children") << 100;
}

void TestDocumentFile::noticesLoops()
{
    QFETCH(int, cells);
    const int root = queryNumber(good_, "SELECT rootpage FROM sqlite_schema WHERE name = 'message'");
    QByteArray bytes = contents(good_);
    bytes.replace((root - 1) * page_size, page_size, interiorPage(cells, char(root)));
    const QString path = newFile();
    write(path, bytes);
    check(path, "TRACE-DAMAGED");
}

void TestDocumentFile::refusesOtherTables_data()  // D06 to D10
{
    QTest::addColumn<QString>("sql");
    const auto row = [](const char* name, const std::string& sql) {
        QTest::newRow(name) << QString::fromStdString(sql);
    };
    row("an endless view",
        "DROP TABLE message; CREATE VIEW message AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1"
        " FROM n) SELECT id, 0 parent, 'user' role, '' content, '' thinking, 0 created_ms, 1 complete FROM n");
    row("a trigger", "CREATE TRIGGER t AFTER INSERT ON message BEGIN DELETE FROM message; END");
    row("a generated column", "DROP TABLE gpu; CREATE TABLE gpu (device, g AS (zeroblob(900000000)))");
    row("an added generated column", "ALTER TABLE message ADD COLUMN g AS (zeroblob(900000000))");
    row("a check", "DROP TABLE gpu; CREATE TABLE gpu (device CHECK (length(hex(device)) > 0))");
    row("an index over an expression", "CREATE INDEX i ON message (length(content))");
    row("a partial index", "CREATE INDEX i ON message (role) WHERE role = 'user'");
    row("fts5", "CREATE VIRTUAL TABLE search USING fts5 (text)");
    row("rtree", "CREATE VIRTUAL TABLE area USING rtree (id, a, b)");
    row("an unknown module",
        "INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 0, 'CREATE VIRTUAL TABLE x USING nothing()')");
    row("a table less", "DROP TABLE gpu");
    row("a column more", "ALTER TABLE message ADD COLUMN more TEXT");
    row("a table of another name", "ALTER TABLE gpu RENAME TO gpus");
    row("100,000 tables",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
        " INSERT INTO sqlite_schema SELECT 'table', 't' || i, 't' || i, 2, 'CREATE TABLE t' || i || '(a)' FROM n");
    std::string columns = "c0";
    for (int i = 1; i < 1999; ++i)
        columns += ", c" + std::to_string(i);
    row("1,999 columns", "CREATE TABLE wide (" + columns + ")");
    row("10 MB of SQL",
        "INSERT INTO sqlite_schema VALUES ('table', 'long', 'long', 2, 'CREATE TABLE long (a /*' ||"
        " replace(hex(zeroblob(5000000)), '0', 'x') || '*/)')");
}

void TestDocumentFile::refusesOtherTables()
{
    QFETCH(QString, sql);
    const QString path = tampered(sql.toStdString());
    check(path, "TRACE-SCHEMA");
    try {
        Store::open(path.toStdString());
        QFAIL("opened to be written");
    } catch (const Error& error) {
        QCOMPARE(error.code(), std::string("TRACE-SCHEMA"));
    }
}

void TestDocumentFile::ignoresFilesBesideIt()  // D11, D12
{
    const QString path = copy();
    const QByteArray before = contents(path);
    const QString secret = folder_.filePath("secret");
    write(secret, QByteArray(40000, 's'));
    write(path + "-wal", QByteArray::fromHex("377f0682002de218") + QByteArray(60000, '\x01'));
    write(path + "-journal", QByteArray::fromHex("d9d505f920a163d7") + QByteArray(60000, '\x01'));
    QVERIFY(QFile::link(secret, path + "-shm"));
    check(path, "");
    QCOMPARE(contents(path), before);
    QCOMPARE(contents(secret), QByteArray(40000, 's'));
    QCOMPARE(contents(path + "-wal").size(), 60008);
}

void TestDocumentFile::showsWrongTypes()  // D13
{
    const QString path = copy();
    tamperWithTypes(path,
                    "UPDATE message SET content = x'61FF0062C3', created_ms = 'never' WHERE id = 1;"
                    "UPDATE message SET thinking = x'80', role = 7 WHERE id = 2;"
                    "UPDATE document SET value = x'FFFE' WHERE key = 'title';"
                    "UPDATE token SET piece = 5, text = x'FF' WHERE position = 3;"
                    "UPDATE token SET id = 'x', experts = 'abc' WHERE position = 4");
    check(path, "");
    const Document document = Store::open_foreign(path.toStdString()).read();
    QCOMPARE(document.title, std::string("\xEF\xBF\xBD\xEF\xBF\xBD"));
    QCOMPARE(document.messages[0].message.content, std::string("a\xEF\xBF\xBD\0b\xEF\xBF\xBD", 9));
    QCOMPARE(document.messages[0].created_ms, std::int64_t(0));
    QCOMPARE(document.messages[1].message.thinking, std::string("\xEF\xBF\xBD"));
    QCOMPARE(document.messages[1].message.role, Role::User);
    QCOMPARE(droppedOf(path, 2), std::uint64_t(0));  // no longer an answer

    const QString tokens = copy();
    tamperWithTypes(tokens,
                    "UPDATE token SET piece = 5, text = x'FF' WHERE position = 3;"
                    "UPDATE token SET id = 'x', experts = 'abc' WHERE position = 4");
    check(tokens, "");
    QCOMPARE(droppedOf(tokens, 2), std::uint64_t(1));
}

void TestDocumentFile::refusesOtherEncodings()  // D14
{
    const QString path = newFile();
    {
        Database database(path.toStdString(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, path.toStdString());
        database.exec("PRAGMA encoding = 'UTF-16le'");
        make_schema(database);
    }
    check(path, "TRACE-ENCODING");
}

void TestDocumentFile::refusesBrokenLinks_data()  // D15
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("code");
    const QString more = "INSERT INTO message SELECT %1, %2, 'user', 'x', '', 0, 1 FROM %3";
    const QString endless =
        "(WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < %1) SELECT i FROM n)";
    QTest::newRow("its own parent") << "UPDATE message SET parent = 2 WHERE id = 2"
                                    << "TRACE-LINKS";
    QTest::newRow("a circle") << "UPDATE message SET parent = 2 WHERE id = 1"
                              << "TRACE-LINKS";
    QTest::newRow("a missing parent") << "UPDATE message SET parent = 77 WHERE id = 2"
                                      << "TRACE-LINKS";
    QTest::newRow("a negative id") << more.arg("-5").arg("0").arg("(SELECT 1)") << "TRACE-LINKS";
    QTest::newRow("two roots") << more.arg("3").arg("0").arg("(SELECT 1)") << "";
    QTest::newRow("a thread of 50,000") << more.arg("i").arg("i - 1").arg(endless.arg(50000)) << "";
    QTest::newRow("a thread of a million") << more.arg("i").arg("i - 1").arg(endless.arg(1000000)) << "TRACE-RANGE";
}

void TestDocumentFile::refusesBrokenLinks()
{
    QFETCH(QString, sql);
    QFETCH(QString, code);
    check(tampered(sql.toStdString()), qPrintable(code));
}

void TestDocumentFile::clampsImpossibleNumbers()  // D16
{
    const QString path = tampered(
        "UPDATE message SET created_ms = -1 WHERE id = 1;"
        "UPDATE message SET created_ms = 9223372036854775807, complete = -3 WHERE id = 2;"
        "UPDATE reply SET tokens = 9223372036854775807, prompt_tokens = -9, first_token_ms = 9e999,"
        " tokens_per_second = -9e999, dropped_events = -1, stop_reason = 'boredom';"
        "UPDATE token SET time_us = -5, attention_ms = 9e999 WHERE position = 4;"
        "UPDATE device SET time_us = -9223372036854775808, memory_used = -1, cpu_percent = 9e999;"
        "UPDATE gpu SET power_mw = 9223372036854775807, temperature_c = -40");
    check(path, "");
    const Store store = Store::open_foreign(path.toStdString());
    const Document document = store.read();
    QCOMPARE(document.messages[0].created_ms, std::int64_t(0));
    QCOMPARE(document.messages[1].created_ms, std::int64_t(253'402'300'799'999));
    const ReplyFinished& finished = document.messages[1].finished;
    QCOMPARE(finished.tokens, std::numeric_limits<std::int32_t>::max());
    QVERIFY(finished.first_token_ms == 0 && finished.tokens_per_second == 0 && finished.dropped_events == 0);
    QCOMPARE(finished.reason, StopReason::Failed);
    QCOMPARE(document.messages[1].started.prompt_tokens, 0);
    const DeviceSample device = store.device().at(0);
    QVERIFY(device.time_us == 0 && device.memory_used == 0u && device.cpu_percent == 0.0f);
    QVERIFY(device.gpus[0].power_mw == std::numeric_limits<unsigned>::max() && device.gpus[0].temperature_c == 0u);
    store.replay(2, [](Event& event) {
        const auto* token = std::get_if<TokenEvent>(&event);
        if (token && token->position == 4) QVERIFY(token->time_us == 0 && token->times.attention == 0);
    });
}

void TestDocumentFile::refusesImpossibleModels_data()  // D17
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("a billion experts") << "n_routed_experts"
                                       << "1000000000";
    QTest::newRow("too many for an int") << "n_routed_experts"
                                         << "9223372036854775807";
    QTest::newRow("negative layers") << "num_hidden_layers"
                                     << "-1";
    QTest::newRow("more chosen than there are") << "num_experts_per_tok"
                                                << "33";
    QTest::newRow("a layer outside") << "moe_layers"
                                     << "json('[1,2,8]')";
    QTest::newRow("a layer twice") << "moe_layers"
                                   << "json('[1,1]')";
    QTest::newRow("half a bias") << "e_score_correction_bias"
                                 << "json('[0.5]')";
    QTest::newRow("text for a number") << "context"
                                       << "'many'";
}

void TestDocumentFile::refusesImpossibleModels()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    const QString sql = "UPDATE provenance SET card = json_set(card, '$.%1', %2)";
    check(tampered(sql.arg(key, value).toStdString()), "TRACE-RANGE");
}

void TestDocumentFile::skipsTokensNoModelMade()  // D17
{
    const QString path = tampered(
        "UPDATE token SET experts = CAST(replace(hex(zeroblob(28)), '00', 'ff') AS BLOB) WHERE position = 0;"
        "UPDATE token SET experts = CAST(x'2000' || substr(experts, 3) AS BLOB) WHERE position = 1;"
        "UPDATE token SET scores = substr(scores, 1, 8) WHERE position = 2;"
        "UPDATE token SET position = 4294967296 WHERE position = 5;"
        "UPDATE token SET candidates = x'0000000000000000000000000000ffff' WHERE position = 4");
    check(path, "");
    QCOMPARE(droppedOf(path, 2), std::uint64_t(5));
    QCOMPARE(droppedOf(good_, 2), std::uint64_t(0));
}

void TestDocumentFile::refusesOverridesNoModelHad_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const char* json, const char* code) {
        QTest::newRow(name) << QString(json) << QString(code);
    };
    const auto expert = [&](const char* name, const char* change) {
        const std::string json = R"({"top_k":2,"bias":true,"groups":true,"experts":[)" + std::string(change) + "]}";
        row(name, json.c_str(), "TRACE-RANGE");
    };
    row("as it should be", R"({"top_k":2,"bias":true,"groups":true,"experts":[]})", "");
    row("no JSON", "top-k 2", "TRACE-DAMAGED");
    row("a list", "[]", "TRACE-RANGE");
    row("no top-k", R"({"bias":true,"groups":true,"experts":[]})", "TRACE-RANGE");
    row("a negative top-k", R"({"top_k":-2,"bias":true,"groups":true,"experts":[]})", "TRACE-RANGE");
    row("a billion", R"({"top_k":1000000000,"bias":true,"groups":true,"experts":[]})", "TRACE-RANGE");
    row("a number for a flag", R"({"top_k":2,"bias":1,"groups":true,"experts":[]})", "TRACE-RANGE");
    row("an object of changes", R"({"top_k":2,"bias":true,"groups":true,"experts":{"a":{"layer":1,"expert":1,)"
                                R"("kind":"muted"}}})", "TRACE-RANGE");
    expert("an expert that is none", "7");
    expert("a layer that wraps round", R"({"layer":65535,"expert":0,"kind":"muted"})");
    expert("an expert that wraps round", R"({"layer":1,"expert":65536,"kind":"muted"})");
    expert("an unknown kind", R"({"layer":1,"expert":1,"kind":"loved"})");
    expert("a boost without end", R"({"layer":1,"expert":1,"kind":"boosted","boost":1e39})");
}

/// A reply whose experiment cannot be read is not shown as if it had been made without one.
void TestDocumentFile::refusesOverridesNoModelHad()
{
    QFETCH(QString, json);
    QFETCH(QString, code);
    const QString path = tampered(
        "CREATE TABLE experiment (\n  message INTEGER PRIMARY KEY,\n  router TEXT NOT NULL\n) STRICT;"
        "PRAGMA user_version = 2; INSERT INTO experiment VALUES (2, '" + json.toStdString() + "')");
    check(path, qPrintable(code));
    if (!code.isEmpty()) return;
    QCOMPARE(droppedOf(path, 2), std::uint64_t(6));  // they went to four experts, not two
    tamper(path, "UPDATE experiment SET router = json_set(router, '$.top_k', 33);"
                 "UPDATE token SET experts = zeroblob(7 * 33 * 2), weights = zeroblob(7 * 33 * 4)");
    QCOMPARE(droppedOf(path, 2), std::uint64_t(6));  // to more than there are
    tamper(path, "UPDATE experiment SET router = json_set(router, '$.top_k', 32);"
                 "UPDATE token SET experts = zeroblob(7 * 32 * 2), weights = zeroblob(7 * 32 * 4)");
    QCOMPARE(droppedOf(path, 2), std::uint64_t(0));
}

void TestDocumentFile::formatsDoNotMix_data()
{
    QTest::addColumn<QString>("sql");
    const QString table = "CREATE TABLE experiment (\n  message INTEGER PRIMARY KEY,\n  router TEXT NOT NULL\n) STRICT";
    QTest::newRow("experiments in format 1") << table;
    QTest::newRow("none in format 2") << "PRAGMA user_version = 2";
    QTest::newRow("other ones") << QString(table).replace("TEXT", "BLOB") + "; PRAGMA user_version = 2";
    QTest::newRow("something besides") << table + "; PRAGMA user_version = 2; CREATE TABLE more (a)";
}

void TestDocumentFile::formatsDoNotMix()
{
    QFETCH(QString, sql);
    check(tampered(sql.toStdString()), "TRACE-SCHEMA");
}

void TestDocumentFile::passesGapsOn()  // D18
{
    const QString path = tampered(
        "UPDATE token SET scores = CAST(x'0000c07f' || x'0000807f' || substr(scores, 9) AS BLOB) WHERE position = 3");
    check(path, "");
    QCOMPARE(droppedOf(path, 2), std::uint64_t(0));
    Store::open_foreign(path.toStdString()).replay(2, [](Event& event) {
        const auto* token = std::get_if<TokenEvent>(&event);
        if (token && token->position == 3)
            QVERIFY(std::isnan(token->routing.scores[0]) && std::isinf(token->routing.scores[1]));
    });
}

void TestDocumentFile::refusesWhatIsNoFile()  // D19
{
    const QString fifo = folder_.filePath("fifo");
    QCOMPARE(mkfifo(fifo.toUtf8().constData(), 0600), 0);
    check(fifo, "FILE-KIND");
    check("/dev/zero", "FILE-KIND");
    check(folder_.path(), "FILE-KIND");
    check(folder_.filePath("nothing"), "FILE-MISSING");
}

void TestDocumentFile::keepsBadJsonToItsRow_data()  // D20
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("code");
    QTest::newRow("10,000 deep") << QByteArray(10000, '[') + QByteArray(10000, ']') << "JSON-DEPTH";
    QTest::newRow("a key twice") << QByteArray(R"({"name": "a", "name": "b"})") << "JSON-DUP";
    QTest::newRow("no JSON") << QByteArray("{") << "JSON-SYNTAX";
}

void TestDocumentFile::keepsBadJsonToItsRow()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, code);
    const QString path = tampered("INSERT INTO provenance SELECT 2, program_version, capture, '" + json.toStdString() +
                                  "' FROM provenance");
    check(path, "");
    const Document document = Store::open_foreign(path.toStdString()).read();
    QCOMPARE(document.provenance.size(), std::size_t(2));
    QCOMPARE(document.provenance[0].card.name, std::string("sample"));
    QVERIFY(QString::fromStdString(document.provenance[1].card.name).contains(code));
    QCOMPARE(document.messages.size(), std::size_t(2));
}

void TestDocumentFile::limitsValues()  // D09, D13
{
    check(
        tampered("UPDATE message SET content = CAST(replace(hex(zeroblob(40000000)), '0', 'x') AS TEXT) WHERE id = 1"),
        "TRACE-RANGE");
}

void TestDocumentFile::neverWrites()
{
    const QString path = copy();
    const QByteArray before = contents(path);
    Store store = Store::open_foreign(path.toStdString());
    QVERIFY_EXCEPTION_THROWN(store.set_title("mine"), Error);
    QVERIFY_EXCEPTION_THROWN(store.put_message(sample::question(9, 0, "mine")), Error);
    QVERIFY_EXCEPTION_THROWN(store.append_tokens(sample::tokens(9, 1, {})), Error);
    QCOMPARE(contents(path), before);
    QVERIFY(!QFile::exists(path + "-wal") && !QFile::exists(path + "-shm") && !QFile::exists(path + "-journal"));
}

QTEST_GUILESS_MAIN(TestDocumentFile)
#include "tst_document_file.moc"
