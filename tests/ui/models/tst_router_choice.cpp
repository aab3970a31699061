// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The choice a view makes again is the engine's: on small models of each kind, with and without experiments.
#include "engine/session.h"
#include "ui/models/router_choice.h"
#include "ui/models/token_routing.h"

#include <QTest>

#include <numeric>

using engine::RouterOverride;
using Kind = engine::RouterOverride::Kind;

Q_DECLARE_METATYPE(engine::RouterOverride)

class TestRouterChoice : public QObject {
    Q_OBJECT

private slots:
    void theEnginesChoiceIsMadeAgain_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<RouterOverride>("router");
        RouterOverride changed;
        changed.top_k = 3;
        changed.experts = {{-1, 2, Kind::Muted, 0}, {-1, 4, Kind::Forced, 0}, {-1, 6, Kind::Boosted, 0.25f}};
        RouterOverride free;
        free.bias = free.groups = false;
        for (const char* model : {"v2-lite", "v2-group-limited", "v3-groups", "v3-negative-bias", "kimi", "gate-ties"}) {
            QTest::addRow("%s as it is", model) << QString(model) << RouterOverride();
            QTest::addRow("%s changed", model) << QString(model) << changed;
            QTest::addRow("%s without bias and groups", model) << QString(model) << free;
        }
    }

    void theEnginesChoiceIsMadeAgain()
    {
        QFETCH(QString, model);
        QFETCH(RouterOverride, router);
        const QString folder = QStringLiteral(EXPERTSCOPE_SOURCE_DIR "/tests/data/golden/%1").arg(model);
        const auto opened = engine::Engine::open(folder.toStdString(), {"cpu", 1, 64});
        const engine::ModelCard& card = opened->card();
        engine::Session session(opened);
        std::vector<engine::TokenId> ids(24);
        std::iota(ids.begin(), ids.end(), 1);
        const engine::Evaluation evaluation = session.evaluate(ids, 0, router);
        QCOMPARE(evaluation.routing.size(), ids.size());
        for (const engine::Routing& routing : evaluation.routing) {
            engine::TokenEvent token;
            token.routing = routing;
            const auto captured = ui::TokenRouting::of(&token, card);
            QVERIFY(captured && captured->hasScores());
            for (int m = 0; m < captured->moeLayers(); ++m) {
                const auto choice = ui::chooseExperts(captured->scores(m), card, router, m);
                const auto row = captured->experts(m);
                QCOMPARE(choice.experts, std::vector<int>(row.begin(), row.end()));  // and in the same order
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRouterChoice)
#include "tst_router_choice.moc"
