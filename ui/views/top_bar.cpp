// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/top_bar.h"

#include "ui/models/labels.h"
#include "ui/theme.h"
#include "ui/views/caption.h"
#include "ui/views/plain_tool_tip.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QToolButton>

#include <algorithm>

namespace ui {
namespace {

/// "14.9 M", "671 B"
QString parametersText(std::int64_t count)
{
    const QLocale locale;
    const double millions = double(count) * 1e-6;
    if (millions < 1000) return TopBar::tr("%1 M").arg(locale.toString(millions, 'f', millions < 100 ? 1 : 0));
    return TopBar::tr("%1 B").arg(locale.toString(millions * 1e-3, 'f', millions < 1e5 ? 1 : 0));
}

/// Cuts a text that does not fit at its end, where the style would cut it at both.
class ElidedButton : public QToolButton {
public:
    using QToolButton::QToolButton;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QStyleOptionToolButton option;
        initStyleOption(&option);
        const int missing = sizeHint().width() - width();
        const int room = fontMetrics().size(Qt::TextShowMnemonic, text()).width() - missing;
        if (missing > 0) option.text = fontMetrics().elidedText(text(), Qt::ElideRight, room, Qt::TextShowMnemonic);
        QStylePainter(this).drawComplexControl(QStyle::CC_ToolButton, option);
    }
};

QToolButton* buttonFor(QAction* action, QWidget* parent)
{
    auto* button = new ElidedButton(parent);
    button->setDefaultAction(action);
    button->setAccessibleName(action->toolTip());
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

QString modelSentence(const engine::ModelCard& card)
{
    QStringList parts{TopBar::tr("%1 total").arg(parametersText(card.total_parameters)),
                      TopBar::tr("%1 active").arg(parametersText(card.active_parameters))};
    if (!card.dtypes.empty()) parts << QString::fromStdString(card.dtypes.front()).toLower();
    const QString backend = QString::fromStdString(card.backend), detail = QString::fromStdString(card.backend_detail);
    const bool onGpu = card.backend == "cuda";  // whose name says it all
    parts << (onGpu ? detail.section(u',', 0, 0) : backend.toUpper() + u' ' + detail).trimmed();
    return visibleText(card.name).replace(QChar(0x2423), QLatin1Char(' ')) + QStringLiteral("  ") +
           parts.join(QStringLiteral(" \u00b7 "));
}

TopBar::TopBar(const Actions& actions, QMenu* menu, QWidget* parent)
    : QWidget(parent),
      model_(buttonFor(actions.openModel, this)),
      loading_(new QProgressBar(this)),
      cancel_(new QToolButton(this)),
      pace_(new QComboBox(this)),
      rate_(new Caption({}, this)),
      context_(new Caption({}, this)),
      contextBar_(new QProgressBar(this))
{
    setObjectName(QStringLiteral("bar"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
    model_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    model_->setMinimumWidth(80);  // a long sentence is cut on a narrow screen; its tool tip has all of it
    row->addWidget(model_);
    loading_->setTextVisible(false);
    loading_->setFixedSize(120, 8);
    loading_->setAccessibleName(tr("Loading the model"));
    loading_->hide();
    row->addWidget(loading_);
    cancel_->setText(tr("Cancel"));
    cancel_->setToolTip(tr("Do not load this model; the one before stays (Esc)"));
    cancel_->hide();
    connect(cancel_, &QToolButton::clicked, actions.stop, &QAction::trigger);
    row->addWidget(cancel_);
    row->addStretch(1);
    setupTransport(actions, row);
    row->addStretch(1);
    setupMeters(row);

    row->addWidget(buttonFor(actions.lessons, this));
    auto* menuButton = new QToolButton(this);
    menuButton->setText(tr("Menu"));
    menuButton->setAccessibleName(tr("Menu"));
    menuButton->setToolTip(tr("All commands (F10)"));
    menuButton->setMenu(menu);
    menuButton->setPopupMode(QToolButton::InstantPopup);
    menuButton->setShortcut(Qt::Key_F10);
    row->addWidget(menuButton);
}

void TopBar::setupTransport(const Actions& actions, QHBoxLayout* row)
{
    row->addWidget(buttonFor(actions.rewind, this));
    row->addWidget(buttonFor(actions.play, this));
    QToolButton* pause = buttonFor(actions.pause, this);
    pause->setProperty("main", true);
    row->addWidget(pause);
    row->addWidget(buttonFor(actions.step, this));
    auto* label = new QLabel(tr("Pace"), this);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBuddy(pace_);
    row->addWidget(label);
    pace_->setAccessibleName(tr("Pace: tokens per second"));
    pace_->addItem(tr("full"), 0.0);
    for (const int tokens : {50, 20, 10, 5, 2, 1})
        pace_->addItem(tr("%1 tok/s").arg(tokens), double(tokens));
    connect(pace_, &QComboBox::currentIndexChanged, this, &TopBar::paceChosen);
    row->addWidget(pace_);
}

void TopBar::setupMeters(QHBoxLayout* row)
{
    for (Caption* label : {rate_, context_}) {
        label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);  // the model's sentence gives way
        label->setFont(monoFont());
        const QString widest = label == rate_ ? tr("%1 tok/s").arg(QLocale().toString(8888))
                                               : tr("context %1/%2").arg(8888).arg(8888);
        label->setMinimumWidth(QFontMetrics(label->font()).horizontalAdvance(widest));
        row->addWidget(label);
        row->addSpacing(6);
    }
    contextBar_->setTextVisible(false);
    contextBar_->setFixedSize(56, 6);
    contextBar_->setAccessibleName(tr("How full the context is"));
    row->addWidget(contextBar_);
    showModel(nullptr);
    showRate(0);
    showContext(0, 0);
}

void TopBar::showModel(const engine::ModelCard* card)
{
    loading_->hide();
    cancel_->hide();
    const QString text = card ? modelSentence(*card) : tr("No model");
    QString label = text.size() > 90 ? text.left(89) + QChar(0x2026) : text;
    model_->setText(label.replace(QLatin1Char('&'), QStringLiteral("&&")));
    QStringList lines{text};
    if (card) lines << visibleText(card->backend_detail).replace(QChar(0x2423), QLatin1Char(' '));
    lines << tr("Open another model\u2026");
    model_->setToolTip(plainToolTip(lines.join(QLatin1Char('\n'))));
    model_->setAccessibleName(text);
}

void TopBar::showLoading(qint64 done, qint64 total)
{
    loading_->setRange(0, total > 0 ? 1000 : 0);
    if (total > 0) loading_->setValue(int(std::clamp(double(done) / double(total), 0.0, 1.0) * 1000));
    loading_->show();
    cancel_->show();
    model_->setText(total > 0 ? tr("Loading\u2026 %1 of %2").arg(bytesText(done), bytesText(total))
                              : tr("Loading\u2026"));
}

void TopBar::showRate(double tokensPerSecond)
{
    const QString number = tokensPerSecond > 0 ? QLocale().toString(tokensPerSecond, 'f', tokensPerSecond < 10 ? 1 : 0)
                                               : QStringLiteral("\u2013");
    rate_->setText(tr("%1 tok/s").arg(number));
}

void TopBar::showContext(int used, int capacity)
{
    context_->setText(capacity > 0 ? tr("context %1/%2").arg(used).arg(capacity) : tr("context %1").arg(used));
    contextBar_->setVisible(capacity > 0);
    contextBar_->setRange(0, std::max(capacity, 1));
    contextBar_->setValue(std::min(used, capacity));
    contextBar_->setToolTip(tr("%1 of %2 positions of the latent cache are in use").arg(used).arg(capacity));
}

/// Faster stands above slower in the list.
void TopBar::stepPace(int faster)
{
    pace_->setCurrentIndex(std::clamp(pace_->currentIndex() - faster, 0, pace_->count() - 1));
}

QString TopBar::paceText() const
{
    return pace_->currentText();
}

double TopBar::pace() const
{
    return pace_->currentData().toDouble();
}

}  // namespace ui
