// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"
#include "ui/models/lens.h"

#include <QTest>

#include <cmath>

using ui::Lens;

/// smallCard(): layers 1 and 2 with 4 experts each, 2 chosen. One prompt token, two of the answer.
class TestLens : public QObject {
    Q_OBJECT

    std::shared_ptr<engine::ModelCard> card_;
    std::unique_ptr<ui::Timeline> timeline_;
    std::unique_ptr<ui::LensModel> model_;

    engine::TokenEvent& token(ui::TraceBatch& batch, size_t position)
    {
        return std::get<engine::TokenEvent>(batch.events[1 + position]);
    }

    void look(Lens lens, int layer = 1)
    {
        model_->look(lens, layer);
        model_->update();
    }

    static bool near(float a, double b) { return std::abs(double(a) - b) < 1e-6; }

private slots:
    void init()
    {
        card_ = recording::smallCard();
        card_->e_score_correction_bias = {0, 0, 0, 0, 0, 0.5f, 0, 0};
        timeline_ = std::make_unique<ui::Timeline>();
        model_ = std::make_unique<ui::LensModel>(*timeline_);
        timeline_->setCard(card_);
        ui::TraceBatch batch = recording::events(*card_, {1, 0, 0, {" a"}, {" b", " c"}});
        token(batch, 0).routing = {{3, 0, 1, 2}, {0.25f, 0.75f, 0.625f, 0.375f}, {}};
        token(batch, 1).routing = {{3, 1, 1, 0}, {0.5f, 0.5f, 0.25f, 0.75f},
                                   {0.125f, 0.25f, 0.125f, 0.5f, 0.75f, 0.5f, 0.625f, 0}};
        token(batch, 2).routing = {{1, 3, 2, 3}, {0.5f, 0.5f, 0.5f, 0.5f}, {0, 0.5f, 0, 0.5f, 0, 0, 1, 1}};
        token(batch, 2).candidates = {{7, "x", 0.5f, 1}, {token(batch, 2).id, " c", 0.125f, 0}};
        timeline_->apply(batch);
    }

    void strongestExpert()
    {
        look(Lens::Expert);
        QCOMPARE(model_->value(0), 0.0f);
        QCOMPARE(model_->value(1), 3.0f);
        QCOMPARE(model_->text(0), QStringLiteral("token 0 “ a”, L2: strongest expert E0"));
        look(Lens::Expert, 2);
        QCOMPARE(model_->value(1), 0.0f);
    }

    void marginHasTheBiasInIt()
    {
        look(Lens::Margin);
        QVERIFY(std::isnan(model_->value(0)));
        QCOMPARE(model_->value(1), 0.125f);  // 0.25 less 0.125
        QCOMPARE(model_->value(2), 0.5f);
        QCOMPARE(model_->low(), 0.0f);
        QCOMPARE(model_->high(), 0.5f);
        QCOMPARE(model_->strength(1), 0.25f);
        look(Lens::Margin, 2);
        QCOMPARE(model_->value(1), 0.125f);  // chosen 0.5 + 0.5 of bias and 0.75; best not chosen 0.625
        QCOMPARE(model_->value(2), 0.5f);    // chosen 1 and 1; best not chosen 0 + 0.5
        QCOMPARE(model_->text(1), QStringLiteral("token 1 “ b”, L3: router margin 0.125"));
    }

    void entropyOfNormalisedScores()
    {
        look(Lens::Entropy);
        QVERIFY(std::isnan(model_->value(0)));
        QVERIFY(near(model_->value(1), 1.75));  // 1/8 1/4 1/8 1/2
        QVERIFY(near(model_->value(2), 1));
        QVERIFY(near(model_->strength(2), 0) && near(model_->strength(1), 1));
        QVERIFY(model_->text(1).contains("1.75 bits of at most 2.00 bits"));
    }

    void surpriseIsOfPredictedTokensOnly()
    {
        look(Lens::Surprise, -1);
        QVERIFY(std::isnan(model_->value(0)));
        QVERIFY(model_->text(0).contains("given"));
        QVERIFY(near(model_->value(1), -std::log2(0.625)));
        QVERIFY(near(model_->value(2), 3));
        QCOMPARE(model_->text(2), QStringLiteral("token 2 “ c”: surprise 3.00 bits, probability 13 %"));
    }

    void overlapWithTheTokenBefore()
    {
        look(Lens::Overlap);
        QVERIFY(std::isnan(model_->value(0)));
        QCOMPARE(model_->value(1), 0.5f);  // 3 of 3 and 0
        QCOMPARE(model_->value(2), 1.0f);
        look(Lens::Overlap, 2);
        QCOMPARE(model_->value(1), 0.5f);
        QCOMPARE(model_->value(2), 0.0f);
        QCOMPARE(model_->highText(), QStringLiteral("100 %"));
        QVERIFY(model_->text(2).contains("by chance 50 %"));
    }

    void aLongContextIsReadInSlices()
    {
        timeline_->apply(recording::events(*card_, {2, 0, 0, recording::pieces(9000), {}}));
        look(Lens::Expert);
        QVERIFY(!model_->isComplete());
        QVERIFY(std::isnan(model_->value(8999)));
        while (!model_->isComplete()) model_->update();
        QVERIFY(!std::isnan(model_->value(8999)));
    }

    void followsTheContext()
    {
        look(Lens::Overlap);
        timeline_->apply(recording::events(*card_, {2, 0, 0, {"x"}, {"y"}}));
        model_->update();
        QVERIFY(std::isnan(model_->value(2)));
        QVERIFY(!std::isnan(model_->value(1)));
        timeline_->clear();
        model_->update();
        for (const int position : {-1, 0, 5}) QVERIFY(std::isnan(model_->value(position)));
        QVERIFY(std::isnan(model_->strength(0)));
    }

    void withoutARouterThereIsNothingToLookAt()
    {
        for (const Lens lens : {Lens::Expert, Lens::Margin, Lens::Entropy, Lens::Overlap}) {
            look(lens, 0);
            QVERIFY(std::isnan(model_->value(1)));
            look(lens, -1);
            QVERIFY(std::isnan(model_->value(1)));
            QCOMPARE(model_->low(), model_->high() > 0 ? 0 : model_->high());
        }
    }
};

QTEST_GUILESS_MAIN(TestLens)
#include "tst_lens.moc"
