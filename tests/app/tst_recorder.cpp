// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recorder.h"
#include "engine/error.h"
#include "tests/engine/store/sample_document.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <ctime>
#include <map>
#include <random>
#include <set>
#include <thread>

using namespace engine;
namespace fs = std::filesystem;

namespace {

const char* const kill_me = "--write-until-killed";

/// The events of a short reply, as the inference thread sends them.
void record(app::Recorder& recorder, ReplyId reply, const std::vector<std::string>& pieces)
{
    std::string whole;
    recorder.record(sample::started(reply, 2));
    for (TokenEvent& token : sample::tokens(reply, 2, pieces))
        recorder.record(token);
    for (const std::string& piece : pieces)
        whole += piece;
    recorder.record(sample::finished(reply, int(pieces.size()), whole));
}

/// Writes questions (odd ids) and answers (even ids), and says each id on standard output once it is durable.
int writeUntilKilled(const fs::path& file)
{
    app::Recorder recorder(file.parent_path());
    recorder.open_document(file);
    recorder.add_provenance(sample::provenance());
    std::error_code none;
    ReplyId last = fs::exists(file, none) ? Store::open(file).read().messages.back().id : 0;
    for (SaveStatus status;;) {
        const ReplyId question = last + 1 + last % 2, answer = question + 1;
        recorder.put(sample::question(question, last, "question " + std::to_string(question)));
        recorder.put(sample::place(answer, question));
        record(recorder, answer, {"answer ", std::to_string(answer)});
        while (status.message < answer) {
            if (!recorder.statuses().pop(status)) {
                std::this_thread::sleep_for(std::chrono::microseconds(50));
                continue;
            }
            if (!status.failure.code.empty()) return 1;
            const std::string line = std::to_string(status.message) + "\n";
            if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return 1;
        }
        last = answer;
    }
}

/// The ids a killed child said; the last line may be cut.
std::set<ReplyId> idsOf(QByteArray said)
{
    said.truncate(said.lastIndexOf('\n') + 1);
    std::set<ReplyId> ids;
    for (const QByteArray& line : said.trimmed().split('\n'))
        ids.insert(line.toLongLong());
    return ids;
}

/// The statuses until one satisfies `wanted`, that one last; nothing when it does not come.
template <class Wanted>
std::vector<SaveStatus> statusesUntil(app::Recorder& recorder, const Wanted& wanted)
{
    std::vector<SaveStatus> seen;
    SaveStatus status;
    const bool came = QTest::qWaitFor(
        [&] {
            while (recorder.statuses().pop(status)) {
                seen.push_back(status);
                if (wanted(status)) return true;
            }
            return false;
        },
        20000);
    return came ? seen : std::vector<SaveStatus>();
}

/// Processor time of the calling thread, in microseconds.
double threadTime()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e6 * double(now.tv_sec) + 1e-3 * double(now.tv_nsec);
}

auto savedMessage(ReplyId id)
{
    return [id](const SaveStatus& status) { return status.message == id && status.failure.code.empty(); };
}

}  // namespace

class TestRecorder : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> temporary_;
    fs::path folder_;

private slots:
    void init();
    void leavesNoFileForAnEmptyChat();
    void storesTheQuestionBeforeItIsAsked();
    void writesWhatIsLeftWhenItEnds();
    void keepsAReplyWithItsTokens();
    void showsTokensWhileTheReplyRuns();
    void marksAFailedReply();
    void keepsAReplyWhereItBelongs();
    void keepsFindingsWhereTheyBelong();
    void keepsDeviceSamplesOfReplies();
    void fillsTheLibrary();
    void saysThatTheDiskIsFullAndGoesOn();
    void losesNothingWhenKilled();
    void recordsCheaply();
};

void TestRecorder::init()
{
    temporary_ = std::make_unique<QTemporaryDir>();
    folder_ = temporary_->path().toStdString();
}

void TestRecorder::leavesNoFileForAnEmptyChat()
{
    const fs::path file = folder_ / "empty.expertscope";
    {
        app::Recorder recorder(folder_);
        recorder.open_document(file);
        recorder.set_title("a title");
        recorder.add_provenance(sample::provenance());
    }
    QVERIFY(fs::is_empty(folder_));
    app::Recorder recorder(folder_);
    recorder.open_document(file);
    recorder.set_title("a title");
    recorder.put(sample::question(1, 0, "first"));
    QVERIFY(!statusesUntil(recorder, savedMessage(1)).empty());
    QCOMPARE(Store::open(file).read().title, std::string("a title"));
}

