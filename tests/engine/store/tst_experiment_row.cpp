// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// What a reply was made under, and what it cost to watch it.
#include "engine/router_override.h"
#include "tests/engine/store/kept.h"

#include <cmath>
#include <random>

using namespace kept;

class TestExperimentRow : public QObject, kept::Files {
    Q_OBJECT

private slots:
    void keepsTheExperimentOfAReply();
    void documentsWithoutExperimentsKeepTheirFormat();
    void keepsHowAReplyBegan();
    void keepsWhatObservingCost();
    void keepsAnyOverrideAsJson();
    void recoversAReplyOfAnExperiment();
};

void TestExperimentRow::keepsTheExperimentOfAReply()
{
    const auto file = newFile(), copy = newFile();
    std::vector<TokenEvent> narrow = {sample::token(4, 0, Phase::Prefill, "", 2),
                                      sample::token(4, 1, Phase::Decode, "Two", 2)};
    StoredMessage reply = sample::place(4, 3);
    reply.started = sample::started(4, 1);
    reply.started.router = sample::experiment();
    {
        Store store = Store::create(file);
        sample::fill(store);  // a reply of the model as it is
        store.put_message(sample::question(3, 2, "Again"));
        store.put_message(reply);
        store.append_tokens(narrow);
        store.append_tokens({sample::token(4, 2, Phase::Decode, " four", 4)});  // of no model with this top-k
        store.export_to(copy);
    }
    for (const Store& store : {Store::open(file), Store::open_foreign(copy)}) {
        const Document document = store.read();
        QVERIFY(document.messages.at(1).started.router == RouterOverride());
        compareStarted(document.messages.at(3).started, reply.started);
        const std::vector<Event> events = replay(store, 4);
        QCOMPARE(events.size(), std::size_t(4));
        compareStarted(std::get<ReplyStarted>(events.front()), reply.started);
        for (std::size_t i = 0; i < narrow.size(); ++i)
            compareTokens(std::get<TokenEvent>(events[i + 1]), narrow[i]);
        QCOMPARE(std::get<ReplyFinished>(events.back()).dropped_events, std::uint64_t(1));
        QCOMPARE(replay(store, 2).size(), std::size_t(6 + 2));
    }

    reply.started.router = {};  // replaced by one of the model as it is
    Store::open(file).put_message(reply);
    QVERIFY(Store::open(file).read().messages.at(3).started.router == RouterOverride());
}

void TestExperimentRow::documentsWithoutExperimentsKeepTheirFormat()
{
    const auto file = newFile();
    Store store = Store::create(file);
    sample::fill(store);
    store.export_to(newFile());
    const auto before = folder_.filePath(QString("%1.expertscope").arg(files_)).toStdString();
    QCOMPARE(formatOf(before), std::int64_t(1));  // what older programs open
    StoredMessage reply = sample::place(4, 2);
    reply.started.router.bias = false;
    store.put_message(reply);  // while statements of the old tables are prepared
    store.append_tokens(sample::tokens(4, 1, {"a"}));
    store.export_to(newFile());
    const auto after = folder_.filePath(QString("%1.expertscope").arg(files_)).toStdString();
    QCOMPARE(formatOf(after), std::int64_t(2));
    QVERIFY(!Store::open_foreign(after).read().messages.at(2).started.router.bias);
    QCOMPARE(replay(Store::open_foreign(before), 2).size(), replay(Store::open_foreign(after), 2).size());
    reply.started.router.shared_experts = false;
    store.put_message(reply);
    store.export_to(newFile());
    const auto last = folder_.filePath(QString("%1.expertscope").arg(files_)).toStdString();
    QCOMPARE(formatOf(last), std::int64_t(3));  // a program that knows format 2 would show the reply as a whole one
    QVERIFY(!Store::open_foreign(last).read().messages.at(2).started.router.shared_experts);
}

