// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/store/kept.h"

using namespace kept;

class TestFindingRow : public QObject, kept::Files {
    Q_OBJECT

private slots:
    void keepsFindings();
};

void TestFindingRow::keepsFindings()
{
    const auto file = newFile(), copy = newFile();
    ExpertEffects effects = sample::effects(2), other = sample::effects(2, 4);
    {
        Store store = Store::create(file);
        sample::fill(store);
        store.put_finding(sample::finished(2, 3, {}));  // none
        store.export_to(newFile());
        QCOMPARE(formatOf(folder_.filePath(QString("%1.expertscope").arg(files_)).toStdString()), std::int64_t(1));
        store.put_finding(sample::effects(2));
        effects.experts[0].logit = 7;
        store.put_finding(effects);  // in its place
        store.put_finding(other);
        store.put_finding(sample::neighbours());
        store.put_finding(sample::divergence(2));
        store.put_finding(sample::effects(1));   // about a question
        store.put_finding(sample::effects(99));  // about nothing
        store.export_to(copy);
    }
    QCOMPARE(formatOf(copy), std::int64_t(3));
    for (const Store& store : {Store::open(file), Store::open_foreign(copy)}) {
        const std::vector<Event> found = store.findings(store.read());
        QCOMPARE(found.size(), std::size_t(4));
        for (const auto& [event, expected] : {std::pair(&found[0], &effects), std::pair(&found[1], &other)}) {
            const auto& read = std::get<ExpertEffects>(*event);
            QVERIFY(read.reply == 2 && read.position == expected->position && read.layer == 5 && read.target == 104 &&
                    read.target_logit == 1.5f && read.stream_norm == 12.25f);
            QCOMPARE(read.experts.size(), expected->experts.size());
            for (std::size_t i = 0; i < read.experts.size(); ++i) {
                const ExpertEffects::One &a = read.experts[i], &b = expected->experts[i];
                QVERIFY(a.expert == b.expert && a.weight == b.weight && a.norm == b.norm && a.logit == b.logit);
            }
        }
        const auto &near = std::get<RouterNeighbours>(found[2]), written = sample::neighbours();
        QVERIFY(near.model == written.model && near.layer == 2 && near.experts == sample::experts && near.width == 2);
        QVERIFY(near.nearest == written.nearest && near.cosine == written.cosine);
        const auto &far = std::get<Divergence>(found[3]), expected = sample::divergence(2);
        QVERIFY(far.reply == 2 && far.original == expected.original && far.changed == expected.changed);
        QVERIFY(far.kl == expected.kl && far.before == expected.before && far.after == expected.after &&
                far.best == expected.best);
    }
}

QTEST_GUILESS_MAIN(TestFindingRow)
#include "tst_finding_row.moc"