void TestRecorder::storesTheQuestionBeforeItIsAsked()
{
    const fs::path file = folder_ / "a.expertscope";
    app::Recorder recorder(folder_);
    recorder.open_document(file);
    std::atomic<std::size_t> found = 0;
    recorder.put(sample::question(1, 0, "question"));
    recorder.put(sample::place(2, 1), [&] { found = Store::open(file).read().messages.size(); });
    QTRY_COMPARE(found.load(), std::size_t(2));
}

void TestRecorder::writesWhatIsLeftWhenItEnds()
{
    const fs::path file = folder_ / "a.expertscope";
    {
        app::Recorder recorder(folder_);
        recorder.open_document(file);
        for (ReplyId id = 1; id <= 50; ++id)
            recorder.put(sample::question(id, id - 1, "message"));
        recorder.set_system_prompt("rules");
        recorder.set_active_leaf(50);
    }
    const Document document = Store::open(file).read();
    QCOMPARE(document.messages.size(), std::size_t(50));
    QCOMPARE(document.system_prompt, std::string("rules"));
    QCOMPARE(document.active_leaf, ReplyId(50));
    QVERIFY(!fs::exists(file.string() + "-wal"));
}

void TestRecorder::keepsAReplyWithItsTokens()
{
    const fs::path file = folder_ / "a.expertscope";
    app::Recorder recorder(folder_);
    recorder.open_document(file);
    recorder.add_provenance(sample::provenance());
    recorder.put(sample::question(1, 0, "question"));
    recorder.put(sample::place(2, 1));
    ReplyStarted thinking = sample::started(2, 2);
    thinking.thinking = true;
    recorder.record(thinking);
    for (TokenEvent& token : sample::tokens(2, 2, {"Hm", "</think>", "Yes", "."}))
        recorder.record(token);
    ReplyFinished finished = sample::finished(2, 4, "Hm</think>Yes.");
    finished.dropped_events = 3;  // by the window's ring, not by the recorder
    recorder.record(finished);
    QVERIFY(!statusesUntil(recorder, [&](const SaveStatus& status) {
                 return status.message == 2 && Store::open(file).read().messages.back().complete;
             }).empty());
    const Store store = Store::open(file);
    const StoredMessage answer = store.read().messages.at(1);
    QVERIFY(answer.complete);
    QCOMPARE(answer.message.content, std::string("Yes."));
    QCOMPARE(answer.message.thinking, std::string("Hm"));
    QCOMPARE(answer.started.sampling.seed, thinking.sampling.seed);
    QCOMPARE(answer.finished.reason, StopReason::MaxTokens);
    QCOMPARE(answer.finished.dropped_events, std::uint64_t(0));
    QCOMPARE(store.token_count(), std::int64_t(6));
    std::string replayed;
    store.replay(2, [&](Event& event) {
        if (const auto* end = std::get_if<ReplyFinished>(&event)) replayed = end->text;
    });
    QCOMPARE(replayed, std::string("Hm</think>Yes."));
}

void TestRecorder::showsTokensWhileTheReplyRuns()
{
    const fs::path file = folder_ / "a.expertscope";
    app::Recorder recorder(folder_);
    recorder.open_document(file);
    recorder.add_provenance(sample::provenance());
    recorder.put(sample::place(2, 0));
    QVERIFY(!statusesUntil(recorder, savedMessage(2)).empty());
    recorder.record(sample::started(2, 2));
    for (TokenEvent& token : sample::tokens(2, 2, {"Half", " a"}))
        recorder.record(token);
    QTRY_VERIFY(Store::open(file).token_count() == 4);
    const StoredMessage answer = Store::open(file).read().messages.at(0);
    QVERIFY(!answer.complete);
    QCOMPARE(answer.message.content, std::string("Half a"));
}

