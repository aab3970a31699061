// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker.h"

#include "../engine/model_copy.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>

using namespace engine;

namespace {

const std::string kModel = EXPERTSCOPE_SOURCE_DIR "/tests/data/golden/g3-v3";

Request request(ReplyId reply, int max_tokens)
{
    Request r;
    r.reply = reply;
    r.ids = {3, 1, 4, 1, 5};
    r.sampling.temperature = 0;
    r.sampling.max_tokens = max_tokens;
    return r;
}

/// Takes events out of the ring until one of kind T arrives, at most ten seconds.
template <class T>
std::optional<T> wait_for(app::Worker& worker, std::vector<TokenEvent>* tokens = nullptr)
{
    QElapsedTimer clock;
    clock.start();
    Event event;
    while (clock.elapsed() < 10000) {
        if (!worker.events().pop(event)) {
            QTest::qSleep(1);
            continue;
        }
        if (auto* token = std::get_if<TokenEvent>(&event); token && tokens) tokens->push_back(*token);
        if (auto* wanted = std::get_if<T>(&event)) return *wanted;
    }
    return {};
}

int replied(const std::vector<TokenEvent>& tokens)
{
    return int(std::count_if(tokens.begin(), tokens.end(), [](const auto& t) { return t.phase == Phase::Decode; }));
}

}  // namespace

class tst_worker : public QObject {
    Q_OBJECT

private slots:
    void without_a_model_a_question_fails_and_nothing_else()
    {
        app::Worker worker;
        worker.submit(request(1, 4));
        const auto failure = wait_for<Failure>(worker);
        QVERIFY(failure);
        QCOMPARE(failure->error.code, std::string("MODEL-NONE"));
        QCOMPARE(failure->reply, ReplyId(1));
    }

    void a_bad_model_leaves_the_old_one_loaded()
    {
        app::Worker worker;
        worker.open_model(kModel);
        QVERIFY(wait_for<ModelReady>(worker));
        worker.open_model("/nonexistent");
        QCOMPARE(wait_for<Failure>(worker)->error.code, std::string("MODEL-MISSING"));
        worker.submit(request(2, 4));
        QCOMPARE(wait_for<ReplyFinished>(worker)->tokens, 4);
    }

    void a_file_cut_under_a_reply_ends_that_reply_and_nothing_else()
    {
        const ModelCopy copy("g3-v3", "model.safetensors");
        app::Worker worker;
        worker.open_model(copy.model());
        QVERIFY(wait_for<ModelReady>(worker));
        int seen = 0;
        worker.submit(request(9, 50), [&](Event& event) {
            if (std::holds_alternative<TokenEvent>(event) && ++seen == 10) copy.cut(0);
        });
        std::vector<TokenEvent> tokens;
        const auto failure = wait_for<Failure>(worker, &tokens);
        QVERIFY(failure);
        QCOMPARE(failure->error.code, std::string("MODEL-FILE-CHANGED"));
        QCOMPARE(failure->reply, ReplyId(9));
        QCOMPARE(tokens.size(), std::size_t(10));
        worker.submit(request(10, 3));
        QCOMPARE(wait_for<Failure>(worker)->error.code, std::string("MODEL-FILE-CHANGED"));
        worker.open_model(kModel);
        QVERIFY(wait_for<ModelReady>(worker));
        worker.submit(request(11, 3));
        QCOMPARE(wait_for<ReplyFinished>(worker)->tokens, 3);
    }

    void a_stopped_load_leaves_the_old_model()
    {
        app::Worker worker;
        worker.open_model(kModel);
        QVERIFY(wait_for<ModelReady>(worker));
        const auto stop_here = [&] {
            worker.set_pace(0, true);  // holds the worker until the load waits behind it and both are stopped
            worker.submit(request(12, 100));
            worker.open_model(EXPERTSCOPE_SOURCE_DIR "/resources/models/workshop");
            worker.stop();
            worker.set_pace(0, false);
        };
        stop_here();
        QCOMPARE(wait_for<ReplyFinished>(worker)->reason, StopReason::Cancelled);
        QCOMPARE(wait_for<Failure>(worker)->error.code, std::string("CANCELLED"));
        worker.submit(request(13, 3));  // ids of the old model
        QCOMPARE(wait_for<ReplyFinished>(worker)->tokens, 3);
    }

    void whoever_reads_is_told_after_every_event()
    {
        std::atomic<int> told = 0;
        app::Worker worker([&] { ++told; });
        QCOMPARE(told.load(), 0);
        worker.submit(request(1, 4));
        QVERIFY(wait_for<Failure>(worker));
        QTRY_COMPARE(told.load(), 1);
    }

