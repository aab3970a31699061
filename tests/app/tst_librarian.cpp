// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/librarian.h"
#include "recording.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

/// A session document with one reply, made under an experiment.
class TestLibrarian : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(folder_.path().toStdString()) / name;
    }

private slots:
    void opensASessionBesideTheOneOnScreen()
    {
        auto card = recording::smallCard();
        {
            engine::Store store = engine::Store::create(path("one.expertscope"));
            store.set_title("Elsewhere");
            store.add_provenance({"test", *card, "all"});
            engine::StoredMessage reply;
            reply.id = 2;
            reply.message = {engine::Role::Assistant, " yes", {}};
            reply.started.reply = 2;
            reply.started.prompt_tokens = 1;
            reply.started.router.top_k = 2;
            reply.finished.reply = 2;
            reply.finished.tokens = 1;
            reply.complete = true;
            store.put_message(reply);
            auto answer = recording::token(*card, 2, 1, " yes");
            answer.phase = engine::Phase::Decode;
            store.append_tokens({recording::token(*card, 2, 0, "p"), answer});
            store.put_message(reply);
        }
        app::Librarian librarian(folder_.path().toStdString());
        QSignalSpy opened(&librarian, &app::Librarian::openedForComparison);
        QSignalSpy shown(&librarian, &app::Librarian::opened);
        QSignalSpy failed(&librarian, &app::Librarian::failed);
        librarian.openForComparison(path("one.expertscope"));
        QTRY_COMPARE(opened.count() + failed.count(), 1);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(shown.count(), 0);
        const auto replies = opened[0][0].value<std::shared_ptr<const ui::LoadedReplies>>();
        QCOMPARE(replies->title, QStringLiteral("Elsewhere"));
        QCOMPARE(replies->replies.size(), size_t(1));
        const ui::RecordedReply& reply = replies->replies.front();
        QCOMPARE(reply.text, QStringLiteral(" yes"));
        QCOMPARE(reply.started.router.top_k, 2);
        QCOMPARE(reply.first, 1);
        QCOMPARE(reply.context.size(), size_t(2));
        QCOMPARE(reply.context[1]->piece, std::string(" yes"));
        QCOMPARE(reply.card->n_routed_experts, 4);
    }

    void saysWhyAFileIsNone()
    {
        QFile file(QString::fromStdString(path("none.expertscope").string()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("not a document") > 0);
        file.close();
        app::Librarian librarian(folder_.path().toStdString());
        QSignalSpy failed(&librarian, &app::Librarian::failed);
        librarian.openForComparison(path("none.expertscope"));
        QTRY_COMPARE(failed.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestLibrarian)
#include "tst_librarian.moc"
