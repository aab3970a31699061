// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text.h"

#include "../io/error_code.h"
#include "tiny_tokenizer.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace engine;
using Json = nlohmann::json;

namespace {

const std::string B = "<｜begin▁of▁sentence｜>", E = "<｜end▁of▁sentence｜>", U = "<｜User｜>", A = "<｜Assistant｜>";

// Fragments by which a family is recognised; what they write themselves is no prompt.
const char* const v3_template = "{{ bos_token }}{% for m in messages %}<｜User｜>{{ m }}<｜Assistant｜>{% endfor %}";
const char* const r1_template = "{{'<｜Assistant｜>' + content.split('</think>')[-1]}}{{'<｜Assistant｜><think>\\n'}}";
const char* const r1_0528_template = "{{'<｜Assistant｜>' + content.split('</think>')[-1]}}{{'<｜Assistant｜>'}}";
const char* const v31_template =
    "{% if thinking %}{{'<｜Assistant｜><think>'}}{% else %}{{'<｜Assistant｜></think>'}}{% endif %}";
const char* const v2_template = "{{ 'User: ' + message['content'] + '\\n\\n' }}{{ 'Assistant:' }}";
const char* const kimi_template = "<|im_system|>system<|im_middle|>You are a helpful assistant<|im_end|>";
const char* const kimi_named_template =
    "<|im_system|>system<|im_middle|>You are Kimi, an AI assistant created by Moonshot AI.<|im_end|>\n  {% "
    "endif %}";
const char* const glm_template = "[gMASK]<sop>{%- if tools -%}<|system|>{%- endif -%}";

const std::string kimi_prompt =
    "<|im_user|>user<|im_middle|>u1<|im_end|><|im_assistant|>assistant<|im_middle|>a1<|im_end|>"
    "<|im_user|>user<|im_middle|>u2<|im_end|><|im_assistant|>assistant<|im_middle|>";

std::vector<Message> conversation(bool with_system)
{
    std::vector<Message> chat{{Role::User, "u1", {}}, {Role::Assistant, "a1", "past thoughts"}, {Role::User, "u2", {}}};
    if (with_system) chat.insert(chat.begin(), {Role::System, "S", {}});
    return chat;
}

/// The built-in prompt of the family.
std::string built_in(const std::shared_ptr<const Text>& text, std::span<const Message> chat, bool thinking)
{
    return text->prompt_versions(chat, thinking).built_in;
}

QString published_template(const char* name)
{
    return qEnvironmentVariable("EXPERTSCOPE_SHARED_DATA", EXPERTSCOPE_SOURCE_DIR "/../shared/data") + "/templates/" +
           name;
}

/// Conversations in which the published templates may differ from the built-in prompts.
std::vector<std::vector<Message>> conversations()
{
    const Message system{Role::System, "S\n", {}}, other{Role::System, " T", {}}, question{Role::User, " u1\n", {}};
    const Message again{Role::User, "<｜User｜>u2", {}}, answer{Role::Assistant, "\n a1 \u3000", "thoughts"};
    const Message thought{Role::Assistant, "<think>\nx</think>y</think>\n\nz", {}};
    return {{question},
            {system, question},
            {system, question, answer, again},
            {question, thought, again, answer, question},
            {system, other, question, thought, again},
            {question, answer},
            {question, question, answer, answer, again}};
}

std::vector<Message> chat_of(const Json& messages)
{
    std::vector<Message> chat;
    for (const Json& message : messages) {
        const auto role = message["role"].get<std::string>();
        chat.push_back({role == "system" ? Role::System
                        : role == "user" ? Role::User
                                         : Role::Assistant,
                        message["content"].get<std::string>(),
                        {}});
    }
    return chat;
}

}  // namespace

class tst_text : public QObject {
    Q_OBJECT

private slots:
    void init() { directory_ = std::make_unique<QTemporaryDir>(); }

