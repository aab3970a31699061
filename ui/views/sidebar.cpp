// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/sidebar.h"

#include "ui/theme.h"
#include "ui/views/sampling_panel.h"
#include "ui/views/session_delegate.h"

#include <QInputDialog>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {
namespace {

constexpr int typingPauseMs = 180;

}  // namespace

Sidebar::Sidebar(SessionList& sessions, QWidget* parent)
    : QWidget(parent),
      sessions_(sessions),
      search_(new QLineEdit(this)),
      list_(new QListView(this)),
      samplingToggle_(new QToolButton(this)),
      sampling_(new SamplingPanel(this))
{
    setObjectName(QStringLiteral("sidebar"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 10);
    column->setSpacing(6);
    auto* newChat = new QPushButton(tr("New chat"), this);
    newChat->setToolTip(tr("Start another conversation (%1)").arg(QKeySequence(QKeySequence::New).toString()));
    connect(newChat, &QPushButton::clicked, this, &Sidebar::newChatWanted);
    column->addWidget(newChat);
    setupSearch();
    column->addWidget(search_);
    setupList();
    column->addWidget(list_, 1);
    setupSampling();
    column->addWidget(samplingToggle_, 0, Qt::AlignLeft);
    column->addWidget(sampling_);
}

void Sidebar::setupSearch()
{
    search_->setPlaceholderText(tr("Search chats\u2026"));
    search_->setAccessibleName(tr("Search the content of all chats"));
    search_->setClearButtonEnabled(true);
    typing_.setSingleShot(true);
    typing_.setInterval(typingPauseMs);
    connect(search_, &QLineEdit::textChanged, &typing_, qOverload<>(&QTimer::start));
    connect(&typing_, &QTimer::timeout, this, [this] { emit searchChanged(search_->text().trimmed()); });
}

void Sidebar::setupList()
{
    list_->setModel(&sessions_);
    list_->setItemDelegate(new SessionDelegate(list_));
    list_->setAccessibleName(tr("Saved chats"));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setMouseTracking(true);
    list_->setUniformItemSizes(false);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setContextMenuPolicy(Qt::CustomContextMenu);
    list_->viewport()->setAutoFillBackground(false);
    connect(list_, &QListView::customContextMenuRequested, this, &Sidebar::showMenu);
    const auto open = [this](const QModelIndex& index) {
        if (const auto* file = sessions_.file(index.row())) emit sessionWanted(*file);
    };
    connect(list_, &QListView::clicked, this, open);
    connect(list_, &QListView::activated, this, open);
    connect(&sessions_, &SessionList::modelReset, this, &Sidebar::selectOpenFile);
    connect(&sessions_, &SessionList::dataChanged, this, &Sidebar::selectOpenFile);
}

void Sidebar::setupSampling()
{
    samplingToggle_->setText(tr("Sampling"));
    samplingToggle_->setAccessibleName(tr("Sampling and system prompt"));
    samplingToggle_->setToolTip(tr("Sampling and system prompt"));
    samplingToggle_->setCheckable(true);
    samplingToggle_->setProperty("quiet", true);
    samplingToggle_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    samplingToggle_->setArrowType(Qt::RightArrow);
    sampling_->hide();
    connect(samplingToggle_, &QToolButton::toggled, this, [this](bool on) {
        sampling_->setVisible(on);
        samplingToggle_->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
    });
}

void Sidebar::focusSearch()
{
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void Sidebar::renameOpen()
{
    rename(sessions_.rowOfOpenFile());
}

void Sidebar::deleteOpen()
{
    remove(sessions_.rowOfOpenFile());
}

void Sidebar::showMenu(const QPoint& point)
{
    const int row = list_->indexAt(point).row();
    if (!sessions_.file(row) || sessions_.isSample(row)) return;
    QMenu menu(this);
    menu.addAction(tr("Rename\u2026"), this, [this, row] { rename(row); });
    menu.addAction(tr("Delete\u2026"), this, [this, row] { remove(row); });
    menu.exec(list_->viewport()->mapToGlobal(point));
}

void Sidebar::rename(int row)
{
    const auto* file = sessions_.file(row);
    if (!file || sessions_.isSample(row)) return;
    const auto target = *file;
    const QString before = sessions_.index(row).data().toString();
    bool agreed = false;
    const QString title =
        QInputDialog::getText(this, tr("Rename chat"), tr("Title"), QLineEdit::Normal, before, &agreed);
    if (agreed && !title.trimmed().isEmpty()) emit renameWanted(target, title.simplified());
}

void Sidebar::remove(int row)
{
    const auto* file = sessions_.file(row);
    if (!file || sessions_.isSample(row)) return;
    const auto target = *file;
    QMessageBox box(QMessageBox::Warning, tr("Delete chat"), {}, QMessageBox::Yes | QMessageBox::No, this);
    box.setTextFormat(Qt::PlainText);
    box.setText(
        tr("Delete \u201c%1\u201d with everything recorded about it?").arg(sessions_.index(row).data().toString()));
    box.setInformativeText(tr("This cannot be undone."));
    box.setDefaultButton(QMessageBox::No);
    if (box.exec() == QMessageBox::Yes) emit deleteWanted(target);
}

void Sidebar::selectOpenFile()
{
    const int row = sessions_.rowOfOpenFile();
    list_->setCurrentIndex(row < 0 ? QModelIndex() : sessions_.index(row));
}

}  // namespace ui