void TestExperimentRow::keepsHowAReplyBegan()
{
    const auto file = newFile(), copy = newFile();
    StoredMessage reply = sample::place(4, 3);
    reply.started = sample::started(4, 1);
    reply.started.given_tokens = 2;
    {
        Store store = Store::create(file);
        sample::fill(store);
        store.put_message(sample::question(3, 2, "Again"));
        store.put_message(reply);
        store.append_tokens(sample::tokens(4, 1, {"two", " given", " and more"}));
        store.export_to(copy);
    }
    QCOMPARE(formatOf(copy), std::int64_t(3));
    for (const Store& store : {Store::open(file), Store::open_foreign(copy)}) {
        const Document document = store.read();
        QCOMPARE(document.messages.at(1).started.given_tokens, 0);
        compareStarted(document.messages.at(3).started, reply.started);
        compareStarted(std::get<ReplyStarted>(replay(store, 4).front()), reply.started);
    }
    reply.started.given_tokens = 0;
    Store::open(file).put_message(reply);
    QCOMPARE(Store::open(file).read().messages.at(3).started.given_tokens, 0);
}

void TestExperimentRow::keepsWhatObservingCost()
{
    const auto file = newFile(), before = newFile(), after = newFile();
    StoredMessage reply = sample::place(4, 3);
    reply.started = sample::started(4, 1);
    {
        Store store = Store::create(file);
        sample::fill(store);
        store.put_message(sample::question(3, 2, "Again"));
        store.put_message(reply);
        store.export_to(before);
        reply.finished = sample::finished(4, 3, {});
        reply.finished.observing_ms = 0.375f;
        store.put_message(reply);
        store.append_tokens(sample::tokens(4, 1, {"so", " it", " was"}));
        store.export_to(after);
    }
    QCOMPARE(formatOf(before), std::int64_t(1));
    QCOMPARE(Store::open_foreign(before).read().messages.at(3).finished.observing_ms, 0.0f);  // not recorded
    QCOMPARE(formatOf(after), std::int64_t(3));
    for (const Store& store : {Store::open(file), Store::open_foreign(after)}) {
        const Document document = store.read();
        QCOMPARE(document.messages.at(1).finished.observing_ms, 0.0f);
        compareFinished(document.messages.at(3).finished, reply.finished);
        compareFinished(std::get<ReplyFinished>(replay(store, 4).back()), reply.finished);
    }
    reply.finished.observing_ms = 0;
    Store::open(file).put_message(reply);
    QCOMPARE(Store::open(file).read().messages.at(3).finished.observing_ms, 0.0f);
}

void TestExperimentRow::keepsAnyOverrideAsJson()
{
    std::mt19937 random(5);
    for (int trial = 0; trial < 200; ++trial) {
        RouterOverride router;
        router.top_k = std::int32_t(random() % 4097);
        router.bias = random() % 2 == 0;
        router.groups = random() % 2 == 0;
        router.shared_experts = random() % 2 == 0;
        for (auto i = random() % 20; i > 0; --i) {
            const auto kind = RouterOverride::Kind(random() % 3);
            const float boost = kind == RouterOverride::Kind::Boosted ? std::ldexp(float(random()), -32) - 0.5f : 0;
            router.experts.push_back({std::int16_t(int(random() % 1025) - 1), std::uint16_t(random() % 4096), kind,
                                      boost});
        }
        QVERIFY(override_from_json(override_to_json(router), "here") == router);
    }
    RouterOverride most;
    most.experts.assign(kMostChanges, {3, 5, RouterOverride::Kind::Boosted, 0.1f});
    QVERIFY(override_from_json(override_to_json(most), "here") == most);
    most.experts.push_back(most.experts.front());
    QCOMPARE(error_code([&] { override_from_json(override_to_json(most), "here"); }), std::string("TRACE-RANGE"));
}

void TestExperimentRow::recoversAReplyOfAnExperiment()
{
    const auto file = newFile();
    {
        Store store = Store::create(file);
        store.add_provenance(sample::provenance());
        store.put_message(sample::question(1, 0, "Say it"));
        StoredMessage place = sample::place(2, 1);
        place.started.router = sample::experiment();  // all that is known before it starts
        store.put_message(place);
        store.append_tokens({sample::token(2, 0, Phase::Decode, "Half", 2)});
    }
    const StoredMessage read = Store::open(file).read().messages.at(1);
    QCOMPARE(read.message.content, std::string("Half"));
    QVERIFY(read.started.router == sample::experiment());
}

QTEST_GUILESS_MAIN(TestExperimentRow)
#include "tst_experiment_row.moc"
