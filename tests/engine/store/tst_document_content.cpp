// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// Rows that no program of ours has written.
#include "foreign_document.h"

#include <cmath>

using namespace engine;
using namespace foreign;

class TestDocumentContent : public QObject, private Documents {
    Q_OBJECT

private slots:
    void showsWrongTypes();
    void refusesBrokenLinks_data();
    void refusesBrokenLinks();
    void clampsImpossibleNumbers();
    void refusesImpossibleModels_data();
    void refusesImpossibleModels();
    void skipsTokensNoModelMade();
    void refusesOverridesNoModelHad_data();
    void refusesOverridesNoModelHad();
    void leavesOutFindingsNoModelMade_data();
    void leavesOutFindingsNoModelMade();
    void readsNoEndOfFindings();
    void passesGapsOn();
    void keepsBadJsonToItsRow_data();
    void keepsBadJsonToItsRow();
};

void TestDocumentContent::showsWrongTypes()  // D13
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

void TestDocumentContent::refusesBrokenLinks_data()  // D15
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

void TestDocumentContent::refusesBrokenLinks()
{
    QFETCH(QString, sql);
    QFETCH(QString, code);
    check(tampered(sql.toStdString()), qPrintable(code));
}

void TestDocumentContent::clampsImpossibleNumbers()  // D16
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

void TestDocumentContent::refusesImpossibleModels_data()  // D17
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

void TestDocumentContent::refusesImpossibleModels()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    const QString sql = "UPDATE provenance SET card = json_set(card, '$.%1', %2)";
    check(tampered(sql.arg(key, value).toStdString()), "TRACE-RANGE");
}

void TestDocumentContent::skipsTokensNoModelMade()  // D17
{
    const QString path = tampered(
        "UPDATE token SET experts = CAST(replace(hex(zeroblob(28)), '00', 'ff') AS BLOB) WHERE position = 0;"
        "UPDATE token SET experts = CAST(x'2000' || substr(experts, 3) AS BLOB) WHERE position = 1;"
        "UPDATE token SET scores = substr(scores, 1, 8) WHERE position = 2;"
        "UPDATE token SET position = 4294967296 WHERE position = 5;"
        "UPDATE token SET candidates = x'0000000000000000000000000000ffff' WHERE position = 4");
    check(path, "");
    QCOMPARE(droppedOf(path, 2), std::uint64_t(5));
    QCOMPARE(droppedOf(goodFile(), 2), std::uint64_t(0));
}

void TestDocumentContent::refusesOverridesNoModelHad_data()
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

void TestDocumentContent::refusesOverridesNoModelHad()
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

/// A good document with one answer of every kind.
QString withFindings(const QString& path)
{
    const QString written = path + ".written.expertscope";
    Store store = Store::create(written.toStdString());
    sample::fill(store);
    store.put_finding(sample::effects(2));
    store.put_finding(sample::neighbours());
    store.put_finding(sample::divergence(2));
    store.export_to(path.toStdString());
    return path;
}

std::size_t findingsOf(const QString& path)
{
    const Store store = Store::open_foreign(path.toStdString());
    return store.findings(store.read()).size();
}

void TestDocumentContent::leavesOutFindingsNoModelMade_data()
{
    QTest::addColumn<QString>("sql");
    const auto column = [](const char* name, const QString& kind, const QString& value) {
        QTest::newRow(name) << QString("UPDATE finding SET %1 WHERE kind = '%2'").arg(value, kind);
    };
    const auto body = [&](const char* name, const QString& kind, const QString& path, const QString& value) {
        column(name, kind, QString("body = json_set(body, '%1', %2)").arg(path, value));
    };
    column("an unknown kind", "effects", "kind = 'x'");
    column("no JSON", "effects", "body = '{'");
    column("a list", "effects", "body = '[]'");
    column("a position below", "effects", "position = -1");
    column("a position beyond", "effects", "position = 1048576");
    column("a dense layer", "effects", "layer = 0");
    column("a layer that wraps round", "effects", "layer = 4294967297");
    column("a layer that wraps round below", "effects", "layer = -4294967295");
    column("no reply", "effects", "reply = 1");
    body("no list of experts", "effects", "$.experts", "7");
    body("an expert too many", "effects", "$.experts[0].expert", "32");
    body("an expert twice", "effects", "$.experts[0].expert", "4");
    body("an expert that wraps round", "effects", "$.experts[0].expert", "4294967297");
    body("an expert that is none", "effects", "$.experts[0]", "7");
    body("a norm below 0", "effects", "$.experts[0].norm", "-1");
    body("an endless logit", "effects", "$.experts[0].logit", "1e300");
    body("a word for a weight", "effects", "$.experts[0].weight", "'much'");
    body("a target outside", "effects", "$.target", "512");
    column("no target", "effects", "body = json_remove(body, '$.target')");
    column("another model", "neighbours", "model = 'fedcba'");
    column("a layer without a router", "neighbours", "layer = 8");
    body("too few experts", "neighbours", "$.experts", "json('[]')");
    body("too wide", "neighbours", "$.width", "3");
    body("a neighbour too many", "neighbours", "$.experts[3][2]", "json('{\"expert\":1,\"cosine\":0}')");
    body("a neighbour that is none", "neighbours", "$.experts[0][0].expert", "32");
    body("a cosine above 1", "neighbours", "$.experts[0][0].cosine", "1.5");
    column("an override that is none", "divergence", "router = '{}'");
    body("an original that is none", "divergence", "$.original", "'x'");
    body("a divergence below 0", "divergence", "$.tokens[0].kl", "-1");
    body("a probability above 1", "divergence", "$.tokens[0].before", "2");
    body("a token outside", "divergence", "$.tokens[2].best", "512");
}

void TestDocumentContent::leavesOutFindingsNoModelMade()
{
    QFETCH(QString, sql);
    const QString path = withFindings(newFile());
    QCOMPARE(findingsOf(path), std::size_t(3));
    tamper(path, sql.toStdString());
    check(path, "");
    QCOMPARE(findingsOf(path), std::size_t(2));
}

void TestDocumentContent::readsNoEndOfFindings()
{
    const QString path = withFindings(newFile());
    const std::string many = "(WITH RECURSIVE n(value) AS (SELECT 11 UNION ALL SELECT value + 1 FROM n WHERE value < %)"
                             " SELECT value FROM n)";
    const auto up_to = [&](const char* last) { return std::string(many).replace(many.find('%'), 1, last); };
    tamper(path, "INSERT INTO provenance SELECT value, program_version, capture, card FROM provenance, " + up_to("900") +
                 ";INSERT INTO finding SELECT value, kind, model, reply, value, layer, router,"
                 " '{\"original\":\"\",\"tokens\":[' || replace(hex(zeroblob(200000)), '00',"
                 " '{\"kl\":1,\"before\":1,\"after\":1,\"best\":1},') || '{}]}' FROM finding, " + up_to("16") +
                 " WHERE kind = 'divergence'");
    check(path, "");
}

void TestDocumentContent::passesGapsOn()  // D18
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

void TestDocumentContent::keepsBadJsonToItsRow_data()  // D20
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("code");
    QTest::newRow("10,000 deep") << QByteArray(10000, '[') + QByteArray(10000, ']') << "JSON-DEPTH";
    QTest::newRow("a key twice") << QByteArray(R"({"name": "a", "name": "b"})") << "JSON-DUP";
    QTest::newRow("no JSON") << QByteArray("{") << "JSON-SYNTAX";
}

void TestDocumentContent::keepsBadJsonToItsRow()
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

QTEST_GUILESS_MAIN(TestDocumentContent)
#include "tst_document_content.moc"
