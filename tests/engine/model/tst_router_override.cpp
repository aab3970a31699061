// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/router_override.h"

#include "../io/error_code.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace engine;

namespace {

using Expert = RouterOverride::Expert;
using Kind = RouterOverride::Kind;

/// 8 experts in 4 groups of 2, of which 2 are kept; 3 of them for a token. Layer 0 is dense.
Config grouped()
{
    Config config;
    config.num_hidden_layers = 3;
    config.moe_layers = {1, 2};
    config.n_routed_experts = 8;
    config.num_experts_per_tok = 3;
    config.n_group = 4;
    config.topk_group = 2;
    config.topk_method = "noaux_tc";
    return config;
}

RouterOverride of(std::vector<Expert> experts, int top_k = 0, bool groups = true)
{
    RouterOverride router;
    router.top_k = top_k;
    router.experts = std::move(experts);
    router.groups = groups;
    return router;
}

Expert mute(int layer, int expert) { return {std::int16_t(layer), std::uint16_t(expert), Kind::Muted, 0}; }
Expert force(int layer, int expert) { return {std::int16_t(layer), std::uint16_t(expert), Kind::Forced, 0}; }
Expert boost(float by) { return {1, 0, Kind::Boosted, by}; }

}  // namespace

Q_DECLARE_METATYPE(engine::RouterOverride)

class tst_router_override : public QObject {
    Q_OBJECT

private slots:
    void refuses_what_cannot_be_chosen_data()
    {
        QTest::addColumn<RouterOverride>("router");
        QTest::addColumn<QString>("found");  // in the error; empty: allowed
        const auto row = [](const char* name, RouterOverride router, const char* found) {
            QTest::newRow(name) << std::move(router) << QString(found);
        };
        constexpr float kInfinity = std::numeric_limits<float>::infinity();
        row("nothing", {}, "");
        row("a dense layer", of({mute(0, 1)}), "layer 0");
        row("a layer too many", of({mute(3, 1)}), "layer 3");
        row("no layer", of({mute(-2, 1)}), "layer -2");
        row("every layer", of({mute(-1, 1)}), "");
        row("an expert too many", of({force(1, 8)}), "expert 8");
        row("the last expert", of({force(1, 7)}), "");
        row("a negative top-k", of({}, -1), "-1");
        row("top-k above all experts", of({}, 9), "9");
        row("top-k of all experts", of({}, 8, false), "");
        row("top-k of all in two groups", of({}, 4), "");
        row("top-k above two groups", of({}, 5), "4 for 5 places");
        row("an infinite boost", of({boost(kInfinity)}), "inf");
        row("a boost that is no number", of({boost(std::nanf(""))}), "nan");
        row("a boost too large", of({boost(2e6f)}), "2000000");
        row("the largest boost", of({boost(-kLargestBoost)}), "");
        row("muted and forced", of({mute(-1, 2), force(2, 2)}), "expert 2");
        row("muted and forced apart", of({mute(1, 2), force(2, 2)}), "");
        row("more forced than top-k", of({force(1, 0), force(1, 1)}, 1), "2 forced");
        row("forced twice", of({force(1, 0), force(-1, 0)}, 1), "");
        row("as many forced as top-k", of({force(1, 0), force(1, 2), force(1, 4)}), "");
        row("one left in two groups", of({mute(1, 0), mute(1, 2)}), "2 for 3 places");
        row("the same in another layer each", of({mute(1, 0), mute(2, 2)}), "");
        row("the same without groups", of({mute(1, 0), mute(1, 2)}, 0, false), "");
        row("a whole group", of({mute(1, 0), mute(1, 1)}), "");
        row("two groups and one of the third", of({mute(1, 0), mute(1, 1), mute(1, 2), mute(1, 3), mute(1, 4)}), "");
        row("three groups", of({mute(1, 0), mute(1, 1), mute(1, 2), mute(1, 3), mute(1, 4), mute(1, 5)}),
            "2 for 3 places");
        row("one left in one and one forced", of({mute(1, 0), force(1, 2)}), "");  // 1, then 1 of each at worst
        row("a whole group forced", of({force(-1, 0), force(-1, 1)}, 5), "4 for 5 places");
        row("one left in two and one forced", of({mute(1, 0), mute(1, 2), force(1, 4)}, 4), "3 for 4 places");
    }

    void refuses_what_cannot_be_chosen()
    {
        QFETCH(RouterOverride, router);
        QFETCH(QString, found);
        try {
            check_override(router, grouped());
            QVERIFY2(found.isEmpty(), "was allowed");
        } catch (const Error& error) {
            QCOMPARE(error.code(), std::string("ROUTER-OVERRIDE"));
            QVERIFY2(!found.isEmpty() && error.parts().found == found.toStdString(), error.what());
            QVERIFY2(!error.parts().allowed.empty(), error.what());
        }
    }

    void a_model_without_routers_has_nothing_to_change()
    {
        Config dense = grouped();
        dense.moe_layers.clear();
        dense.n_routed_experts = dense.num_experts_per_tok = 0;
        check_override({}, dense);
        QCOMPARE(error_code([&] { check_override(of({}, 1), dense); }), std::string("ROUTER-OVERRIDE"));
        QCOMPARE(error_code([&] { check_override(of({mute(-1, 0)}), dense); }), std::string("ROUTER-OVERRIDE"));
    }

    void only_shared_experts_that_there_are_can_be_left_out()
    {
        RouterOverride router;
        router.shared_experts = false;
        Config config = grouped();
        QCOMPARE(error_code([&] { check_override(router, config); }), std::string("ROUTER-OVERRIDE"));
        config.n_shared_experts = 1;
        check_override(router, config);
        config.moe_layers.clear();
        QCOMPARE(error_code([&] { check_override(router, config); }), std::string("ROUTER-OVERRIDE"));
    }
};

QTEST_GUILESS_MAIN(tst_router_override)
#include "tst_router_override.moc"
