// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/template.h"

#include "../../io/error_code.h"

#include <QElapsedTimer>
#include <QtTest>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace engine;
using namespace engine::jinja;
using Json = nlohmann::ordered_json;

namespace {

Value value_of(const Json& json, Heap& heap)
{
    if (json.is_null()) return None();
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_number()) return json.get<double>();
    if (json.is_string()) return text_value(MarkedText(json.get<std::string>(), Origin::People));
    if (json.is_array()) {
        std::vector<Value> items;
        for (const Json& item : json)
            items.push_back(value_of(item, heap));
        return heap.list(std::move(items));
    }
    Dict* dict = heap.dict();
    for (const auto& [name, value] : json.items())
        dict->set(MarkedText(name, Origin::Template), value_of(value, heap));
    return dict;
}

MarkedText render(const std::string& source, const Json& variables = Json::object())
{
    Heap heap;
    const Value values = value_of(variables, heap);
    return Template(source).render(*std::get<Dict*>(values), heap);
}

std::string times(int count, const std::string& text)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

/// What people wrote of the text, with the template's own as dots.
std::string by_people(const MarkedText& text)
{
    std::string shown;
    text.runs([&](std::string_view bytes, Origin origin) {
        shown += origin == Origin::People ? std::string(bytes) : std::string(".");
    });
    return shown;
}

}  // namespace

class tst_template : public QObject {
    Q_OBJECT

private slots:
    /// tests/reference/jinja_vectors.py
    void writes_what_jinja_writes()
    {
        const Json file = Json::parse(std::ifstream(EXPERTSCOPE_SOURCE_DIR "/tests/data/jinja.json"));
        for (const Json& vector : file["vectors"]) {
            const auto source = vector[0].get<std::string>();
            const std::string text(render(source, file["variables"]).bytes());
            QVERIFY2(text == vector[1].get<std::string>(), (source + " gives " + text).c_str());
        }
        QVERIFY(file["vectors"].size() > 500);
    }

    void bytes_keep_their_origin_data()
    {
        QTest::addColumn<QByteArray>("expression");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char* expression, const char* shown) {
            QTest::newRow(expression) << QByteArray(expression) << QByteArray(shown);
        };
        row("'<a>' + c + '<b>'", ".<x> y.");
        row("'<a>' ~ c", ".<x> y");
        row("c.split('>')[0] + '>'", "<x.");
        row("c.strip()", "<x> y");
        row("c[1:3]", "x>");
        row("c[::-1]", "y >x<");
        row("c.upper()", "<X> Y");
        row("c.replace('x', 'z')", "<.> y");
        row("[c, c] | join('-')", "<x> y.<x> y");
        row("c | tojson", ".<x> y.");
        row("{c: c} | string", ".<x> y.<x> y.");
        row("c | list | join", "<x> y");
        row("c | indent(2, true)", ".<x> y");
        row("'%s' ~ (c | length)", ".");
    }
    void bytes_keep_their_origin()
    {
        QFETCH(QByteArray, expression);
        QFETCH(QByteArray, shown);
        std::string source = "{{ " + expression.toStdString() + " }}";
        QCOMPARE(by_people(render(source, {{"c", "<x> y"}})), shown.toStdString());
        source = "{% macro m(v) %}{{ v }}{% endmacro %}{% set z %}{{ m(" + expression.toStdString() +
                 ") }}{% endset %}{{ z }}";
        QCOMPARE(by_people(render(source, {{"c", "<x> y"}})), shown.toStdString());
    }

    void refusals_data();
    void refusals();

    void errors_say_where()
    {
        try {
            render("line\n  {{ 'a' + 1 }}");
            QFAIL("rendered");
        } catch (const Error& error) {
            QCOMPARE(error.parts().where, std::string("chat template, line 2, column 10"));
            QCOMPARE(error.parts().found, std::string("a string + a number"));
        }
    }

    void time_is_told() { QCOMPARE(render("{{ strftime_now('%Y') | length }}").bytes(), std::string_view("4")); }

    void long_contents_are_within_the_budget()
    {
        const std::string content = times(25'000, "a line of forty bytes, one of very many\n");
        const auto counted = [&](const std::string& expression) {
            return std::string(render("{{ " + expression + " }}", {{"c", content}}).bytes());
        };
        QCOMPARE(counted("c | length"), std::string("1000000"));
        QCOMPARE(counted("c.split('\n') | length"), std::string("25001"));
        QCOMPARE(counted("c.replace('\n', '') | length"), std::string("975000"));
        QCOMPARE(counted("'</think>' in c or c.strip().endswith('many')"), std::string("True"));
        QCOMPARE(counted("('<user>' + c + '<end>') * 2").size(), 2 * (content.size() + 11));
        const auto turns = Json::array({content, content, content});
        QCOMPARE(render("{% for c in l %}{{ '<user>' + c }}{% endfor %}", {{"l", turns}}).size(),
                 3 * content.size() + 18);
    }

    void every_truncation_ends()
    {
        const std::string source =
            "{% macro m(a, b=1) %}{{ a }}{% endmacro %}{% for x in [1, {'a': 2}] if x %}{%- raw %} {% endraw -%}"
            "{{ m(x)[1:-1] | replace('a', \"b\") ~ -1.5e3 is not none }}{# c #}{% set n.a, b = 1 %}{% endfor %}";
        for (std::size_t length = 0; length < source.size(); ++length) {
            const std::string code = error_code([&] { render(source.substr(0, length)); });
            QVERIFY2(code == "none" || code.starts_with("TPL-"), code.c_str());
        }
    }
};