    void a_question_about_what_was_computed_is_answered()
    {
        app::Worker worker;
        const DivergenceProbe probe{4, {3, 1, 4, 1, 5}, 2, {}, {}};
        worker.probe(probe);
        auto failure = wait_for<Failure>(worker);
        QVERIFY(failure && failure->probe && failure->reply == 0);
        QCOMPARE(failure->error.code, std::string("MODEL-NONE"));
        worker.open_model(kModel);
        QVERIFY(wait_for<ModelReady>(worker));
        int kept = 0;
        worker.probe(probe, [&](Event& event) { kept += std::holds_alternative<Divergence>(event); });
        const auto found = wait_for<Divergence>(worker);
        QVERIFY(found && found->reply == 4);
        QCOMPARE(found->kl.size(), std::size_t(3));
        QCOMPARE(kept, 1);
        worker.probe(BandwidthProbe{});
        const auto memory = wait_for<MachineBandwidth>(worker);
        QVERIFY(memory && memory->threads > 0);
        QVERIFY(memory->bytes_per_second > 1e8 && memory->bytes_per_second < 1e14);
        worker.probe(NeighboursProbe{-1});
        failure = wait_for<Failure>(worker);
        QVERIFY(failure && failure->probe);
        QCOMPARE(failure->error.code, std::string("PROBE-RANGE"));
    }

    /// It waits behind a reply, but a reply does not wait for it.
    void a_question_gives_way_to_a_reply()
    {
        app::Worker worker;
        worker.open_model(kModel);
        QVERIFY(wait_for<ModelReady>(worker));
        worker.set_pace(0, true);
        worker.submit(request(1, 20));
        worker.probe(DivergenceProbe{4, {3, 1, 4, 1, 5}, 2, {}, {}});
        worker.submit(request(2, 4));
        worker.set_pace(0, false);
        QCOMPARE(wait_for<ReplyFinished>(worker)->tokens, 20);
        const auto failure = wait_for<Failure>(worker);
        QVERIFY(failure && failure->probe);
        QCOMPARE(failure->error.code, std::string("CANCELLED"));
        QCOMPARE(wait_for<ReplyFinished>(worker)->tokens, 4);
    }

    void without_a_tokenizer_there_is_no_prompt()
    {
        app::Worker worker;
        worker.write_prompt({{Role::User, "Hi", {}}}, false);
        QCOMPARE(wait_for<Failure>(worker)->error.code, std::string("MODEL-NO-TOKENIZER"));
    }

    void a_prompt_is_written_both_ways()
    {
        app::Worker worker;
        worker.open_model(EXPERTSCOPE_SOURCE_DIR "/resources/models/workshop");
        QVERIFY(wait_for<ModelReady>(worker));
        worker.write_prompt({{Role::User, "Hi there", {}}}, false);
        const auto written = wait_for<PromptWritten>(worker);
        QVERIFY(written);
        QVERIFY(written->versions.built_in.find("Hi there") != std::string::npos);
    }

    void a_template_that_fails_is_said_at_once_and_before_each_reply()
    {
        const QTemporaryDir folder;
        const QDir workshop(EXPERTSCOPE_SOURCE_DIR "/resources/models/workshop");
        for (const char* name : {"config.json", "model.safetensors", "tokenizer.json", "generation_config.json"})
            QVERIFY(QFile::link(workshop.filePath(name), folder.filePath(name)));
        QFile config(folder.filePath("tokenizer_config.json"));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(R"({"chat_template": "{{ raise_exception('only bats') }}"})");
        config.close();

        app::Worker worker;
        worker.open_model(folder.path().toStdString());
        QVERIFY(wait_for<ModelReady>(worker));
        const auto failed = wait_for<TemplateFailed>(worker);
        QVERIFY(failed && failed->reply == 0);
        QVERIFY(sentence(failed->error).find("only bats") != std::string::npos);
        worker.write_prompt({{Role::User, "Hi", {}}}, false);
        const auto written = wait_for<PromptWritten>(worker);
        QVERIFY(written && !written->versions.by_model && written->versions.problem);

        Request question;
        question.reply = 7;
        question.chat = {{Role::User, "Hi", {}}};
        question.sampling.max_tokens = 2;
        worker.submit(question);
        QCOMPARE(wait_for<TemplateFailed>(worker)->reply, ReplyId(7));
        QCOMPARE(wait_for<ReplyFinished>(worker)->tokens, 2);
    }

