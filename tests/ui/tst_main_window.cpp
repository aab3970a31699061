// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "recording.h"
#include "ui/feed.h"
#include "ui/theme.h"
#include "ui/views/chat_view.h"
#include "ui/views/composer.h"
#include "ui/views/error_bar.h"
#include "ui/views/lens_bar.h"
#include "ui/views/message_view.h"
#include "ui/views/view.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUrl>

using namespace ui;

namespace {

/// The window with its models, and a model that answers at once.
struct Bench {
    QTemporaryDir folder;
    Settings settings{folder.filePath("s.ini")};
    Feed feed;
    Timeline timeline;
    Selection selection;
    Conversation conversation;
    SessionList sessions;
    DeviceModel device{timeline};
    PromptModel prompt{timeline};
    LessonShelf shelf;
    LessonPlayer player;
    Experiment experiment;
    Findings findings;
    std::shared_ptr<engine::ModelCard> card = recording::workshopCard();
    std::unique_ptr<MainWindow> window;
    std::vector<engine::Request> requests;

    Bench()
    {
        QObject::connect(&timeline, &Timeline::changed, &timeline,
                         [this] { selection.advanceTo(timeline.size() - 1); });
        QObject::connect(&conversation, &Conversation::replyRequested, &conversation,
                         [this](const engine::Request& request) { requests.push_back(request); });
        open();
    }

    void open()
    {
        window = std::make_unique<MainWindow>(
            MainWindow::Models{conversation, timeline, selection, sessions, device, prompt, shelf, player, experiment,
                               findings, feed, settings});
        window->resize(1280, 800);
        window->show();
        timeline.setCard(card);
        window->setModel(card);
    }

    void apply(const TraceBatch& batch)
    {
        timeline.apply(batch);
        conversation.apply(batch);
    }

    void answer(const std::vector<std::string>& pieces)
    {
        apply(recording::events(*card, {requests.back().reply, 0, 0, {"What", "?"}, pieces}));
        QTest::qWait(50);
    }

    PromptEdit* edit() { return window->findChild<PromptEdit*>(); }
    ReplyView* reply() { return window->findChild<ReplyView*>(); }
};

QStringList actionsOf(const QMenu* menu)
{
    QStringList names;
    for (const QAction* action : menu->actions())
        names << (action->menu() ? actionsOf(action->menu()) : QStringList(action->text()));
    return names;
}

}  // namespace

class MainWindowTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, darkTheme(), 10); }

    void itOpensWithAllViews()
    {
        Bench bench;
        QVERIFY(QTest::qWaitForWindowExposed(bench.window.get()));
        int shown = 0;
        for (const QDockWidget* dock : bench.window->findChildren<QDockWidget*>()) {
            if (!dock->isVisible()) continue;  // what only lessons need
            ++shown;
            const auto* page = static_cast<const QMainWindow*>(dock->parentWidget());
            if (!page->tabifiedDockWidgets(const_cast<QDockWidget*>(dock)).isEmpty()) continue;
            QVERIFY(bench.window->rect().contains(QRect(dock->mapTo(bench.window.get(), QPoint()), dock->size())));
        }
        QCOMPARE(shown, 6);
        QVERIFY(bench.window->width() <= 1280 && bench.window->height() <= 800);
    }

    void theKeyboardSendsAndStops()
    {
        Bench bench;
        QSignalSpy stopped(bench.window.get(), &MainWindow::stopWanted);
        bench.edit()->setFocus();
        QTest::keyClicks(bench.edit(), "What is");
        QTest::keyClick(bench.edit(), Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(bench.edit(), "a router?");
        QVERIFY(bench.requests.empty());
        QTest::keyClick(bench.edit(), Qt::Key_Return);
        QCOMPARE(bench.requests.size(), size_t(1));
        QCOMPARE(bench.requests[0].chat.back().content, std::string("What is\na router?"));
        QVERIFY(bench.edit()->document()->isEmpty());
        QTest::keyClick(bench.edit(), Qt::Key_Escape);
        QCOMPARE(stopped.count(), 1);
    }

    void nothingIsSentWithoutAModel()
    {
        Bench bench;
        bench.window->setModel(nullptr);
        QTest::keyClicks(bench.edit(), "Hello");
        QTest::keyClick(bench.edit(), Qt::Key_Return);
        QVERIFY(bench.requests.empty());
        QCOMPARE(bench.window->draft(), QStringLiteral("Hello"));
    }

    void aReplyIsShownAndItsTokensSelectEverywhere()
    {
        Bench bench;
        bench.window->ask("What does a router do?");
        bench.answer({"A", " router", " picks", "."});
        auto* text = bench.reply()->findChildren<SafeTextView*>().back();
        QCOMPARE(text->toPlainText(), QStringLiteral("A router picks."));
        emit bench.reply()->tokenClicked(1);
        QCOMPARE(bench.selection.token(), 3);  // two prompt tokens, then the second of the reply
        QVERIFY(!bench.selection.following());
    }

    void anErrorIsPlainTextAndCanBeDismissed()
    {
        Bench bench;
        bench.window->showError({"PROMPT-TOO-LONG", "the prompt has 3000 tokens", "<img src='/etc/passwd'>", "3000",
                                 "2048", "Shorten it."});
        auto* bar = bench.window->findChild<ErrorBar*>();
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->text(),
                 QStringLiteral("PROMPT-TOO-LONG - the prompt has 3000 tokens, in <img src='/etc/passwd'>, found 3000, "
                                "allowed 2048. Shorten it."));
        for (const QLabel* label : bar->findChildren<QLabel*>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        bar->findChildren<QToolButton*>().back()->click();
        QVERIFY(!bar->isVisible());
    }

    void aTemplateThatFailsIsSaidOnceAndCanBeLookedAt()
    {
        Bench bench;
        QSignalSpy wanted(bench.window.get(), &MainWindow::promptWanted);
        auto* bar = bench.window->findChild<ErrorBar*>();
        const engine::ErrorParts error{"TPL-NAME", "there is no such filter", "<b>", "shout", "", ""};
        bench.window->showTemplateFailure(error);
        QVERIFY(bar->isVisible());
        QVERIFY(bar->text().contains("built-in prompt"));
        QVERIFY(bar->text().contains("TPL-NAME - there is no such filter, in <b>, found shout."));
        const auto button = [&](const QString& text) {
            for (auto* found : bar->findChildren<QToolButton*>())
                if (found->text() == text) return found;
            return static_cast<QToolButton*>(nullptr);
        };
        bench.window->setDraft("How?");
        button("Show prompt\u2026")->click();
        QCOMPARE(wanted.count(), 1);
        const auto chat = wanted[0][0].value<std::vector<engine::Message>>();
        QCOMPARE(chat.size(), size_t(1));
        QCOMPARE(chat[0].content, std::string("How?"));
        button("Dismiss")->click();
        bench.window->showTemplateFailure(error);  // of the next reply
        QVERIFY(!bar->isVisible());
        bench.window->showError(error);
        QVERIFY(!button("Show prompt\u2026")->isVisible());
    }

    void loadingShowsHowFarItIsAndCanBeCancelled()
    {
        Bench bench;
        QSignalSpy stopped(bench.window.get(), &MainWindow::stopWanted);
        const auto cancel = [&] {
            for (auto* button : bench.window->findChildren<QToolButton*>())
                if (button->text() == "Cancel") return button;
            return static_cast<QToolButton*>(nullptr);
        };
        QVERIFY(!cancel()->isVisible());
        bench.window->showLoading({"model", 0, 0});
        QVERIFY(cancel()->isVisible());
        bench.window->showLoading({"model", 1 << 20, 4 << 20});
        bool said = false;
        for (auto* button : bench.window->findChildren<QToolButton*>())
            said |= button->text().contains("1.0 MiB of 4.0 MiB");
        QVERIFY(said);
        cancel()->click();
        QCOMPARE(stopped.count(), 1);
        bench.window->showError({"CANCELLED", "loading was cancelled", "", "", "", ""});
        QVERIFY(!cancel()->isVisible());
    }

    void aDroppedModelIsLookedAtBeforeItIsOpened()
    {
        Bench bench;
        QSignalSpy opened(bench.window.get(), &MainWindow::modelChosen);
        QSignalSpy inspected(bench.window.get(), &MainWindow::inspectWanted);
        QSignalSpy session(bench.window.get(), &MainWindow::fileChosen);
        const auto drop = [&bench](const QString& path) {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(path)});
            QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(bench.window.get(), &enter);
            QVERIFY(enter.isAccepted());
            QDropEvent event({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(bench.window.get(), &event);
        };
        drop("/models/x.gguf");
        QCOMPARE(opened.count(), 0);
        QVERIFY(inspected.count() >= 1);
        QCOMPARE(inspected.back()[0].toString(), QStringLiteral("/models/x.gguf"));
        drop("/chats/x.expertscope");
        QCOMPARE(session.count(), 1);
    }

    void theMachineIsWatchedOnlyWhereItIsSeen()
    {
        Bench bench;
        QVERIFY(QTest::qWaitForWindowExposed(bench.window.get()));
        QSignalSpy watched(bench.window.get(), &MainWindow::deviceWatched);
        auto* dock = bench.window->findChild<QDockWidget*>("device");
        dock->raise();
        QTRY_VERIFY(bench.window->watchesDevice());
        dock->hide();
        QVERIFY(!bench.window->watchesDevice());
        dock->show();
        dock->raise();
        QTRY_VERIFY(bench.window->watchesDevice());
        QVERIFY(watched.count() >= 2);
    }

    void editingPutsTheQuestionBackAndEscapeLeavesIt()
    {
        Bench bench;
        bench.window->ask("First");
        bench.answer({"One"});
        auto* chat = bench.window->findChild<ChatView*>();
        chat->editLast();
        QCOMPARE(bench.window->draft(), QStringLiteral("First"));
        QTest::keyClick(bench.edit(), Qt::Key_Escape);
        QCOMPARE(bench.window->draft(), QString());
        chat->editLast();
        QTest::keyClicks(bench.edit(), " again");
        QTest::keyClick(bench.edit(), Qt::Key_Return);
        QCOMPARE(bench.requests.size(), size_t(2));
        QCOMPARE(bench.requests.back().chat.back().content, std::string("First again"));
    }

    void aReplyIsAskedForAgainUnderAnExperiment()
    {
        Bench bench;
        QVERIFY(QTest::qWaitForWindowExposed(bench.window.get()));
        bench.window->ask("What?");
        bench.answer({"This", "."});
        const auto first = bench.requests.back();
        auto* again = [&]() -> QPushButton* {
            for (auto* button : bench.window->findChildren<QPushButton*>())
                if (button->text() == QLatin1String("Ask again with this") && !button->isHidden()) return button;
            return nullptr;
        }();
        QVERIFY(again && !again->isEnabled());
        bench.experiment.setTopK(1);
        bench.experiment.setTemperature(0.25f);
        QVERIFY(again->isEnabled());
        again->click();
        QCOMPARE(bench.requests.size(), size_t(2));
        const auto& second = bench.requests.back();
        QCOMPARE(second.router.top_k, 1);
        QCOMPARE(second.sampling.temperature, 0.25f);
        QCOMPARE(second.chat.size(), first.chat.size());
        QCOMPARE(bench.conversation.siblings(second.reply), (std::vector<Conversation::Id>{first.reply, second.reply}));
        QVERIFY(!again->isEnabled());  // it is being written
        bench.answer({"That", "."});
        QVERIFY(again->isEnabled());
    }

    void underlinesAreReadThroughTheChosenLens()
    {
        Bench bench;
        bench.window->ask("Hello");
        bench.answer({" a", " router"});
        auto* bar = bench.window->findChild<LensBar*>();
        const auto told = [&] {
            QTest::qWait(50);
            QStringList texts;
            for (const QLabel* label : bar->findChildren<QLabel*>()) texts << label->text();
            return texts.join(u' ');
        };
        auto* choice = bar->findChild<QComboBox*>();
        QCOMPARE(choice->currentIndex(), int(Lens::Expert));
        QVERIFY(told().contains(u'L'));
        bench.window->activateWindow();
        const QKeySequence next(Qt::CTRL | Qt::ALT | Qt::Key_U);
        for (QAction* command : bench.window->commands())
            if (command->shortcut() == next) command->trigger();
        QCOMPARE(bench.settings.lens(), Lens::Margin);
        QCOMPARE(choice->currentIndex(), int(Lens::Margin));
        QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(bench.settings.lens(), Lens::Entropy);
        bench.selection.selectLayer(4);
        QVERIFY(told().contains("L5"));
        bench.open();  // in another language: the lens stays
        QCOMPARE(bench.settings.lens(), Lens::Entropy);
    }

    void everyCommandIsInTheMenuOrTheBarAndKeysAreUnique()
    {
        Bench bench;
        QStringList shown;
        for (const QMenu* menu : bench.window->findChildren<QMenu*>())
            shown << actionsOf(menu);
        QSet<QString> keys;
        for (const QAction* command : bench.window->commands()) {
            QVERIFY2(shown.contains(command->text()), qPrintable(command->text()));
            for (const QKeySequence& key : command->shortcuts()) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
                keys << key.toString();
            }
        }
        QVERIFY(keys.size() >= 25);
    }

    void everyControlHasAName()
    {
        Bench bench;
        bench.window->ask("Hello");
        bench.answer({"Hi"});
        for (const QWidget* widget : bench.window->findChildren<QWidget*>()) {
            const bool control =
                qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
                qobject_cast<const QPlainTextEdit*>(widget) || qobject_cast<const SafeTextView*>(widget);
            const bool inner = widget->objectName().startsWith("qt_") || widget->inherits("QDockWidgetTitleButton") ||
                               widget->inherits("QTabBar") ||
                               QByteArray(widget->metaObject()->className()).startsWith("QLineEdit") ||
                               widget->parentWidget()->inherits("QTableView");
            if (!control || inner) continue;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const QString name =
                widget->accessibleName().isEmpty() && button ? button->text() : widget->accessibleName();
            QVERIFY2(!name.isEmpty(), widget->metaObject()->className());
        }
    }

    void noLabelReadsForeignTextAsRichText()
    {
        Bench bench;
        auto evil = std::make_shared<engine::ModelCard>(*bench.card);
        evil->name = "<img src='/etc/passwd'> & <b>x</b>\nnew line";
        bench.window->setModel(evil);
        for (const QLabel* label : bench.window->findChildren<QLabel*>())
            if (label->text().contains('<')) QCOMPARE(label->textFormat(), Qt::PlainText);
        for (const QWidget* widget : bench.window->findChildren<QWidget*>())
            QVERIFY(!widget->toolTip().contains("<img") && !widget->toolTip().contains("<b>"));
    }

    void theWindowComesBackAsItWasLeft()
    {
        Bench bench;
        QVERIFY(QTest::qWaitForWindowExposed(bench.window.get()));
        auto* cache = bench.window->findChild<QDockWidget*>("cache");
        cache->hide();
        bench.window->resize(1500, 900);
        QTest::qWait(20);
        bench.window->close();
        bench.window.reset();
        bench.open();
        QVERIFY(!bench.window->findChild<QDockWidget*>("cache")->isVisible());
        QVERIFY(bench.window->findChild<QDockWidget*>("routing")->isVisible());
    }

    void itFitsSmallAndLargeScreens_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1280x800") << QSize(1280, 800);
        QTest::newRow("3840x2160") << QSize(3840, 2160);
    }
    void itFitsSmallAndLargeScreens()
    {
        QFETCH(QSize, size);
        Bench bench;
        bench.window->resize(size);
        bench.window->ask("Hello");
        bench.answer(recording::pieces(60));
        QCOMPARE(bench.window->size(), size);
        const QImage picture = bench.window->grab().toImage();
        QCOMPARE(picture.size(), size);
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"
