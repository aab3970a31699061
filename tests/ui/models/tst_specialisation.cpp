// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/shuffle.h"
#include "ui/models/specialisation.h"

#include <QTest>

#include <cmath>
#include <random>
#include <set>

namespace {

/// Labels and routes for the test alone: two layers, 8 experts, top-2.
struct Made {
    std::vector<std::uint16_t> routes;  // [T, 2, 2]
    ui::LabelledTokens tokens;
};

/// `drift`: experts and labels both stay alike for stretches of about so many tokens, independently of each other.
/// `planted`: label 1 goes to expert 3 of the second layer this often instead.
Made make(unsigned seed, int units, int block, double planted, int drift)
{
    std::mt19937 source(seed);
    std::uniform_real_distribution<double> share(0, 1);
    const auto pick = [&](int below) { return std::uniform_int_distribution<int>(0, below - 1)(source); };
    Made made;
    const int tokens = units * block;
    int label = 0, mood = 0;
    for (int t = 0; t < tokens; ++t) {
        if (pick(drift) == 0) label = pick(2);
        if (pick(drift) == 0) mood = pick(4);
        made.tokens.label.push_back(std::uint8_t(label));
        for (int layer = 0; layer < 2; ++layer) {
            int a = drift > 1 ? (mood + pick(2)) % 8 : pick(8), b = (a + 1 + pick(7)) % 8;
            if (layer == 1 && label == 1 && share(source) < planted) {
                a = 3;
                b = 4 + pick(4);
            }
            made.routes.push_back(std::uint16_t(a));
            made.routes.push_back(std::uint16_t(b));
        }
    }
    for (int t = 0; t < tokens; ++t) made.tokens.routes.push_back(made.routes.data() + 4 * t);
    for (int u = 0; u <= units; ++u) made.tokens.units.push_back(std::uint32_t(u * block));
    made.tokens.layers = made.tokens.labels = made.tokens.chosen = 2;
    made.tokens.experts = 8;
    made.tokens.seed = seed;
    return made;
}

ui::LabelTest test(const Made& made)
{
    ui::CalculationProgress progress;
    return ui::testLabels(made.tokens, 200, progress);
}

}  // namespace

class TestSpecialisation : public QObject {
    Q_OBJECT
private slots:
    void ordersAreOrdersAndTheSameForTheSameSeed()
    {
        ui::Shuffle a(5), b(5), c(6);
        const auto first = a.order(100);
        QCOMPARE(first, b.order(100));
        QVERIFY(first != c.order(100));
        QVERIFY(first != a.order(100));
        QCOMPARE(std::set<std::uint32_t>(first.begin(), first.end()).size(), size_t(100));
        std::vector<int> firsts(4, 0);  // every number comes first equally often
        for (int i = 0; i < 4000; ++i) ++firsts[a.order(4).front()];
        for (const int count : firsts) QVERIFY(std::abs(count - 1000) < 150);
    }

    void knownInformation()
    {
        Made made;  // label 0 always to 0 and 1, label 1 always to 2 and 3: the expert tells all of the label
        made.tokens.layers = 1;
        made.tokens.experts = 4;
        made.tokens.chosen = made.tokens.labels = 2;
        made.routes = {0, 1, 2, 3};
        for (int t = 0; t < 64; ++t) {
            made.tokens.label.push_back(std::uint8_t(t % 2));
            made.tokens.routes.push_back(made.routes.data() + 2 * (t % 2));
            made.tokens.units.push_back(std::uint32_t(t));
        }
        made.tokens.units.push_back(64);
        const ui::LabelTest answer = test(made);
        QVERIFY(std::abs(answer.layers[0].nmi - 1) < 1e-9);
        QVERIFY(answer.layers[0].chance < 0.1);
        QCOMPARE(answer.p, 1.0 / 201);
    }

    void plantedStructureIsFound()
    {
        const ui::LabelTest answer = test(make(1, 80, 16, 0.5, 40));
        QCOMPARE(answer.strongest, 1);
        QVERIFY(answer.p <= 0.01);
        QVERIFY(answer.layers[1].nmi > answer.layers[1].chance95);
        const ui::Specialist& found = answer.layers[1].specialists[1];
        QCOMPARE(found.expert, 3);
        QVERIFY(found.tested && found.heldOut > 0.2 && found.p <= 0.02);
    }

    /// Labels and experts that both drift but have nothing to do with each other: a test that exchanged tokens would
    /// find something far too often, a test by blocks about as often as its level says.
    void falseAlarmsAreAsRareAsSaid()
    {
        int byBlock = 0, byToken = 0, heldOut = 0, tested = 0;
        constexpr int recordings = 60;
        for (unsigned seed = 0; seed < recordings; ++seed) {
            Made made = make(100 + seed, 60, 16, 0, 8);
            const ui::LabelTest answer = test(made);
            byBlock += answer.p <= 0.05;
            for (const auto& layer : answer.layers) {
                for (const auto& found : layer.specialists) {
                    tested += found.tested;
                    heldOut += found.tested && found.p <= 0.05;
                }
            }
            made.tokens.units.clear();
            for (std::uint32_t t = 0; t <= made.tokens.routes.size(); ++t) made.tokens.units.push_back(t);
            byToken += test(made).p <= 0.05;
        }
        QVERIFY2(byBlock <= 9, qPrintable(QString::number(byBlock)));  // 3 expected
        QVERIFY2(byToken >= 12, qPrintable(QString::number(byToken)));
        QVERIFY(tested > 200);
        QVERIFY2(heldOut <= tested / 8, qPrintable(QString::number(heldOut)));
    }

