// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/findings.h"

#include <QSignalSpy>
#include <QTest>

using namespace ui;

namespace {

TraceBatch batchOf(engine::Event event)
{
    TraceBatch batch;
    batch.events.push_back(std::move(event));
    return batch;
}

engine::Failure failed(bool probe)
{
    engine::Failure failure;
    failure.error.code = "X";
    failure.probe = probe;
    return failure;
}

}  // namespace

class TestFindings : public QObject {
    Q_OBJECT

private slots:
    void asksOneQuestionAtATime()
    {
        Findings findings;
        QSignalSpy wanted(&findings, &Findings::wanted);
        findings.ask(engine::NeighboursProbe{3});
        QCOMPARE(wanted.size(), 0);  // nobody would answer
        findings.setReady(true);
        findings.ask(engine::NeighboursProbe{3});
        findings.ask(engine::NeighboursProbe{4});
        QCOMPARE(wanted.size(), 1);
        QVERIFY(findings.isAsking());
        findings.apply(batchOf(failed(false)));  // of something else
        QVERIFY(findings.isAsking());
        findings.apply(batchOf(failed(true)));
        QVERIFY(!findings.isAsking());
        QCOMPARE(findings.failure()->code, std::string("X"));
        findings.ask(engine::NeighboursProbe{4});
        QVERIFY(!findings.failure());
        QCOMPARE(wanted.size(), 2);
    }

    void keepsAnswersUntilAnotherConversation()
    {
        Findings findings;
        engine::ExpertEffects effects;
        effects.reply = 7;
        effects.position = 3;
        effects.layer = 2;
        effects.target = 11;
        engine::RouterNeighbours neighbours;
        neighbours.model = "hash";
        neighbours.layer = 2;
        engine::Divergence divergence;
        divergence.reply = 7;
        divergence.changed.top_k = 1;
        findings.apply(batchOf(effects));
        findings.apply(batchOf(neighbours));
        findings.apply(batchOf(divergence));
        findings.apply(batchOf(engine::MachineBandwidth{2e10, 2}));
        QCOMPARE(findings.effects(7, 3, 2)->target, 11);
        QVERIFY(!findings.effects(7, 3, 1) && !findings.effects(7, 2, 2) && !findings.effects(6, 3, 2));
        QVERIFY(findings.neighbours("hash", 2) && !findings.neighbours("hash", 1) && !findings.neighbours("", 2));
        QVERIFY(findings.divergence(7, divergence.changed) && !findings.divergence(7, {}));
        findings.clear();
        QVERIFY(!findings.effects(7, 3, 2) && !findings.neighbours("hash", 2));
        QVERIFY(!findings.divergence(7, divergence.changed));
        QCOMPARE(findings.bandwidth()->bytes_per_second, 2e10);  // of the machine
    }
};

QTEST_GUILESS_MAIN(TestFindings)
#include "tst_findings.moc"