    void prompts_data()
    {
        QTest::addColumn<QByteArray>("jinja");
        QTest::addColumn<QByteArray>("family");
        QTest::addColumn<bool>("system");
        QTest::addColumn<bool>("thinking");
        QTest::addColumn<QByteArray>("prompt");
        const auto row = [](const char* name, const char* jinja, const char* family, bool system, bool thinking,
                            const std::string& prompt) {
            QTest::newRow(name) << QByteArray(jinja) << QByteArray(family) << system << thinking
                                << QByteArray::fromStdString(prompt);
        };
        const std::string turns = U + "u1" + A + "a1" + E + U + "u2" + A;
        row("V2", v2_template, "deepseek-v2", true, false,
            B + "S\n\nUser: u1\n\nAssistant: a1" + E + "User: u2\n\nAssistant:");
        row("V2 without system", v2_template, "deepseek-v2", false, false,
            B + "User: u1\n\nAssistant: a1" + E + "User: u2\n\nAssistant:");
        row("V3", v3_template, "deepseek-v3", true, false, B + "S" + turns);
        row("R1", r1_template, "deepseek-r1", true, true, B + "S" + turns + "<think>\n");
        row("R1 always thinks", r1_template, "deepseek-r1", false, false, B + turns + "<think>\n");
        row("R1-0528", r1_0528_template, "deepseek-r1-0528", true, true, B + "S" + turns);
        const std::string v31 = U + "u1" + A + "</think>a1" + E + U + "u2" + A;
        row("V3.1", v31_template, "deepseek-v3.1", true, false, B + "S" + v31 + "</think>");
        row("V3.1 thinking", v31_template, "deepseek-v3.1", false, true, B + v31 + "<think>");
        row("Kimi", kimi_template, "kimi-k2", true, false, "<|im_system|>system<|im_middle|>S<|im_end|>" + kimi_prompt);
        row("Kimi without system", kimi_template, "kimi-k2", false, false,
            "<|im_system|>system<|im_middle|>You are a helpful assistant<|im_end|>" + kimi_prompt);
        row("Kimi by name", kimi_named_template, "kimi-k2", false, false,
            "<|im_system|>system<|im_middle|>You are Kimi, an AI assistant created by Moonshot "
            "AI.<|im_end|>\n" +
                kimi_prompt);
        const std::string glm = "<|user|>u1<|assistant|></think>a1<|user|>u2<|assistant|>";
        row("GLM", glm_template, "glm-4.7", true, true, "[gMASK]<sop><|system|>S" + glm + "<think>");
        row("GLM without thoughts", glm_template, "glm-4.7", false, false, "[gMASK]<sop>" + glm + "</think>");
        row("no template, V3.1 tokens", "", "deepseek-v3.1", true, false, B + "S" + v31 + "</think>");
    }
    void prompts()
    {
        QFETCH(QByteArray, jinja);
        QFETCH(QByteArray, family);
        QFETCH(bool, system);
        QFETCH(bool, thinking);
        QFETCH(QByteArray, prompt);
        const auto text = open({{"chat_template", jinja.toStdString()}, {"bos_token", B}, {"add_bos_token", true}});
        QCOMPARE(text->template_family(), family.toStdString());
        QCOMPARE(built_in(text, conversation(system), thinking), prompt.toStdString());
        QCOMPARE(text->detokenize(text->prompt_ids(conversation(system), thinking)),
                 text->prompt(conversation(system), thinking));
    }

    void families_without_a_template_data()
    {
        QTest::addColumn<QStringList>("tokens");
        QTest::addColumn<QByteArray>("family");
        QTest::newRow("V2") << QStringList{"<｜begin▁of▁sentence｜>"} << QByteArray("deepseek-v2");
        QTest::newRow("V3") << QStringList{"<｜User｜>", "<｜Assistant｜>"} << QByteArray("deepseek-v3");
        QTest::newRow("Kimi") << QStringList{"<|im_middle|>"} << QByteArray("kimi-k2");
        QTest::newRow("GLM") << QStringList{"[gMASK]", "<sop>"} << QByteArray("glm-4.7");
    }
    void families_without_a_template()
    {
        QFETCH(QStringList, tokens);
        QFETCH(QByteArray, family);
        std::vector<std::string> control;
        for (const QString& token : tokens)
            control.push_back(token.toStdString());
        write("tokenizer.json", tiny_tokenizer(control));
        QCOMPARE(Text::open(folder())->template_family(), family.toStdString());
    }

