// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/prompt.h"

#include <QSignalSpy>
#include <QTest>

using In = ui::PromptModel::In;

class TestPrompt : public QObject {
    Q_OBJECT

    static ui::TraceBatch written(engine::PromptVersions versions)
    {
        ui::TraceBatch batch;
        batch.events.emplace_back(engine::PromptWritten{std::move(versions)});
        return batch;
    }

private slots:
    void showsWhereTwoTemplatesDiffer()
    {
        ui::Timeline timeline;
        auto card = recording::smallCard();
        card->chat_template = "deepseek-v3";
        timeline.setCard(card);
        ui::PromptModel model(timeline);
        QSignalSpy changed(&model, &ui::PromptModel::changed);
        model.expect();
        QVERIFY(!model.emptyReason().isEmpty());
        model.apply(written({"<s>\nYou help.\nUser: Hi\n\nAssistant:", "<s>\nUser: Hi\n\nAssistant: ", {}}));
        QCOMPARE(changed.count(), 2);
        QVERIFY(model.emptyReason().isEmpty());
        QVERIFY(model.hasBoth());
        QCOMPARE(model.differences(), 3);
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row)
            rows << model.cell(row, 0).toString() + u'|' + model.cell(row, 1).toString();
        QCOMPARE(rows, (QStringList{"both|<s>↵", "model's file|You help.↵", "both|User: Hi↵", "both|↵",
                                    "built-in|Assistant: ", "model's file|Assistant:"}));
        QCOMPARE(model.byModel().size(), size_t(5));
        QCOMPARE(model.builtIn().size(), size_t(4));
        QCOMPARE(model.sent(), QStringLiteral("<s>\nYou help.\nUser: Hi\n\nAssistant:"));
        QVERIFY(model.title().text().contains("3 lines differ"));
        QVERIFY(model.summary().contains("deepseek-v3"));
    }

    void saysThatTheTemplateFailed()
    {
        ui::Timeline timeline;
        ui::PromptModel model(timeline);
        model.expect();
        model.apply(
            written({{}, "User: Hi", engine::ErrorParts{"TPL-SYNTAX", "A tag is not closed", "line 1", {}, {}, {}}}));
        QVERIFY(!model.hasBoth());
        QCOMPARE(model.sent(), QStringLiteral("User: Hi"));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.cell(0, 0).toString(), QStringLiteral("built-in"));
        QVERIFY(model.title().text().contains("does not work"));
        QVERIFY(model.summary().contains("TPL-SYNTAX - A tag is not closed, in line 1."));
        model.apply(written({{}, "User: Hi", {}}));
        QVERIFY(model.title().text().contains("has no template"));
    }

    void hidesNothing()
    {
        ui::Timeline timeline;
        ui::PromptModel model(timeline);
        model.expect();
        model.apply(written({{}, "a\u202e\tb <b>\n\xff", {}}));
        QCOMPARE(model.cell(0, 1).toString(), QStringLiteral("a⟨U+202E⟩⇥b <b>↵"));
        QCOMPARE(model.cell(1, 1).toString(), QStringLiteral("⟨FF⟩"));
    }

    void anAnswerNobodyWaitsForIsNotShown()
    {
        ui::Timeline timeline;
        ui::PromptModel model(timeline);
        model.apply(written({{}, "old", {}}));
        QVERIFY(!model.isWritten());
        model.expect();
        model.apply(written({{}, "new", {}}));
        QVERIFY(model.isWritten());
        model.clear();
        model.apply(written({{}, "old", {}}));
        QVERIFY(!model.isWritten());
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.emptyReason().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPrompt)
#include "tst_prompt.moc"