void tst_template::refusals_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const char* code, const std::string& source) {
        QTest::newRow(name) << QByteArray::fromStdString(source) << QByteArray(code);
    };
    row("macro calls itself", "TPL-DEPTH", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}");
    row("macros call each other", "TPL-DEPTH",
        "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}");
    row("60,000 parentheses", "TPL-DEPTH", "{{ " + times(60'000, "("));
    row("60,000 brackets", "TPL-DEPTH", "{{ " + times(60'000, "["));
    row("60,000 signs", "TPL-DEPTH", "{{ " + times(60'000, "-") + "1 }}");
    row("60,000 conditions", "TPL-DEPTH", "{{ " + times(20'000, "1 if 0 else ") + "1 }}");
    row("1,000 nested loops", "TPL-DEPTH", times(1'000, "{% for i in [1] %}") + times(1'000, "{% endfor %}"));
    row("a list that holds itself", "TPL-DEPTH", "{% set l = [] %}{% set _ = l.append(l) %}{{ l }}");
    row("compared with itself", "TPL-DEPTH", "{% set l = [] %}{% set _ = l.append(l) %}{{ l == [l] }}");
    row("a deep list", "TPL-DEPTH",
        "{% set n = namespace(v=[]) %}{% for i in range(9999) %}{% set n.v = [n.v] %}{% endfor %}{{ n.v }}");

    row("range of a billion", "TPL-BUDGET", "{{ range(10**9) | length }}");
    row("doubled 60 times", "TPL-BUDGET",
        "{% set n = namespace(s='ab') %}{% for i in range(60) %}{% set n.s = n.s + n.s %}{% endfor %}{{ n.s }}");
    row("repeated", "TPL-BUDGET", "{{ 'ab' * 9223372036854775807 }}");
    row("10,000 filters", "TPL-BUDGET", "{{ ' x '" + times(10'000, "|trim") + " }}");
    row("10,000 sums", "TPL-BUDGET", "{{ 1" + times(10'000, "+1") + " }}");
    row("loops in loops", "TPL-BUDGET", times(5, "{% for i in range(100) %}") + times(5, "{% endfor %}"));
    row("100 MB of output", "TPL-BUDGET", "{% set s = 'x' * 100000 %}{% for i in range(1000) %}{{ s }}{% endfor %}");
    row("captured output", "TPL-BUDGET",
        "{% set s = 'x' * 100000 %}{% set t %}{% for i in range(1000) %}{{ s }}{% endfor %}{% endset %}");
    row("long needles", "TPL-BUDGET",
        "{% set a = 'a' * 1000000 %}{% set b = 'a' * 500000 + 'b' %}{% for i in range(9) %}{{ b in a }}{% endfor %}");
    row("grown by replacing", "TPL-BUDGET", "{{ ('a' * 10000).replace('a', 'b' * 10000) }}");
    row("grown by joining", "TPL-BUDGET", "{{ ('b' * 10000).join('a' * 10000) }}");
    row("1 MB of template", "TPL-BUDGET", times(1'000'000, "x"));
    row("a growing list", "TPL-BUDGET",
        "{% set l = [1] %}{% for i in range(30) %}{% for j in l %}{% set _ = l.append(j) %}{% endfor %}{% endfor %}");

    row("comment", "TPL-SYNTAX", "{#");
    row("call in a subscript", "TPL-SYNTAX", "{{ a[\"foo\"(");
    row("tag", "TPL-SYNTAX", "{%");
    row("raw", "TPL-SYNTAX", "{% raw %} {{ x }}");
    row("string", "TPL-SYNTAX", "{{ 'x }}");
    row("backslash at the end", "TPL-SYNTAX", "{{ 'x\\");
    row("no end of if", "TPL-SYNTAX", "{% if x %}");
    row("end without if", "TPL-SYNTAX", "{% endif %}");
    row("else without if", "TPL-SYNTAX", "{% else %}");
    row("wrong end", "TPL-SYNTAX", "{% for x in y %}{% endif %}");
    row("wrong bracket", "TPL-SYNTAX", "{{ (x] }}");
    row("nothing", "TPL-SYNTAX", "{{ }}");
    row("two names", "TPL-SYNTAX", "{{ a b }}");
    row("character", "TPL-SYNTAX", "{{ a ? b }}");
    row("huge number", "TPL-SYNTAX", "{{ 99999999999999999999 }}");

    row("reflection", "TPL-NAME", "{{ ''.__class__.__mro__ }}");
    row("reflection by method", "TPL-NAME", "{{ ''.__class__() }}");
    row("reflection by subscript", "TPL-NAME", "{{ namespace()['__init__'] }}");
    row("include", "TPL-NAME", "{% include 'x' %}");
    row("import", "TPL-NAME", "{% import 'x' as x %}");
    row("extends", "TPL-NAME", "{% extends 'x' %}");
    row("unknown function", "TPL-NAME", "{{ open('/etc/passwd') }}");
    row("unknown filter", "TPL-NAME", "{{ 1 | attr('x') }}");
    row("unknown test", "TPL-NAME", "{{ 1 is prime }}");
    row("unknown method", "TPL-NAME", "{{ 'x'.format(1) }}");
    row("unknown method of a list", "TPL-NAME", "{{ [].sort() }}");

    row("attribute of nothing", "TPL-VALUE", "{{ nothing.x }}");
    row("item of nothing", "TPL-VALUE", "{{ nothing[0] }}");
    row("string and number", "TPL-VALUE", "{{ 'a' + 1 }}");
    row("division by 0", "TPL-VALUE", "{{ 1 // 0 }}{{ 1 / 0 }}");
    row("overflow", "TPL-VALUE", "{{ 9 ** 99 }}");
    row("smallest number by -1", "TPL-VALUE", "{{ (-9223372036854775807 - 1) // -1 }}");
    row("split at nothing", "TPL-VALUE", "{{ 'a'.split('') }}");
    row("loop over a number", "TPL-VALUE", "{% for x in 1 %}{% endfor %}");
    row("unequal unpacking", "TPL-VALUE", "{% for a, b in [[1]] %}{% endfor %}");
    row("member of no namespace", "TPL-VALUE", "{% set d = {} %}{% set d.x = 1 %}");
    row("step 0", "TPL-VALUE", "{{ [1][::0] }}");
    row("endless range", "TPL-VALUE", "{{ range(0, 9, 0) }}");
    row("pop of nothing", "TPL-VALUE", "{{ [].pop() }}");
    row("JSON of nothing", "TPL-VALUE", "{{ nothing | tojson }}");
    row("raised", "TPL-RAISED", "{{ raise_exception('no') }}");
}

void tst_template::refusals()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, code);
    std::string found = "unfinished";
    QElapsedTimer timer;
    timer.start();
    const auto in_thread = [](void* shared) -> void* {
        auto& [text, result] = *static_cast<std::pair<std::string, std::string*>*>(shared);
        *result = error_code([&text] { render(text); });
        return nullptr;
    };
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 2048 * 1024);  // nesting takes 300 KiB, some times that when sanitized
    pthread_t thread;
    std::pair<std::string, std::string*> shared{source.toStdString(), &found};
    QCOMPARE(pthread_create(&thread, &attributes, in_thread, &shared), 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
    QCOMPARE(found, code.toStdString());
    QVERIFY2(timer.elapsed() < 5000, "bounded even on a busy machine");
}

QTEST_GUILESS_MAIN(tst_template)
#include "tst_template.moc"
