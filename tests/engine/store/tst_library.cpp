// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "tests/engine/store/sample_document.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace engine;
namespace fs = std::filesystem;

class TestLibrary : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> temporary_;
    fs::path folder_;

    /// A document of one message, as the recorder leaves it.
    fs::path add(Library& library, const std::string& title, const std::string& text, ReplyId id = 1);
    void damage(const fs::path& file, qint64 at);

private slots:
    void init();
    void givesEveryDocumentItsFile();
    void listsNewestFirst();
    void findsWords_data();
    void findsWords();
    void showsWhereItMatched();
    void replacesAnEntry();
    void saysWhichHoldChangedReplies();
    void removesADocument();
    void keepsToItsFolder();
    void isRebuiltWhenLost();
    void isRebuiltWhenDamaged();
    void noticesChangesByOthers();
    void listsADamagedDocument();
    void takesManyAtOnce();
};

fs::path TestLibrary::add(Library& library, const std::string& title, const std::string& text, ReplyId id)
{
    const fs::path file = library.new_file();
    Store store = Store::create(file);
    store.set_title(title);
    store.put_message(sample::question(id, 0, text));
    library.index(file, store.read());
    return file;
}

void TestLibrary::damage(const fs::path& path, qint64 at)
{
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at));
    QVERIFY(file.write(QByteArray(int(file.size() - at), '\xA5')) > 0);
}

void TestLibrary::init()
{
    temporary_ = std::make_unique<QTemporaryDir>();
    folder_ = fs::path(temporary_->path().toStdString()) / "data" / "sessions";
}

void TestLibrary::givesEveryDocumentItsFile()
{
    Library library(folder_), other(folder_);
    std::set<fs::path> files;
    for (int i = 0; i < 1000; ++i)
        files.insert(i % 2 ? library.new_file() : other.new_file());
    QCOMPARE(files.size(), std::size_t(1000));
    for (const fs::path& file : files)
        QVERIFY(file.parent_path() == folder_ && !fs::exists(file));
    QCOMPARE(fs::status(folder_).permissions(), fs::perms::owner_all);
}

void TestLibrary::listsNewestFirst()
{
    Library library(folder_);
    add(library, "old", "x", 1);
    add(library, "new", "x", 3);
    add(library, "middle", "x", 2);
    const auto all = library.list();
    QCOMPARE(all.size(), std::size_t(3));
    QCOMPARE(all[0].title, std::string("new"));
    QCOMPARE(all[0].updated_ms, std::int64_t(1'700'000'000'003));
    QCOMPARE(all[2].title, std::string("old"));
    QCOMPARE(library.list(2).size(), std::size_t(2));
}

void TestLibrary::findsWords_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QStringList>("titles");
    QTest::newRow("English") << "router" << QStringList{"English"};
    QTest::newRow("in either case") << "ROUTER" << QStringList{"English"};
    QTest::newRow("part of a word") << "pert" << QStringList{"English"};
    QTest::newRow("two words, any order") << "expert router" << QStringList{"English"};
    QTest::newRow("one of them missing") << "expert zebra" << QStringList{};
    QTest::newRow("Japanese") << QString::fromUtf8("専門家") << QStringList{"Japanese"};
    QTest::newRow("two characters") << QString::fromUtf8("猫は") << QStringList{"Japanese"};
    QTest::newRow("one character") << QString::fromUtf8("猫") << QStringList{"Japanese"};
    QTest::newRow("an ideographic space") << QString::fromUtf8("専門家　猫") << QStringList{"Japanese"};
    QTest::newRow("short and long") << "is router" << QStringList{"English"};
    QTest::newRow("two letters") << "so" << QStringList{"odd"};
    QTest::newRow("in the title") << "japan" << QStringList{"Japanese"};
    QTest::newRow("a quote") << "\"say" << QStringList{"odd"};
    QTest::newRow("signs of a pattern") << "100%_" << QStringList{"odd"};
    QTest::newRow("words of a query language") << "AND OR NOT" << QStringList{};
    QTest::newRow("brackets") << "((*" << QStringList{};
}

void TestLibrary::findsWords()
{
    QFETCH(QString, words);
    QFETCH(QStringList, titles);
    Library library(folder_);
    add(library, "odd", "They \"say so\": 100%_ a share", 1);
    add(library, "Japanese", "一番の専門家はだれ？\n猫は寝ている。", 2);
    add(library, "English", "The router chooses an expert; this is a fact.", 3);
    QStringList found;
    for (const LibraryEntry& entry : library.search(words.toStdString()))
        found << QString::fromStdString(entry.title);
    found.sort();
    QStringList expected = titles;
    expected.sort();
    QCOMPARE(found, expected);
}

void TestLibrary::showsWhereItMatched()
{
    Library library(folder_);
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += "前の文。";
    add(library, "long", text + "\n<b>Needle</b> here\n" + text);
    const std::string snippet = library.search("needle").at(0).snippet;
    QVERIFY(snippet.find("<b>Needle</b> here") != std::string::npos);
    QVERIFY(snippet.find('\n') == std::string::npos);
    QCOMPARE(valid_utf8(snippet), snippet);
    QVERIFY(snippet.size() < 250);
}

