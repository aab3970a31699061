// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/rotary.h"

#include <QtTest>

#include <cmath>

using namespace engine;

namespace {

Config yarn(double factor, double fast, double slow, double theta, double m)
{
    Config c;
    c.qk_nope_head_dim = 128;
    c.qk_rope_head_dim = 64;
    c.rope_type = "yarn";
    c.rope_theta = theta;
    c.rope_factor = factor;
    c.rope_beta_fast = fast;
    c.rope_beta_slow = slow;
    c.rope_mscale = c.rope_mscale_all_dim = m;
    c.rope_original_max_position_embeddings = 4096;
    return c;
}

void near(double value, double expected) { QVERIFY2(std::abs(value / expected - 1) < 1e-8, qPrintable(QString::number(value, 'g', 12))); }

}  // namespace

/// The worked values of the specification, section 2.5.
class tst_rotary : public QObject {
    Q_OBJECT

private slots:
    void v2_lite()
    {
        const Config c = yarn(40, 32, 1, 10000, 0.707);
        const auto f = rotary_frequencies(c);
        near(f[1], 0.749894209);
        near(f[8], 0.1);
        near(f[16], 0.0055);
        near(f[31], 3.33380358e-06);
        near(softmax_scale(c), 0.114721387);
        near(rotary_attention_factor(c), 1);
    }

    void v3() { near(softmax_scale(yarn(40, 32, 1, 10000, 1)), 0.135233779); }

    void kimi_k2()
    {
        const Config c = yarn(32, 1, 1, 50000, 1);
        const auto f = rotary_frequencies(c);
        near(f[8], 0.0668740305);
        near(f[19], 0.00162175991);
        near(f[20], 3.61404677e-05);
        near(softmax_scale(c), 0.1308608);
    }

    void without_scaling()
    {
        Config c = yarn(1, 1, 1, 10000, 0);
        c.rope_type = "default";
        near(softmax_scale(c), 0.0721687836);
        near(rotary_frequencies(c)[8], 0.1);
    }

    void different_mscales_change_cos_and_sin()
    {
        Config c = yarn(40, 32, 1, 10000, 1);
        c.rope_mscale = 2;
        c.rope_mscale_all_dim = 0.5;
        near(rotary_attention_factor(c), (0.2 * std::log(40) + 1) / (0.05 * std::log(40) + 1));
        c.rope_mscale_all_dim = 0;
        near(rotary_attention_factor(c), 0.2 * std::log(40) + 1);
        near(softmax_scale(c), 0.0721687836);
    }
};

QTEST_GUILESS_MAIN(tst_rotary)
#include "tst_rotary.moc"
