// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/mapped_file.h"

#include "error_code.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>
#include <fstream>

using namespace engine;

class tst_mapped_file : public QObject {
    Q_OBJECT

private slots:
    void bytes_of_a_file_survive_moving()
    {
        const auto path = folder() / "file";
        std::ofstream(path) << "abc";
        MappedFile first(path);
        MappedFile second(std::move(first));
        MappedFile third(folder() / "file");
        third = std::move(second);
        QCOMPARE(third.bytes().size(), std::size_t(3));
        QCOMPARE(std::to_integer<char>(third.bytes()[1]), 'b');
        QCOMPARE(third.path(), path);
    }

    void empty_file()
    {
        const auto path = folder() / "empty";
        std::ofstream{path};
        QVERIFY(MappedFile(path).bytes().empty());
        QCOMPARE(read_text_file(path, 0), std::string());
    }

    void change_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("found");
        for (const char* what : {"nothing", "permissions", "another file in its place", "deleted"})
            QTest::newRow(what) << what << "";
        QTest::newRow("cut") << "cut"
                             << "1 bytes, before 3";
        QTest::newRow("longer") << "longer"
                                << "5 bytes, before 3";
        QTest::newRow("written to") << "written to"
                                    << "it was written to after it was opened";
    }
    void change()
    {
        QFETCH(QString, what);
        QFETCH(QString, found);
        namespace fs = std::filesystem;
        const auto path = folder() / "changing", other = folder() / "other";
        std::ofstream(path) << "abc";
        std::ofstream(other) << "another";
        fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(1));
        const MappedFile file(path);
        if (what == "permissions") fs::permissions(path, fs::perms::owner_read);
        if (what == "another file in its place") fs::rename(other, path);
        if (what == "deleted") fs::remove(path);
        if (what == "cut") fs::resize_file(path, 1);
        if (what == "longer") fs::resize_file(path, 5);
        if (what == "written to") std::fstream(path, std::ios::in | std::ios::out) << "x";
        QCOMPARE(file.change(), found.toStdString());
        const char first = std::to_integer<char>(file.bytes()[0]);
        QCOMPARE(first, what == "written to" ? 'x' : 'a');
        fs::remove(path);
    }

    void lost_pages_are_a_change_though_the_file_looks_the_same()
    {
        namespace fs = std::filesystem;
        const auto path = folder() / "lost";
        const std::size_t size = 10'000;
        std::ofstream(path) << std::string(size, 'a');
        const auto written = fs::last_write_time(path);
        const MappedFile file(path);
        fs::resize_file(path, 0);
        QCOMPARE(std::to_integer<int>(file.bytes()[size - 1]), 0);  // a fault that ends nothing
        fs::resize_file(path, size);
        fs::last_write_time(path, written);
        QCOMPARE(file.change(), std::string("parts of it can no longer be read"));
        QVERIFY(MappedFile(path).change().empty());
    }

    void refused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("code");
        QTest::newRow("missing") << "missing"
                                 << "FILE-MISSING";
        QTest::newRow("directory") << "."
                                   << "FILE-KIND";
        QTest::newRow("named pipe without a writer") << "pipe"
                                                     << "FILE-KIND";
        QTest::newRow("device") << "/dev/zero"
                                << "FILE-KIND";
        QTest::newRow("name too long") << QString(5000, 'x') << "FILE-MISSING";
        QTest::newRow("below a file") << "file/inside"
                                      << "FILE-MISSING";
        if (::geteuid() != 0)
            QTest::newRow("not readable") << "secret"
                                          << "FILE-PERM";
    }
    void refused()
    {
        QFETCH(QString, name);
        QFETCH(QString, code);
        ::mkfifo((folder() / "pipe").c_str(), 0600);
        std::ofstream(folder() / "file") << "abc";
        std::ofstream(folder() / "secret") << "abc";
        ::chmod((folder() / "secret").c_str(), 0);
        const auto path = folder() / name.toStdString();
        QCOMPARE(error_code([&] { MappedFile file(path); }), code.toStdString());
        QCOMPARE(error_code([&] { read_text_file(path, 10); }), code.toStdString());
    }

    void text_has_a_limit()
    {
        const auto path = folder() / "file";
        std::ofstream(path) << "abc";
        QCOMPARE(read_text_file(path, 3), std::string("abc"));
        QCOMPARE(error_code([&] { read_text_file(path, 2); }), std::string("FILE-SIZE"));
        QCOMPARE(error_code([&] { read_text_file(path, 2, "TOK-SIZE"); }), std::string("TOK-SIZE"));
    }

private:
    std::filesystem::path folder() const { return directory_.path().toStdString(); }
    QTemporaryDir directory_;
};

QTEST_GUILESS_MAIN(tst_mapped_file)
#include "tst_mapped_file.moc"
