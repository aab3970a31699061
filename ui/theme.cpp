// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyleFactory>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <span>

namespace ui {
namespace {

const Theme* g_theme = nullptr;
double g_points = 10;

/// 256 steps through `stops`, equally spaced.
std::array<QRgb, 256> ramp(std::span<const QRgb> stops)
{
    std::array<QRgb, 256> map;
    for (size_t i = 0; i < map.size(); ++i) {
        const double at = double(i) / 255 * double(stops.size() - 1);
        const size_t left = std::min(size_t(at), stops.size() - 2);
        const double t = at - double(left);
        const auto mix = [t](int a, int b) { return int(std::lround(a + t * (b - a))); };
        const QRgb a = stops[left], b = stops[left + 1];
        map[i] = qRgb(mix(qRed(a), qRed(b)), mix(qGreen(a), qGreen(b)), mix(qBlue(a), qBlue(b)));
    }
    return map;
}

Theme makeDark()
{
    static constexpr QRgb stops[] = {0x20242b, 0x35274a, 0x5c2a66, 0x9a3468, 0xc54f5b, 0xe9674e, 0xf7964f, 0xffd381};
    static constexpr QRgb apart[] = {0xa8dcff, 0x4fa9e8, 0x2a6796, 0x2f353e, 0x8d5420, 0xe08a2e, 0xffd08a};
    Theme t;
    t.dark = true;
    t.background = 0x14161a;
    t.panel = 0x1b1e24;
    t.card = 0x20242b;
    t.border = 0x2d323b;
    t.text = 0xe6e8ec;
    t.muted = 0x98a0ad;
    t.accent = 0xffb454;
    t.onAccent = 0x1a1206;
    t.bubble = 0x26303d;
    t.value = 0x59c2ff;
    t.reference = 0x6c7480;
    t.good = 0x7fd962;
    t.warning = 0xffb454;
    t.failure = 0xff7b72;
    t.series = {0x59c2ff, 0xd2a6ff, 0xffb454, 0x7fd962, 0x98a0ad, 0xf07178, 0x95e6cb, 0x73b8ff};
    t.categories = {0x56b4e9, 0xe69f00, 0xcc79a7, 0x2fbf8f, 0xf0e442, 0xe8703a, 0x8f9bff, 0xb9b4ac};
    t.strength = ramp(stops);
    t.difference = ramp(apart);
    return t;
}

Theme makeLight()
{
    static constexpr QRgb stops[] = {0xffffff, 0xfff0d6, 0xffd7a3, 0xf9a35d, 0xe88154, 0xcd504b, 0x9a2c57, 0x4a1248};
    static constexpr QRgb apart[] = {0x053a6b, 0x2878b8, 0x9cc7e6, 0xf1f2f4, 0xf6bd7d, 0xd0690f, 0x6e2c00};
    Theme t;
    t.dark = false;
    t.background = 0xf3f4f6;
    t.panel = 0xfbfbfc;
    t.card = 0xffffff;
    t.border = 0xdfe2e7;
    t.text = 0x1c2128;
    t.muted = 0x5b6472;
    t.accent = 0xab5400;
    t.onAccent = 0xffffff;
    t.bubble = 0xe3edfa;
    t.value = 0x0860ca;
    t.reference = 0x9aa1ac;
    t.good = 0x1a7f37;
    t.warning = 0x9a6700;
    t.failure = 0xc4281c;
    t.series = {0x2f8fd8, 0x9a6fd0, 0xd08a24, 0x4f9f38, 0x79818e, 0xc9505a, 0x2f9f86, 0x5677d0};
    t.categories = {0x0072b2, 0xc98500, 0xb2588f, 0x009e73, 0x8c7d00, 0xd55e00, 0x5a62d6, 0x6f6a63};
    t.strength = ramp(stops);
    t.difference = ramp(apart);
    return t;
}

QPalette paletteOf(const Theme& t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.panel);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.card);
    p.setColor(QPalette::AlternateBase, t.panel);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::PlaceholderText, t.muted);
    p.setColor(QPalette::Button, t.card);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.failure);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.onAccent);
    p.setColor(QPalette::Link, t.value);
    p.setColor(QPalette::LinkVisited, t.value);
    p.setColor(QPalette::ToolTipBase, t.card);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::Light, t.border);
    p.setColor(QPalette::Midlight, t.border);
    p.setColor(QPalette::Mid, t.border);
    p.setColor(QPalette::Dark, t.border);
    p.setColor(QPalette::Shadow, t.background);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.reference);
    return p;
}

/// What Fusion draws unlike the design; @names are colours of the theme.
constexpr const char* sheet = R"(
QToolTip { background: @card; color: @text; border: 1px solid @border; padding: 4px; }
QMainWindow::separator { background: @background; width: 5px; height: 3px; }
QMenuBar, QStatusBar { background: @panel; color: @text; }
QMenuBar { border-bottom: 1px solid @border; }
QStatusBar { border-top: 1px solid @border; }
QStatusBar::item { border: none; }
QPushButton, QToolButton, QComboBox { background: @card; color: @text; border: 1px solid @border;
    border-radius: 6px; padding: 4px 12px; }
