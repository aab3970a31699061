// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// Files and tables that are no session document, or one in disguise.
#include "foreign_document.h"

#include <sys/stat.h>

#include <map>
#include <random>

using namespace engine;
using namespace foreign;

namespace {

constexpr int page_size = 4096;

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

}  // namespace

class TestDocumentFile : public QObject, private Documents {
    Q_OBJECT

private slots:
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
    void refusesOtherEncodings();
    void formatsDoNotMix_data();
    void formatsDoNotMix();
    void refusesWhatIsNoFile();
    void limitsValues();
    void neverWrites();
};

void TestDocumentFile::opensAGoodFile()
{
    check(goodFile(), "");
    check(tampered("UPDATE document SET value = 'x' WHERE key = 'title'"), "");  // tampering itself is not the fault
}

void TestDocumentFile::namesWhatIsNoDocument_data()  // D01
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray good = contents(goodFile());
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
    check(tampered("PRAGMA user_version = 4"), "TRACE-NEWER");
}

void TestDocumentFile::noticesMissingPages_data()  // D03
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray good = contents(goodFile());
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
    const QByteArray good = contents(goodFile());
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
    const int root = queryNumber(goodFile(), "SELECT rootpage FROM sqlite_schema WHERE name = 'message'");
    QByteArray bytes = contents(goodFile());
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

void TestDocumentFile::formatsDoNotMix_data()
{
    QTest::addColumn<QString>("sql");
    const QString table = "CREATE TABLE experiment (\n  message INTEGER PRIMARY KEY,\n  router TEXT NOT NULL\n) STRICT";
    QTest::newRow("experiments in format 1") << table;
    QTest::newRow("none in format 2") << "PRAGMA user_version = 2";
    QTest::newRow("no findings in format 3") << table + "; PRAGMA user_version = 3";
    QTest::newRow("other ones") << QString(table).replace("TEXT", "BLOB") + "; PRAGMA user_version = 2";
    QTest::newRow("something besides") << table + "; PRAGMA user_version = 2; CREATE TABLE more (a)";
}

void TestDocumentFile::formatsDoNotMix()
{
    QFETCH(QString, sql);
    check(tampered(sql.toStdString()), "TRACE-SCHEMA");
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