    void the_published_templates_write_the_built_in_prompts_data() { published_templates(); }
    void the_published_templates_write_the_built_in_prompts()
    {
        QFETCH(QByteArray, family);
        const auto text = open_with_published_template(family);
        if (!text) QSKIP("the published templates are not on this machine");
        QCOMPARE(text->template_family(), family.toStdString());
        for (const std::vector<Message>& chat : conversations())
            for (const bool thinking : {false, true}) {
                const PromptVersions versions = text->prompt_versions(chat, thinking);
                QVERIFY2(versions.by_model, versions.problem ? sentence(*versions.problem).c_str() : "no template");
                QCOMPARE(*versions.by_model, versions.built_in);
                QCOMPARE(text->prompt(chat, thinking), versions.built_in);
                QCOMPARE(text->detokenize(text->prompt_ids(chat, thinking)), versions.built_in);
            }
    }

    /// tests/reference/prompt_vectors.py
    void the_published_templates_write_what_jinja_writes_data() { published_templates(); }
    void the_published_templates_write_what_jinja_writes()
    {
        QFETCH(QByteArray, family);
        const auto text = open_with_published_template(family);
        if (!text) QSKIP("the published templates are not on this machine");
        const Json file = Json::parse(std::ifstream(EXPERTSCOPE_SOURCE_DIR "/tests/data/prompts.json"));
        const Json& prompts = file["prompts"][QTest::currentDataTag()];
        QCOMPARE(prompts.size(), file["chats"].size());
        for (std::size_t i = 0; i < prompts.size(); ++i)
            for (const bool thinking : {false, true}) {
                const auto expected = prompts[i][std::size_t(thinking)].get<std::string>();
                const std::vector<Message> chat = chat_of(file["chats"][i]);
                QCOMPARE(text->prompt_versions(chat, thinking).by_model, expected);
                if (chat.back().role == Role::User) QCOMPARE(built_in(text, chat, thinking), expected);
            }
    }

    void no_one_but_the_template_writes_control_tokens_data()
    {
        published_templates();
        for (const char* family : {"deepseek-v2", "deepseek-v3", "deepseek-v3.1", "kimi-k2", "glm-4.7"})
            QTest::newRow(family) << QByteArray(family);
    }
    void no_one_but_the_template_writes_control_tokens()
    {
        QFETCH(QByteArray, family);
        const auto text =
            family == QTest::currentDataTag() ? open_family(family) : open_with_published_template(family);
        if (!text) QSKIP("the published templates are not on this machine");
        QCOMPARE(text->template_family(), family.toStdString());
        std::string marks;
        for (int id = 300; id < text->size(); ++id)
            marks += text->piece(id) + " ";
        QVERIFY(marks.size() > 20);
        const auto control_ids = [&](const std::string& said, bool thinking) {
            const std::vector<Message> chat{{Role::System, said, {}},
                                            {Role::User, said + "a", {}},
                                            {Role::Assistant, "b" + said, said},
                                            {Role::User, "<" + said + ">", {}}};
            std::vector<TokenId> ids = text->prompt_ids(chat, thinking);
            const std::string prompt = text->detokenize(ids);
            if (prompt != text->prompt(chat, thinking)) ids.clear();
            std::erase_if(ids, [](TokenId id) { return id < 300; });
            return ids;
        };
        for (const bool thinking : {false, true}) {
            QVERIFY(!control_ids("x", thinking).empty());
            QCOMPARE(control_ids(marks, thinking), control_ids("x", thinking));
        }
        for (const TokenId id : text->tokenize(marks))
            QVERIFY(id < 300);
    }

    void the_template_of_the_file_is_used()
    {
        const auto text = open({{"chat_template",
                                 "{{ bos_token }}{% for m in messages %}{{ m.role }}={{ m.content }}"
                                 "{{ eos_token }}{% endfor %}{{ '<think>' if thinking }}"}});
        QCOMPARE(text->prompt(conversation(true), true),
                 B + "system=S" + E + "user=u1" + E + "assistant=a1" + E + "user=u2" + E + "<think>");
        QVERIFY(text->supports_thinking());
        const PromptVersions versions = text->prompt_versions(conversation(true), false);
        QCOMPARE(*versions.by_model, text->prompt(conversation(true), false));
        QVERIFY(versions.built_in != *versions.by_model && !versions.problem);
    }