QToolButton { padding: 4px 8px; }
QPushButton:hover, QToolButton:hover, QComboBox:hover { border-color: @muted; }
QPushButton:focus, QToolButton:focus, QComboBox:focus { border-color: @accent; }
QPushButton:disabled, QToolButton:disabled { color: @reference; }
QPushButton:checked, QToolButton:checked { border-color: @accent; color: @accent; }
QPushButton:checked:focus, QToolButton:checked:focus { border-color: @text; }
QPushButton[main="true"], QToolButton[main="true"] { background: @accent; color: @onAccent;
    border-color: @accent; font-weight: 600; }
QToolButton[main="true"]:checked { background: @card; color: @accent; }
QPushButton[main="true"]:focus, QToolButton[main="true"]:focus { border-color: @text; }
QPushButton[main="true"]:disabled { background: @border; color: @muted; border-color: @border; }
QPushButton[quiet="true"], QToolButton[quiet="true"] { background: transparent; border-color: transparent;
    color: @muted; padding: 1px 0px; }
QPushButton[quiet="true"]:hover, QToolButton[quiet="true"]:hover { color: @text; }
QPushButton[quiet="true"]:focus, QToolButton[quiet="true"]:focus { border-color: @accent; }
QToolButton::menu-indicator { image: none; }
QLineEdit QToolButton { background: transparent; border: none; padding: 0; }
QToolBar { background: @panel; border: none; border-bottom: 1px solid @border; padding: 0; spacing: 0; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url(:/theme/chevron.xpm); width: 9px; height: 5px; }
QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox { background: @card; color: @text;
    border: 1px solid @border; border-radius: 6px; padding: 3px 6px;
    selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus { border-color: @accent; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    width: 0; border: none; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QListWidget { background: @card; border: 1px solid @border; border-radius: 6px; padding: 3px; outline: none; }
QListWidget:focus { border-color: @accent; }
QListWidget::item { padding: 4px 6px; border-radius: 4px; }
QListWidget::item:selected { background: @bubble; color: @text; }
QFrame#composer, QFrame#card { background: @card; border: 1px solid @border; border-radius: 8px; }
QFrame#composer QPlainTextEdit { border: none; padding: 0; background: transparent; }
QFrame#errorBar { background: @card; border: 1px solid @border; border-left: 3px solid @failure;
    border-radius: 6px; margin: 0 12px; }
QFrame#bubble { background: @bubble; border: none; border-radius: 8px; }
QTextBrowser#foreignText { background: transparent; border: none; }
QScrollArea#history { border: 1px solid transparent; }
QScrollArea#history:focus { border-color: @accent; }
QWidget#chat, QWidget#conversation, QWidget#workspace { background: @background; }
QWidget#bar, QWidget#sidebar { background: @panel; }
QDockWidget { color: @text; }
QDockWidget::title { background: @panel; padding: 5px 10px; border-bottom: 1px solid @border; }
QTabBar::tab { background: transparent; color: @muted; padding: 6px 12px;
    border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 4px; min-height: 24px; min-width: 24px;
    margin: 1px; }
QScrollBar::handle:hover { background: @reference; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

QString sheetOf(const Theme& t)
{
    QString css = QString::fromLatin1(sheet);
    // Longer names first: "@text" must not match inside a longer one.
    const std::pair<const char*, QColor> names[] = {
        {"@background", t.background}, {"@reference", t.reference}, {"@onAccent", t.onAccent}, {"@accent", t.accent},
        {"@border", t.border},         {"@muted", t.muted},         {"@panel", t.panel},       {"@card", t.card},
        {"@bubble", t.bubble},         {"@text", t.text},           {"@failure", t.failure}};
    for (const auto& [name, color] : names)
        css.replace(QLatin1String(name), color.name());
    return css;
}

QFont fontOf(const QStringList& families, double scale)
{
    QFont font;
    font.setFamilies(families);
    font.setPointSizeF(g_points * scale);
    return font;
}

double luminance(const QColor& color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

}  // namespace

QRgb Theme::strengthOf(float amount) const
{
    if (!(amount > 0)) return strength.front();
    return strength[size_t(std::min(amount, 1.0f) * 255.0f + 0.5f)];
}

QRgb Theme::differenceOf(float amount) const
{
    const float share = std::isnan(amount) ? 0 : std::clamp(amount, -1.0f, 1.0f);
    return difference[size_t(std::lround((share + 1) * 127.5f))];
}

const Theme& darkTheme()
{
    static const Theme dark = makeDark();
    return dark;
}

const Theme& lightTheme()
{
    static const Theme light = makeLight();
    return light;
}

const Theme& theme()
{
    return g_theme ? *g_theme : darkTheme();
}

void applyTheme(QApplication& app, const Theme& chosen, double points)
{
    g_theme = &chosen;
    g_points = points;
    app.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    app.setFont(uiFont());
    app.setPalette(paletteOf(chosen));
    QToolTip::setPalette(app.palette());
    app.setStyleSheet(sheetOf(chosen));
}

// Families are named: TrueType outlines, because Qt draws CFF outlines too bold on a dark ground, and a CJK
// family after the Latin one, so that digits after Japanese text stay in the Latin face.
QFont uiFont(double scale)
{
    return fontOf({QStringLiteral("Noto Sans"), QStringLiteral("Roboto"), QStringLiteral("DejaVu Sans"),
                   QStringLiteral("WenQuanYi Micro Hei")},
                  scale);
}

QFont monoFont(double scale)
{
    QFont font = fontOf({QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"),
                         QStringLiteral("WenQuanYi Micro Hei Mono")},
                        scale);
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

QFont titleFont()
{
    QFont font = uiFont();
    font.setWeight(QFont::DemiBold);
    return font;
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace ui