void TestLibrary::replacesAnEntry()
{
    Library library(folder_);
    const fs::path file = add(library, "first", "alpha");
    Store store = Store::open(file);
    store.put_message(sample::question(1, 0, "omega"));
    library.index(file, store.read());
    QVERIFY(library.search("alpha").empty());
    QCOMPARE(library.search("omega").size(), std::size_t(1));
    QCOMPARE(library.list().size(), std::size_t(1));
}

void TestLibrary::removesADocument()
{
    Library library(folder_);
    const fs::path file = add(library, "gone", "forget me");
    library.remove(file);
    QVERIFY(!fs::exists(file));
    QVERIFY(library.list().empty() && library.search("forget").empty());
}

void TestLibrary::keepsToItsFolder()
{
    Library library(folder_);
    const fs::path outside = folder_.parent_path() / "precious.expertscope";
    Store::create(outside).set_title("precious");
    QVERIFY_EXCEPTION_THROWN(library.remove(outside), Error);
    QVERIFY_EXCEPTION_THROWN(library.remove(folder_ / ".." / "precious.expertscope"), Error);
    QVERIFY(fs::exists(outside));
    library.index(outside, Document());
    QVERIFY(library.list().empty());
}

void TestLibrary::isRebuiltWhenLost()
{
    {
        Library library(folder_);
        add(library, "kept", "the axolotl");
    }
    for (const char* name : {"index.sqlite", "index.sqlite-wal", "index.sqlite-shm"})
        fs::remove(folder_ / name);
    Library library(folder_);
    library.refresh();
    QCOMPARE(library.search("axolotl").size(), std::size_t(1));
}

void TestLibrary::isRebuiltWhenDamaged()
{
    for (const qint64 at : {qint64(0), qint64(4096), qint64(20000)}) {
        {
            Library library(folder_);
            if (at == 0) add(library, "kept", "the axolotl");
        }
        damage(folder_ / "index.sqlite", at);
        Library library(folder_);
        library.refresh();
        QCOMPARE(library.search("axolotl").size(), std::size_t(1));
        QCOMPARE(library.list().size(), std::size_t(1));
    }
}

void TestLibrary::noticesChangesByOthers()
{
    Library library(folder_);
    const fs::path kept = add(library, "kept", "alpha"), gone = add(library, "gone", "beta");
    fs::remove(gone);
    {
        Store store = Store::open(kept);
        store.put_message(sample::question(2, 1, "gamma"));
        library.refresh();  // also while the change is still in the log
        QCOMPARE(library.search("gamma").size(), std::size_t(1));
    }
    Store::create(library.new_file()).set_title("new");
    library.refresh();
    QCOMPARE(library.list().size(), std::size_t(2));
    QVERIFY(library.search("beta").empty());
}

void TestLibrary::listsADamagedDocument()
{
    Library library(folder_);
    const fs::path file = add(library, "hurt", "text");
    damage(file, 4096);
    QFile(QString::fromStdString((folder_ / "empty.expertscope").string())).open(QIODevice::WriteOnly);
    library.refresh();
    const auto all = library.list();
    QCOMPARE(all.size(), std::size_t(1));
    QCOMPARE(all[0].title, file.filename().string());
    QVERIFY(fs::exists(file));
}

void TestLibrary::saysWhichHoldChangedReplies()
{
    Library library(folder_);
    const fs::path file = add(library, "changed", "alpha"), plain = add(library, "plain", "alpha");
    Store store = Store::open(file);
    StoredMessage reply;
    reply.id = 2;
    reply.parent = 1;
    reply.message = {Role::Assistant, "beta", {}};
    reply.started.router.top_k = 1;
    reply.complete = true;
    store.add_provenance(sample::provenance());
    store.put_message(reply);
    library.refresh();
    for (const auto& entries : {library.list(), library.search("alpha")}) {
        QCOMPARE(entries.size(), std::size_t(2));
        for (const LibraryEntry& entry : entries) QCOMPARE(entry.changed, entry.file == file);
    }
}

void TestLibrary::takesManyAtOnce()
{
    Library library(folder_);
    Document document;
    document.messages = {sample::question(1, 0, "one of many 猫 conversations")};
    const fs::path file = add(library, "many", "one of many 猫 conversations");
    for (int i = 0; i < 300; ++i) {
        const fs::path copy = library.new_file();
        fs::copy_file(file, copy);
        library.index(copy, document);
    }
    QCOMPARE(library.search("猫").size(), std::size_t(200));
    QCOMPARE(library.search("conversations", 1000).size(), std::size_t(301));
    QCOMPARE(library.list().size(), std::size_t(301));
}

QTEST_GUILESS_MAIN(TestLibrary)
#include "tst_library.moc"
