// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/json.h"

#include "../attempt.h"
#include "error_code.h"

#include <QtTest>

using namespace engine;

namespace {

std::string repeated(const std::string& text, int count)
{
    std::string out;
    for (int i = 0; i < count; ++i)
        out += text;
    return out;
}

}  // namespace

class tst_json : public QObject {
    Q_OBJECT

private slots:
    void refused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const std::string& text, const char* code) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << code;
        };
        row("empty", "", "JSON-SYNTAX");
        row("blank", "   ", "JSON-SYNTAX");
        row("cut inside a string", "{\"abc", "JSON-SYNTAX");
        row("cut inside an object", R"({"a": 1)", "JSON-SYNTAX");
        row("garbage behind", "{} x", "JSON-SYNTAX");
        row("two values", "{} {}", "JSON-SYNTAX");
        row("comment", "{/**/}", "JSON-SYNTAX");
        row("trailing comma", "[1,]", "JSON-SYNTAX");
        row("single quotes", "{'a': 1}", "JSON-SYNTAX");
        row("NUL behind", std::string("{}\0", 3), "JSON-SYNTAX");
        row("depth 33", repeated("[", 33) + repeated("]", 33), "JSON-DEPTH");
        row("depth 100,000", repeated("[", 100'000), "JSON-DEPTH");
        row("objects 100,000 deep", repeated("{\"a\":", 100'000), "JSON-DEPTH");
        row("name twice", R"({"a": 1, "b": 2, "a": 3})", "JSON-DUP");
        row("name twice inside", R"({"x": {"a": 1, "a": 1}})", "JSON-DUP");
        row("name twice by escape", R"({"a": 1, "\u0061": 3})", "JSON-DUP");
        row("lone surrogate", R"({"a": "\ud800"})", "JSON-STRING");
        row("lone low surrogate", R"("\udc00")", "JSON-STRING");
        row("invalid UTF-8", "\"\xC3\x28\"", "JSON-STRING");
        row("overlong UTF-8", "\"\xC0\xAF\"", "JSON-STRING");
        row("line break in a string", "\"a\nb\"", "JSON-STRING");
        row("string of 10 MB", "\"" + std::string(10'000'000, 'x') + "\"", "JSON-STRING");
        row("name of 10 MB", "{\"" + std::string(10'000'000, 'x') + "\": 1}", "JSON-STRING");
        row("NaN", R"({"a": NaN})", "JSON-NUMBER");
        row("Infinity", "[Infinity]", "JSON-NUMBER");
        row("-Infinity", "[-Infinity]", "JSON-NUMBER");
        row("1e400", "[1e400]", "JSON-NUMBER");
    }
    void refused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, code);
        const std::string foreign = text.toStdString();
        const Attempt reading = attempt([&] { parse_json(foreign, "test"); });
        QCOMPARE(reading.code, code.toStdString());
        QVERIFY2(reading.is_cheap(foreign.size()), reading.cost().c_str());
    }

    /// What takes the most memory for its text, as much of it as is read at all.
    void values_are_bounded_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QByteArray::fromStdString(text);
        };
        row("lists", "[[]" + repeated(",[]", 65'534) + "]");
        row("numbers", "[0" + repeated(",0", 65'534) + "]");
        row("objects", "[{}" + repeated(",{}", 65'534) + "]");
        std::string members = "{\"a\":{}";
        for (int i = 0; i < 65'534; ++i) members.append(",\"").append(std::to_string(i)).append("\":{}");
        row("members", members + "}");
    }
    void values_are_bounded()
    {
        QFETCH(QByteArray, text);
        const std::string within = text.toStdString();
        const Attempt reading = attempt([&] { parse_json(within, "test"); });
        QCOMPARE(reading.code, std::string("none"));
        QVERIFY2(reading.is_cheap(within.size()), reading.cost().c_str());
        const std::string beyond = "{\"a\":" + within + "}";
        QCOMPARE(error_code([&] { parse_json(beyond, "test"); }), std::string("JSON-SIZE"));
    }

    void every_truncation_is_refused()
    {
        const std::string text = R"({"a": [1, -2.5e3, "x\u00e9\ud83d\ude00"], "b": {"c": null, "d": true}})";
        for (std::size_t length = 0; length < text.size(); ++length)
            QVERIFY2(error_code([&] { parse_json(text.substr(0, length), "test"); }) != "none",
                     text.substr(0, length).c_str());
        QCOMPARE(parse_json(text, "test"), Json::parse(text));
    }

    void depth_32_is_read()
    {
        QCOMPARE(error_code([] { parse_json(repeated("[", 32) + repeated("]", 32), "test"); }),
                 std::string("none"));
    }

    void syntax_errors_name_the_byte()
    {
        try {
            parse_json(R"({"a": ?})", "file.json");
            QFAIL("read");
        } catch (const Error& error) {
            QCOMPARE(error.parts().where, std::string("file.json, byte 6"));
        }
    }

    void rows_come_one_by_one()
    {
        std::vector<std::pair<std::string, Json>> rows;
        const auto keep = [&](const std::string& name, const Json& value) { rows.emplace_back(name, value); };
        const JsonTable whole{Json::json_pointer(), keep};
        QCOMPARE(parse_json(R"({"b": [1, {"x": 2}], "a": 3, "b": {}})", "test", {&whole, 1}), Json::object());
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(rows[0].second, Json::parse(R"([1, {"x": 2}])"));
        QCOMPARE(rows[1].first, std::string("a"));
        QCOMPARE(rows[2].second, Json::object());
        const std::string long_row = "{\"a\": [0" + repeated(",0", 70'000) + "]}";
        QCOMPARE(error_code([&] { parse_json(long_row, "test", {&whole, 1}); }), std::string("JSON-SIZE"));
    }

    void tables_inside_are_handed_out_and_the_rest_is_kept()
    {
        std::vector<std::string> rows;
        const auto table = [&](const char* path) {
            return JsonTable{Json::json_pointer(path), [&rows, path](const std::string& name, const Json& value) {
                                 rows.push_back(path + (":" + name) + "=" + value.dump());
                             }};
        };
        const JsonTable tables[] = {table("/m/v"), table("/list"), table("/m~1v")};
        const char* text = R"({"list": [{"v": 1}, [2], 3], "m": {"t": 1, "v": {"x": {"v": []}, "y": "z"}, "u": [{"v": 4}]},
                               "v": {"w": 5}, "m/v": [6], "n": {"m": {"v": [7]}}})";
        const Json kept = Json::parse(R"({"list": [], "m": {"t": 1, "v": {}, "u": [{"v": 4}]}, "v": {"w": 5},
                                          "m/v": [], "n": {"m": {"v": [7]}}})");
        QCOMPARE(parse_json(text, "test", tables), kept);
        QCOMPARE(rows, (std::vector<std::string>{R"(/list:={"v":1})", "/list:=[2]", "/list:=3", R"(/m/v:x={"v":[]})",
                                                 R"(/m/v:y="z")", "/m~1v:=6"}));
    }

    void a_table_may_be_longer_than_what_is_kept()
    {
        std::size_t rows = 0;
        const JsonTable table{Json::json_pointer("/a"), [&](const std::string&, const Json&) { ++rows; }};
        const std::string text = "{\"a\": [[0]" + repeated(",[0]", 199'999) + "]}";
        const Attempt reading = attempt([&] { parse_json(text, "test", {&table, 1}); });
        QCOMPARE(reading.code, std::string("none"));
        QCOMPARE(rows, std::size_t(200'000));
        QVERIFY2(reading.memory < 64 * 1024, reading.cost().c_str());
    }

    void whole_numbers_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("code");
        for (const char* good : {"1", "8", "100"})
            QTest::newRow(good) << good << "none";
        for (const char* bad : {"0", "-1", "101", "8.0", "\"8\"", "1e1", "1e9", "true", "[8]", "null",
                                "9223372036854775808", "18446744073709551616", "-9223372036854775809"})
            QTest::newRow(bad) << bad << "CFG-VALUE";
    }
    void whole_numbers()
    {
        QFETCH(QString, value);
        QFETCH(QString, code);
        const Json json = parse_json("{\"n\": " + value.toStdString() + "}", "test");
        const Fields fields(json, "config.json", "CFG-VALUE");
        QCOMPARE(error_code([&] { fields.int_in("n", 1, 100); }), code.toStdString());
    }

    void errors_name_key_found_and_allowed()
    {
        const Json json = parse_json(R"({"n": "eight"})", "test");
        try {
            Fields(json, "config.json", "CFG-VALUE").int_in("n", 1, 100);
            QFAIL("read");
        } catch (const Error& error) {
            QCOMPARE(error.parts().where, std::string("config.json, \"n\""));
            QCOMPARE(error.parts().found, std::string("\"eight\""));
            QCOMPARE(error.parts().allowed, std::string("a whole number from 1 to 100"));
        }
    }

    void other_kinds()
    {
        const Json json = parse_json(
            R"({"x": 2, "y": 0.5, "t": "s", "f": false, "o": {"n": 1}, "l": [1, 2], "z": null})", "test");
        const Fields fields(json, "test", "CFG-VALUE");
        QCOMPARE(fields.number_in("x", 0, 3), 2.0);
        QCOMPARE(fields.number_in("y", 0, 3), 0.5);
        QCOMPARE(fields.number_in("z", 0, 3, 1.5), 1.5);
        QCOMPARE(fields.text("t"), std::string("s"));
        QVERIFY(!fields.flag("f", true));
        QCOMPARE(fields.object("o").int_in("n", 0, 1), std::int64_t(1));
        QCOMPARE(fields.array("l", 2).size(), std::size_t(2));
        QVERIFY(!fields.find("z"));
        for (const auto& code :
             {error_code([&] { fields.number_in("y", 1, 3); }), error_code([&] { fields.text("x"); }),
              error_code([&] { fields.flag("t"); }), error_code([&] { fields.object("l"); }),
              error_code([&] { fields.array("l", 1); }), error_code([&] { fields.text("z"); }),
              error_code([&] { Fields(json["l"], "test", "CFG-VALUE"); })})
            QCOMPARE(code, std::string("CFG-VALUE"));
    }
};

QTEST_GUILESS_MAIN(tst_json)
#include "tst_json.moc"