void TestRecorder::marksAFailedReply()
{
    const fs::path file = folder_ / "a.expertscope";
    {
        app::Recorder recorder(folder_);
        recorder.open_document(file);
        recorder.add_provenance(sample::provenance());
        recorder.put(sample::place(2, 0));
        recorder.record(sample::started(2, 1));
        for (TokenEvent& token : sample::tokens(2, 1, {"So far"}))
            recorder.record(token);
        recorder.record(Failure{2, {"LOGITS-NONFINITE", "no number", {}, {}, {}, {}}});
    }
    const StoredMessage answer = Store::open(file).read().messages.at(0);
    QVERIFY(answer.complete);
    QCOMPARE(answer.finished.reason, StopReason::Failed);
    QCOMPARE(answer.finished.tokens, 1);
    QCOMPARE(answer.message.content, std::string("So far"));
}

void TestRecorder::keepsAReplyWhereItBelongs()
{
    const fs::path first = folder_ / "first.expertscope", second = folder_ / "second.expertscope";
    {
        app::Recorder recorder(folder_);
        recorder.open_document(first);
        recorder.add_provenance(sample::provenance());
        recorder.put(sample::place(2, 0));
        recorder.record(sample::started(2, 2));
        recorder.open_document(second);
        recorder.put(sample::question(3, 0, "elsewhere"));
        for (TokenEvent& token : sample::tokens(2, 2, {"late"}))
            recorder.record(token);
        recorder.record(sample::finished(2, 1, "late"));
        record(recorder, 77, {"of an unknown reply"});
        recorder.open_document(first);
        recorder.set_title("first");
    }
    const Document document = Store::open(first).read();
    QCOMPARE(document.title, std::string("first"));
    QCOMPARE(document.messages.size(), std::size_t(1));
    QCOMPARE(document.messages[0].message.content, std::string("late"));
    QCOMPARE(Store::open(first).token_count(), std::int64_t(3));
    QCOMPARE(Store::open(second).read().messages.size(), std::size_t(1));
    QCOMPARE(Store::open(second).token_count(), std::int64_t(0));
}

void TestRecorder::keepsFindingsWhereTheyBelong()
{
    const fs::path first = folder_ / "a.expertscope", second = folder_ / "b.expertscope";
    {
        app::Recorder recorder(folder_);
        for (const fs::path& file : {first, second}) {
            recorder.open_document(file);
            recorder.add_provenance(sample::provenance());
            recorder.put(sample::question(1, 0, "question"));
            recorder.put(sample::place(2, 1));
            record(recorder, 2, {"Yes", "."});
            QVERIFY(!statusesUntil(recorder, savedMessage(2)).empty());
            recorder.record_finding(file, sample::effects(2));
            recorder.record_finding(file, sample::finished(2, 2, "no finding"));
        }
        recorder.record_finding(folder_ / "none.expertscope", sample::neighbours());
    }
    for (const fs::path& file : {first, second}) {
        const Store store = Store::open(file);
        QCOMPARE(store.findings(store.read()).size(), std::size_t(1));
    }
    QCOMPARE(std::distance(fs::directory_iterator(folder_), {}), 3);  // the index besides
}

void TestRecorder::keepsDeviceSamplesOfReplies()
{
    const fs::path file = folder_ / "a.expertscope";
    DeviceSample device;
    device.cpu_percent = 50.0f;
    {
        app::Recorder recorder(folder_);
        recorder.open_document(file);
        recorder.record_device(device);  // nothing runs
        recorder.put(sample::place(2, 0));
        recorder.record_device(device);
        recorder.record(sample::finished(2, 0, ""));
        recorder.record_device(device);
    }
    QCOMPARE(Store::open(file).device().size(), std::size_t(1));
}

void TestRecorder::fillsTheLibrary()
{
    Library library(folder_);
    const fs::path file = library.new_file();
    app::Recorder recorder(folder_);
    recorder.open_document(file);
    recorder.set_title("Tiere");
    recorder.put(sample::question(1, 0, "Where does the axolotl live?"));
    QVERIFY(!statusesUntil(recorder, savedMessage(1)).empty());
    const auto found = library.search("axolotl");
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].title, std::string("Tiere"));
    QVERIFY(found[0].file == file);
}