    void shuffledLabelsAreNotFound()
    {
        Made made = make(1, 80, 16, 0.5, 40);
        std::mt19937 source(2);
        for (int u = 0; u < 80; ++u) std::fill_n(made.tokens.label.begin() + u * 16, 16, std::uint8_t(source() % 2));
        QVERIFY(test(made).p > 0.05);
    }

    void scripts()
    {
        const auto script = [](const std::string& piece, bool special = false) {
            engine::TokenEvent token;
            token.piece = piece;
            token.special = special;
            return ui::Labelling::scriptOf(token);
        };
        using Script = ui::Labelling::Script;
        QCOMPARE(script(" router"), int(Script::Latin));
        QCOMPARE(script("é1"), int(Script::Latin));
        QCOMPARE(script("言葉"), int(Script::Japanese));
        QCOMPARE(script("ひと"), int(Script::Japanese));
        QCOMPARE(script("слово"), int(Script::OtherLetters));
        QCOMPARE(script(" 42,"), int(Script::Digits));
        QCOMPARE(script(" ->"), int(Script::Punctuation));
        QCOMPARE(script("\n\n"), int(Script::Space));
        QCOMPARE(script("\xe3\x81"), -1);  // a part of a character
        QCOMPARE(script("<think>", true), -1);
    }

    void aConversation()
    {
        const auto card = recording::workshopCard();
        ui::Timeline timeline;
        ui::Selection selection;
        ui::SpecialisationModel model(timeline, selection);
        timeline.setCard(card);
        model.update();
        QVERIFY(!model.emptyReason().isEmpty());
        for (engine::ReplyId reply = 1; reply <= 8; ++reply)
            timeline.apply(recording::events(*card, {reply, 0, 0, recording::pieces(20), recording::pieces(60)}));
        const auto answered = [&] {
            model.update();
            model.wait();
            model.update();
            return model.emptyReason();
        };
        QVERIFY(answered().isEmpty());
        QCOMPARE(model.answer()->labels.size(), 2);   // words, and signs among them
        QCOMPARE(model.answer()->units, 8 * 80 / 16);
        QCOMPARE(model.answer()->test.layers.size(), size_t(7));
        QVERIFY(model.answer()->test.p > 0.05);       // the routes of this recording follow from nothing
        QVERIFY(model.title().text().contains("not distinguishable from chance"));
        QVERIFY(model.summary().contains("Not distinguishable"));
        QCOMPARE(model.rowCount(), 14);
        QCOMPARE(model.cell(0, 1).toFloat(), float(model.answer()->test.layers[0].nmi));

        model.setKind(ui::Labelling::Kind::Question);
        QVERIFY(answered().isEmpty());  // the questions are there to be labelled
        QVERIFY(!model.hasTest() && model.verdict().contains("different labels"));
        QCOMPARE(model.questions().size(), size_t(8));
        QVERIFY(model.questions()[0].text.startsWith(" A router"));
        for (engine::ReplyId reply = 1; reply <= 8; ++reply) model.setLabel(reply, reply % 2 ? " %1 poem " : "%2 code");
        QVERIFY(answered().isEmpty());
        QCOMPARE(model.answer()->labels, QStringList({"%1 poem", "%2 code"}));
        QCOMPARE(model.answer()->units, 8);
        QVERIFY(!model.verdict().isEmpty() && !model.layerText(0).isEmpty() && !model.specialistText(1).isEmpty());
        for (const auto& found : model.answer()->test.layers[0].specialists) QVERIFY(found.tested);  // labels alternate
        model.setLabel(1, {});
        QVERIFY(answered().isEmpty());
        QCOMPARE(model.answer()->units, 7);

        model.setKind(ui::Labelling::Kind::Segment);
        QVERIFY(answered().isEmpty());
        QCOMPARE(model.answer()->labels, QStringList({"prompt", "answer"}));
        selection.selectSegment(ui::Segment::Answer);
        QVERIFY(answered().contains("Only one label"));
        timeline.clear();
        model.update();
        QCOMPARE(model.rowCount(), 0);
    }

    void stopsAtOnce()
    {
        const Made made = make(1, 2000, 16, 0.5, 40);
        ui::CalculationProgress progress;
        progress.stop = true;
        QVERIFY(ui::testLabels(made.tokens, 200, progress).layers.empty());
    }
};

QTEST_GUILESS_MAIN(TestSpecialisation)
#include "tst_specialisation.moc"