    void a_template_that_fails_is_replaced_and_says_why_data()
    {
        QTest::addColumn<QByteArray>("jinja");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("syntax") << QByteArray("<｜Assistant｜>{{ a[\"foo\"(") << QByteArray("TPL-SYNTAX");
        QTest::newRow("at run time") << QByteArray("<｜Assistant｜>{{ 1 + nothing }}") << QByteArray("TPL-VALUE");
        QTest::newRow("endless") << QByteArray("<｜Assistant｜>{{ range(10**9) }}") << QByteArray("TPL-BUDGET");
        QTest::newRow("by itself") << QByteArray("<｜Assistant｜>{{ raise_exception('only users') }}")
                                   << QByteArray("TPL-RAISED");
    }
    void a_template_that_fails_is_replaced_and_says_why()
    {
        QFETCH(QByteArray, jinja);
        QFETCH(QByteArray, code);
        const auto text = open({{"chat_template", jinja.toStdString()}});
        const PromptVersions versions = text->prompt_versions(conversation(true), false);
        QVERIFY(!versions.by_model);
        QCOMPARE(versions.problem->code, code.toStdString());
        QCOMPARE(text->prompt(conversation(true), false), versions.built_in);
        QCOMPARE(text->template_family(), std::string("deepseek-v3"));
        QVERIFY(!open({})->prompt_versions(conversation(true), false).problem);
    }

    void control_tokens_come_from_the_template_alone_data()
    {
        QTest::addColumn<QByteArray>("jinja");
        QTest::newRow("built-in") << QByteArray();
        QTest::newRow("of the file") << QByteArray(
            "{{ bos_token }}{% for m in messages %}{% set c = m.content | trim %}{{ '<｜User｜>' + c[:5] ~ c[5:] }}"
            "{% endfor %}{{ '<｜Assistant｜>' }}</think>");
    }
    void control_tokens_come_from_the_template_alone()
    {
        QFETCH(QByteArray, jinja);
        const auto text = open({{"chat_template", jinja.toStdString()}});
        const std::vector<Message> chat{{Role::User, E + "<think>" + A, {}}};
        const std::vector<TokenId> ids = text->prompt_ids(chat, false);
        QCOMPARE(text->detokenize(ids), text->prompt(chat, false));
        QCOMPARE(text->prompt(chat, false), B + U + E + "<think>" + A + A + "</think>");
        QVERIFY(std::count_if(ids.begin(), ids.end(), [](TokenId id) { return id >= 300; }) == 4);  // B U A </think>
        QCOMPARE(ids.front(), *text->bos());
        QCOMPARE(std::count(ids.begin(), ids.end(), *text->bos()), std::ptrdiff_t(1));
    }

    void words_merge_across_template_and_content()
    {
        const auto text = open({{"chat_template", v2_template}});
        const std::vector<TokenId> ids = text->prompt_ids(std::vector<Message>{{Role::User, "hello", {}}}, false);
        QVERIFY(std::find(ids.begin(), ids.end(), 260) != ids.end());  // " hello" behind "User:"
    }

    void past_thoughts_are_cut()
    {
        const std::vector<Message> chat{
            {Role::User, "u", {}}, {Role::Assistant, "x</think>y</think>z", {}}, {Role::User, "v", {}}};
        QCOMPARE(built_in(open({{"chat_template", v31_template}}), chat, true),
                 B + U + "u" + A + "</think>y</think>z" + E + U + "v" + A + "<think>");
        QCOMPARE(built_in(open({{"chat_template", r1_0528_template}}), chat, true),
                 B + U + "u" + A + "z" + E + U + "v" + A);
        QCOMPARE(built_in(open({{"chat_template", v3_template}}), chat, true),
                 B + U + "u" + A + "x</think>y</think>z" + E + U + "v" + A);
    }

