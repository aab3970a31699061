// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/mapping_guard.h"

#include "error_code.h"

#include <QTemporaryFile>
#include <QtTest>

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <thread>

using namespace engine;

namespace {

constexpr std::size_t kSize = 64 * 4096;

/// A file of ones and its mapping.
class Mapped {
public:
    Mapped()
    {
        file_.open();
        file_.write(QByteArray(int(kSize), '\1'));
        file_.flush();
        data_ = static_cast<const char*>(::mmap(nullptr, kSize, PROT_READ, MAP_SHARED, file_.handle(), 0));
    }
    ~Mapped() { ::munmap(const_cast<char*>(data_), kSize); }

    const char* data() const { return data_; }
    void cut(qint64 size) { file_.resize(size); }
    int sum() const
    {
        int sum = 0;
        for (std::size_t i = 0; i < kSize; ++i)
            sum += const_cast<const volatile char*>(data_)[i];
        return sum;
    }

private:
    QTemporaryFile file_;
    const char* data_;
};

/// How a copy of this process ends that runs `action`, which should not return.
template <class Action>
int wait_status(Action action)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit no_core{0, 0};
        ::setrlimit(RLIMIT_CORE, &no_core);
        action();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

}  // namespace

class tst_mapping_guard : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { std::signal(SIGBUS, SIG_DFL); }  // Qt Test would start a debugger in it

    /// First: in a process where nothing was guarded yet.
    void a_fault_elsewhere_goes_to_the_handler_before()
    {
        Mapped guarded, other;
        other.cut(0);
        const int status = wait_status([&] {
            std::signal(SIGBUS, [](int) { ::_exit(7); });
            const MappingGuard guard(guarded.data(), kSize);
            other.sum();
        });
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 7);
    }

    void a_fault_elsewhere_still_ends_the_program()
    {
        Mapped guarded, other;
        const MappingGuard guard(guarded.data(), kSize);
        other.cut(0);
        const int status = wait_status([&] { other.sum(); });
        QVERIFY(!WIFEXITED(status) || WEXITSTATUS(status) != 0);  // a sanitizer reports it and exits
        QVERIFY(!guard.lost());
    }

    void a_signal_that_is_no_fault_still_ends_the_program()
    {
        Mapped guarded;
        const MappingGuard guard(guarded.data(), kSize);
        const int status = wait_status([&] { ::raise(SIGBUS); });
        QVERIFY(!WIFEXITED(status) || WEXITSTATUS(status) != 0);
    }

    void lost_pages_read_as_zeros_in_every_thread()
    {
        Mapped file, other;
        const MappingGuard guard(file.data(), kSize), guard_of_other(other.data(), kSize);
        QCOMPARE(file.sum(), int(kSize));
        QVERIFY(!guard.lost());
        file.cut(4096);
        std::array<int, 4> sums;
        {
            std::vector<std::jthread> readers;
            for (int& sum : sums)
                readers.emplace_back([&] { sum = file.sum(); });
        }
        QVERIFY(guard.lost());
        for (const int sum : sums)
            QVERIFY(sum <= 4096);
        QCOMPARE(file.sum(), 0);
        QVERIFY(!guard_of_other.lost());
        QCOMPARE(other.sum(), int(kSize));
    }

    void a_place_is_used_again_and_begins_unharmed()
    {
        for (int i = 0; i < 3; ++i) {
            Mapped file;
            const MappingGuard guard(file.data(), kSize);
            QVERIFY(!guard.lost());
            file.cut(0);
            QCOMPARE(file.sum(), 0);
            QVERIFY(guard.lost());
        }
    }

    void the_number_of_ranges_is_bounded()
    {
        Mapped file;
        std::vector<std::unique_ptr<MappingGuard>> guards;
        const auto add_some = [&] {
            for (int i = 0; i < 10'000; ++i)
                guards.push_back(std::make_unique<MappingGuard>(file.data(), kSize));
        };
        QCOMPARE(error_code(add_some), std::string("FILE-COUNT"));
        QCOMPARE(guards.size(), std::size_t(4096));
        guards.pop_back();
        guards.push_back(std::make_unique<MappingGuard>(file.data(), kSize));
    }
};

QTEST_GUILESS_MAIN(tst_mapping_guard)
#include "tst_mapping_guard.moc"