/// A file size limit stands for a full disk: writes fail in the same place, and it can be lifted again.
void TestRecorder::saysThatTheDiskIsFullAndGoesOn()
{
    const fs::path file = folder_ / "a.expertscope";
    std::signal(SIGXFSZ, SIG_IGN);
    app::Recorder recorder(folder_);
    recorder.open_document(file);
    recorder.add_provenance(sample::provenance());
    recorder.put(sample::question(1, 0, "before"));
    QVERIFY(!statusesUntil(recorder, savedMessage(1)).empty());

    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit tight = before;
    tight.rlim_cur = 100'000;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
    std::atomic<bool> asked = false;
    recorder.put(sample::question(3, 1, std::string(200'000, 'x')), [&] { asked = true; });
    const auto failed = statusesUntil(recorder, [](const SaveStatus& status) { return status.retrying; });
    const bool went_on = QTest::qWaitFor([&] { return asked.load(); }, 5000);
    recorder.put(sample::place(4, 3));
    record(recorder, 4, {"the answer", " is kept"});
    setrlimit(RLIMIT_FSIZE, &before);

    QVERIFY(!failed.empty());
    QCOMPARE(failed.back().failure.code, std::string("STORE-FULL"));
    QVERIFY2(went_on, "the question is asked although it could not be stored");
    const auto saved = statusesUntil(recorder, savedMessage(4));
    QVERIFY(!saved.empty());
    const Document document = Store::open(file).read();
    QCOMPARE(document.messages.size(), std::size_t(3));
    QCOMPARE(document.messages[1].message.content.size(), std::size_t(200'000));
    QCOMPARE(document.messages[2].message.content, std::string("the answer is kept"));
    QCOMPARE(Store::open(file).token_count(), std::int64_t(4));
}

void TestRecorder::losesNothingWhenKilled()
{
    constexpr int cycles = 30;
    const fs::path file = folder_ / "a.expertscope";
    std::mt19937 random(12345);
    std::set<ReplyId> acknowledged;
    for (int cycle = 0; cycle < cycles; ++cycle) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {kill_me, QString::fromStdString(file.string())});
        QVERIFY(child.waitForReadyRead(20000));  // its first message is durable
        QTest::qSleep(int(random() % 120));
        child.kill();
        QVERIFY(child.waitForFinished());
        const std::set<ReplyId> said = idsOf(child.readAllStandardOutput());
        acknowledged.insert(said.begin(), said.end());

        std::map<ReplyId, StoredMessage> stored;
        for (StoredMessage& message : Store::open(file).read().messages)
            stored[message.id] = std::move(message);
        for (const ReplyId id : acknowledged) {
            QVERIFY2(stored.contains(id), qPrintable(QString("message %1 after cycle %2").arg(id).arg(cycle)));
            const std::string kind = id % 2 ? "question " : "answer ";
            if (stored[id].complete) QCOMPARE(stored[id].message.content, kind + std::to_string(id));
            // A later question of the same child is durable, so its recorder had finished this answer.
            if (id % 2 == 0 && said.contains(id) && said.contains(id + 1)) QVERIFY(stored[id].complete);
        }
    }
    qInfo("%d kills, %zu messages acknowledged, none lost", cycles, acknowledged.size());
}

void TestRecorder::recordsCheaply()
{
    const fs::path file = folder_ / "a.expertscope";
    constexpr int count = 5000;
    app::Recorder recorder(folder_);
    recorder.open_document(file);
    recorder.add_provenance(sample::provenance());
    recorder.put(sample::place(2, 0));
    recorder.record(sample::started(2, 0));
    Event event = sample::token(2, 0, Phase::Decode, " word");
    const std::clock_t begin = std::clock();
    const double sender_begin = threadTime();
    for (int i = 0; i < count; ++i) {
        std::get<TokenEvent>(event).position = i;
        recorder.record(event);
    }
    const double sender_us = (threadTime() - sender_begin) / count;
    recorder.record(sample::finished(2, count, ""));
    QVERIFY(!statusesUntil(recorder, [&](const SaveStatus& status) {
                 return status.message == 2 && Store::open(file).token_count() == count;
             }).empty());
    const double all_us = 1e6 * double(std::clock() - begin) / CLOCKS_PER_SEC / count;
    qInfo("recording a token: %.2f us on the inference thread, %.1f us CPU in all", sender_us, all_us);
    QVERIFY2(all_us < 200, "recording costs more than a tenth of a core at 500 tokens/s");
}

int main(int argc, char** argv)
{
    if (argc == 3 && std::string_view(argv[1]) == kill_me) return writeUntilKilled(argv[2]);
    QCoreApplication application(argc, argv);
    TestRecorder test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recorder.moc"