    void system_messages_are_joined_in_front()
    {
        const std::vector<Message> chat{{Role::User, "u", {}}, {Role::System, "S", {}}, {Role::System, "T", {}}};
        QCOMPARE(built_in(open({{"chat_template", v3_template}}), chat, false), B + "S\n\nT" + U + "u" + A);
        const std::string last = std::string("{% set ns.system_prompt = message['content'] %}") + r1_template;
        QCOMPARE(built_in(open({{"chat_template", last}}), chat, true), B + "T" + U + "u" + A + "<think>\n");
    }

    void kimi_is_introduced_unless_the_first_message_does()
    {
        const std::vector<Message> chat{{Role::User, "u", {}}, {Role::System, "S", {}}};
        QCOMPARE(built_in(open({{"chat_template", kimi_template}}), chat, false),
                 std::string("<|im_system|>system<|im_middle|>You are a helpful assistant<|im_end|>"
                             "<|im_user|>user<|im_middle|>u<|im_end|><|im_system|>system<|im_middle|>S<|im_end|>"
                             "<|im_assistant|>assistant<|im_middle|>"));
    }

    void thinking_is_offered_where_it_makes_a_difference()
    {
        QVERIFY(open({{"chat_template", v31_template}})->supports_thinking());
        QVERIFY(open({})->supports_thinking());
        QVERIFY(!open({{"chat_template", v3_template}})->supports_thinking());
        QVERIFY(!open({{"chat_template", kimi_template}})->supports_thinking());
    }

    void end_tokens_of_all_files()
    {
        write("generation_config.json", {{"eos_token_id", {7, 8}}});
        write("config.json", {{"eos_token_id", 9}});
        const auto text = open({{"eos_token", {{"content", "</think>"}}}});
        for (const TokenId id : {7, 8, 9, 301, 305})
            QVERIFY(text->ends_reply(id));
        for (const TokenId id : {0, 10, 300, 302, -1})
            QVERIFY(!text->ends_reply(id));
    }

    void bos_as_the_configuration_says()
    {
        QCOMPARE(open({{"bos_token", U}})->bos(), std::optional<TokenId>(302));
        QCOMPARE(open({})->bos(), std::optional<TokenId>(300));
        const auto without = open({{"bos_token", B}, {"add_bos_token", false}, {"chat_template", v3_template}});
        QVERIFY(!without->bos());
        QVERIFY(without->prompt(conversation(false), false).starts_with(B));  // the template's own
        QVERIFY(!open({{"bos_token", "<unknown>"}})->bos());
    }

    void pieces_and_holes()
    {
        const auto text = open({});
        QCOMPARE(text->piece(259), std::string("hello"));
        QCOMPARE(text->piece(299), std::string());
        QCOMPARE(text->piece(400), std::string());
        QCOMPARE(text->piece(-1), std::string());
        QVERIFY(text->is_special(302) && !text->is_special(304) && !text->is_special('a'));
        QCOMPARE(text->size(), 306);
        QCOMPARE(error_code([&] { text->detokenize(std::vector<TokenId>{306}); }), std::string("TOK-ID"));
    }

    void a_bare_file_is_enough()
    {
        write("tokenizer.json", tiny_tokenizer());
        QCOMPARE(Text::open(folder() / "tokenizer.json")->tokenize("hello"), std::vector<TokenId>({259}));
    }

    void refused_folders()
    {
        QCOMPARE(error_code([&] { Text::open(folder()); }), std::string("TOK-MISSING"));
        QCOMPARE(error_code([&] { Text::open(folder() / "none"); }), std::string("TOK-MISSING"));
        write("tokenizer.json", tiny_tokenizer());
        std::ofstream(folder() / "tokenizer_config.json") << "[]";
        QCOMPARE(error_code([&] { Text::open(folder()); }), std::string("TOK-CONFIG"));
        std::ofstream(folder() / "tokenizer_config.json") << "{\"a\": ";
        QCOMPARE(error_code([&] { Text::open(folder()); }), std::string("JSON-SYNTAX"));
    }