    void the_second_listener_sees_every_event_first()
    {
        app::Worker worker;
        worker.open_model(kModel);
        std::vector<TokenId> also, ring;
        worker.submit(request(3, 20), [&](Event& event) {
            if (auto* token = std::get_if<TokenEvent>(&event)) also.push_back(token->id);
        });
        std::vector<TokenEvent> tokens;
        QVERIFY(wait_for<ReplyFinished>(worker, &tokens));
        for (const TokenEvent& token : tokens) ring.push_back(token.id);
        QCOMPARE(ring, also);
        QCOMPARE(int(ring.size()), 25);
    }

    void stop_ends_the_running_reply_and_those_that_wait()
    {
        app::Worker worker;
        worker.open_model(kModel);
        QVERIFY(wait_for<ModelReady>(worker));
        worker.set_pace(0, true);  // holds the first reply at its first token
        worker.submit(request(4, 100));
        worker.submit(request(5, 100));
        QTest::qSleep(30);
        QElapsedTimer clock;
        clock.start();
        worker.stop();
        const auto first = wait_for<ReplyFinished>(worker), second = wait_for<ReplyFinished>(worker);
        QVERIFY(first && second);
        QVERIFY(clock.elapsed() < 500);
        QCOMPARE(first->reason, StopReason::Cancelled);
        QCOMPARE(second->reason, StopReason::Cancelled);
        worker.set_pace(0, false);
        worker.submit(request(6, 3));
        QCOMPARE(wait_for<ReplyFinished>(worker)->tokens, 3);
    }

    void pause_holds_and_step_lets_one_token_through()
    {
        app::Worker worker;
        worker.open_model(kModel);
        QVERIFY(wait_for<ModelReady>(worker));
        worker.set_pace(0, true);
        worker.submit(request(7, 5));
        QTest::qSleep(50);
        std::vector<TokenEvent> tokens;
        const auto drain = [&] {
            Event event;
            while (worker.events().pop(event))
                if (auto* token = std::get_if<TokenEvent>(&event)) tokens.push_back(*token);
        };
        drain();
        QCOMPARE(replied(tokens), 0);
        for (int steps = 1; steps <= 3; ++steps) {
            worker.step();
            QTRY_VERIFY_WITH_TIMEOUT((drain(), replied(tokens) == steps), 2000);
            QTest::qSleep(20);
            drain();
            QCOMPARE(replied(tokens), steps);
        }
        worker.set_pace(0, false);
        QCOMPARE(wait_for<ReplyFinished>(worker)->tokens, 5);
    }

    void pace_is_an_upper_bound()
    {
        app::Worker worker;
        worker.open_model(kModel);
        QVERIFY(wait_for<ModelReady>(worker));
        worker.set_pace(50, false);
        QElapsedTimer clock;
        clock.start();
        worker.submit(request(8, 11));
        QVERIFY(wait_for<ReplyFinished>(worker));
        QVERIFY(clock.elapsed() >= 200);  // ten waits of 20 ms
        worker.submit(request(9, 11));
        const auto finished = wait_for<ReplyFinished>(worker);
        QVERIFY(finished && finished->observing_ms > 0);
        QVERIFY(finished->observing_ms < 100);  // waiting for its turn is no cost of observing
    }

    void a_full_ring_drops_tokens_but_never_the_end()
    {
        app::Worker worker;
        worker.open_model(kModel);
        QVERIFY(wait_for<ModelReady>(worker));
        std::uint64_t sent = 0;
        const int replies = 60;  // 60 * 155 events are more than the ring holds
        for (int i = 0; i < replies; ++i)
            worker.submit(request(100 + i, 150), [&](Event& e) { sent += std::holds_alternative<TokenEvent>(e); });
        QTRY_VERIFY_WITH_TIMEOUT(worker.events().dropped() > 0, 20000);
        std::uint64_t received = 0, dropped = 0;
        int finished = 0;
        Event event;
        QElapsedTimer clock;
        clock.start();
        while (finished < replies && clock.elapsed() < 20000) {
            if (!worker.events().pop(event)) continue;
            received += std::holds_alternative<TokenEvent>(event);
            if (auto* end = std::get_if<ReplyFinished>(&event)) {
                ++finished;
                dropped += end->dropped_events;
            }
        }
        QCOMPARE(finished, replies);
        QVERIFY(dropped > 0);
        QVERIFY(received < sent);
        QVERIFY(received + dropped >= sent);  // dropped also counts progress events
    }
};

QTEST_GUILESS_MAIN(tst_worker)
#include "tst_worker.moc"
