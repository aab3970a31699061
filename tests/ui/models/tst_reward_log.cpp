// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/error.h"
#include "ui/models/rewards.h"

#include <QTest>

#include <cmath>

using namespace ui;

namespace {

QString refused(const QByteArray& bytes)
{
    try {
        parseRewardLog(bytes, QStringLiteral("rl_log.json"));
    } catch (const engine::Error& error) {
        return QString::fromStdString(error.code());
    }
    return {};
}

const QByteArray small = R"([{"step": 0, "reward": 0.25, "note": "x"}, {"step": 5, "reward": 0.75, "accuracy": 0.5}])";

}  // namespace

class RewardLogTest : public QObject {
    Q_OBJECT

private slots:
    void numbersOfEveryStepAreRead()
    {
        const auto log = parseRewardLog(small, {});
        QCOMPARE(log->steps, (QVector<double>{0, 5}));
        QCOMPARE(log->find(QStringLiteral("reward"))->values, (QVector<double>{0.25, 0.75}));
        QVERIFY(std::isnan(log->find(QStringLiteral("accuracy"))->values[0]));
        QVERIFY(!log->find(QStringLiteral("note")));
        const auto nested = parseRewardLog("{\"columns\": {}, \"rows\": " + small + "}", {});
        QCOMPARE(nested->steps.size(), 2);
        const auto lists = parseRewardLog(R"([{"reward": 1, "drift": [0.25, 0.75], "odd": [1, "x"], "none": null}])", {});
        QCOMPARE(lists->find(QStringLiteral("drift"))->values, (QVector<double>{0.5}));
        QVERIFY(!lists->find(QStringLiteral("odd")) && !lists->find(QStringLiteral("none")));
    }

    void hostileLogsAreRefused()
    {
        QCOMPARE(refused("nonsense"), QStringLiteral("REWARD-JSON"));
        QCOMPARE(refused("[]"), QStringLiteral("REWARD-ROWS"));
        QCOMPARE(refused("{\"rows\": 3}"), QStringLiteral("REWARD-ROWS"));
        QCOMPARE(refused("[{\"step\": 1, \"reward\": 1}, {\"step\": 1, \"reward\": 1}]"), QStringLiteral("REWARD-ORDER"));
        QCOMPARE(refused("[{\"kl\": 1}]"), QStringLiteral("REWARD-KEY"));
        QCOMPARE(refused("[" + QByteArray("{},").repeated(20001) + "{}]"), QStringLiteral("REWARD-ROWS"));
        QCOMPARE(refused(QByteArray(9 << 20, ' ')), QStringLiteral("REWARD-SIZE"));
        for (int size = 0; size < int(small.size()); ++size)
            QCOMPARE(refused(small.left(size)), QStringLiteral("REWARD-JSON"));
        QByteArray wide = "[{\"reward\": 1";
        for (int i = 0; i < 100; ++i) wide += ", \"a" + QByteArray::number(i) + "\": 1";
        QVERIFY(parseRewardLog(wide + "}]", {})->series.size() <= 25);
    }

    void theCurveSaysItsNumbers()
    {
        RewardsModel model;
        QVERIFY(!model.emptyReason().isEmpty());
        QByteArray bytes = "[";
        for (int i = 0; i < 100; ++i)
            bytes += QByteArray(i ? "," : "") + "{\"step\": " + QByteArray::number(i) + ", \"reward\": " + QByteArray::number(i / 100.0) + "}";
        model.setLog(parseRewardLog(bytes + "]", {}), {});
        QVERIFY(model.emptyReason().isEmpty());
        QVERIFY2(model.summary().contains(QStringLiteral("from 0.045 to 0.945")), qPrintable(model.summary()));
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(model.cell(50, 1).toDouble(), 0.5);
        const auto smooth = RewardsModel::smoothed(model.log()->series[0].values);
        QVERIFY(std::abs(smooth[50] - 0.5) < 1e-9);
    }
};

QTEST_GUILESS_MAIN(RewardLogTest)
#include "tst_reward_log.moc"