    void a_vocabulary_is_enough()
    {
        const Json json = tiny_tokenizer();
        std::vector<std::string> tokens(306, "[PAD]");
        for (std::size_t id = 0; id < tokens.size(); ++id)
            tokens[id] += std::to_string(id);
        std::vector<std::int64_t> types(306, 5);
        for (const auto& [token, id] : json["model"]["vocab"].items()) {
            tokens[id.get<std::size_t>()] = token;
            types[id.get<std::size_t>()] = 1;
        }
        for (const Json& added : json["added_tokens"]) {
            tokens[added["id"].get<std::size_t>()] = added["content"];
            types[added["id"].get<std::size_t>()] = added["content"] == "<think>" ? 4 : 3;
        }
        const auto merges = json["model"]["merges"].get<std::vector<std::string>>();
        Vocabulary vocabulary{.model = "gpt2",
                              .pre_tokenizer = "deepseek-v3",
                              .tokens = {tokens.begin(), tokens.end()},
                              .types = types,
                              .merges = {merges.begin(), merges.end()},
                              .bos = 300,
                              .eos = 301};
        const auto text = Text::from(vocabulary, "tiny.gguf");
        const auto same = open({});
        QCOMPARE(text->tokenize("hello hello<think>" + U), same->tokenize("hello hello<think>" + U));
        QCOMPARE(text->prompt_ids(conversation(true), true), same->prompt_ids(conversation(true), true));
        QCOMPARE(text->bos(), std::optional<TokenId>(300));
        QVERIFY(text->ends_reply(301) && text->is_special(301) && !text->is_special(304));
        QCOMPARE(text->pre_tokenizer(), std::string("deepseek-v3"));

        vocabulary.add_bos = false;
        vocabulary.chat_template = "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}";
        const auto with_template = Text::from(vocabulary, "tiny.gguf");
        QVERIFY(!with_template->bos());
        QCOMPARE(with_template->prompt(conversation(true), false), B + "S" + E);
    }

private:
    static void published_templates()
    {
        QTest::addColumn<QByteArray>("family");
        QTest::newRow("GLM-4.7-Flash.jinja") << QByteArray("glm-4.7");
        QTest::newRow("Kimi-K2-Instruct.jinja") << QByteArray("kimi-k2");
        QTest::newRow("deepseek-ai-DeepSeek-R1-Distill-Qwen-32B.jinja") << QByteArray("deepseek-r1");
        QTest::newRow("nov2025-deepseek-ai-DeepSeek-V3.1.jinja") << QByteArray("deepseek-v3.1");
    }

    /// A model with the template and the control tokens of this row; null when the template is not on this machine.
    std::shared_ptr<const Text> open_with_published_template(const QByteArray& family) const
    {
        const QString file = published_template(QTest::currentDataTag());
        if (!QFile::copy(file, directory_->filePath("chat_template.jinja"))) return nullptr;
        write("tokenizer_config.json", {{"bos_token", B}, {"eos_token", E}});
        return open_family(family);
    }

    std::shared_ptr<const Text> open_family(const QByteArray& family) const
    {
        std::vector<std::string> control{B, E};
        if (family == "kimi-k2")
            control = {"<|im_system|>", "<|im_user|>", "<|im_assistant|>", "<|im_middle|>", "<|im_end|>"};
        if (family == "glm-4.7") control = {"[gMASK]", "<sop>", "<|system|>", "<|user|>", "<|assistant|>"};
        if (family.startsWith("deepseek-v3") || family == "deepseek-r1") control.insert(control.end(), {U, A});
        if (family == "glm-4.7" || family == "deepseek-v3.1" || family == "deepseek-r1")
            control.insert(control.end(), {"<think>", "</think>"});
        write("tokenizer.json", tiny_tokenizer(control));
        return Text::open(folder());
    }

    std::filesystem::path folder() const { return directory_->path().toStdString(); }
    void write(const char* name, const Json& json) const { std::ofstream(folder() / name) << json.dump(); }
    std::shared_ptr<const Text> open(const Json& config) const
    {
        write("tokenizer.json", tiny_tokenizer());
        write("tokenizer_config.json", config.is_null() ? Json::object() : config);
        return Text::open(folder());
    }

    std::unique_ptr<QTemporaryDir> directory_;
};

QTEST_GUILESS_MAIN(tst_text)
#include "tst_text.moc"
