// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/tokens.h"

#include "deployment/services.h"
#include "look/style.h"
#include "look/style_sheet.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>

#include <array>

namespace twinflow::ui {

namespace {

QColor rgb(unsigned value) {
    return QColor::fromRgb(0xff000000U | value);
}

const Tokens& lightTokens() {
    static const Tokens tokens{rgb(0xf6f7f9), rgb(0xffffff), rgb(0xfbfcfd), rgb(0xffffff), rgb(0xe1e4ea), rgb(0xf4f5f7),
                               rgb(0xeef1f5), rgb(0x1c2430), rgb(0x5d697b), rgb(0x98a2b3), rgb(0x0b6bcb), rgb(0xe8f1fb),
                               rgb(0x2f9e44), rgb(0xe0a100), rgb(0xd9480f), rgb(0x8a6100), rgb(0xc03d08), false};
    return tokens;
}

const Tokens& darkTokens() {
    static const Tokens tokens{rgb(0x15181d), rgb(0x1b1f26), rgb(0x171b21), rgb(0x20252d), rgb(0x2b313b), rgb(0x262c35),
                               rgb(0x29303a), rgb(0xe6e9ef), rgb(0x9aa4b2), rgb(0x6b7686), rgb(0x4ea1f3), rgb(0x1d3147),
                               rgb(0x2f9e44), rgb(0xe0a100), rgb(0xd9480f), rgb(0xe9b949), rgb(0xf2794a), true};
    return tokens;
}

const Tokens* current = nullptr;

QPalette paletteOf(const Tokens& t) {
    QPalette palette;
    palette.setColor(QPalette::Window, t.panel);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.panel);
    palette.setColor(QPalette::AlternateBase, t.window);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.faint);
    palette.setColor(QPalette::Button, t.control);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.failing);
    palette.setColor(QPalette::Highlight, t.selection);
    palette.setColor(QPalette::HighlightedText, rgb(0xffffff));
    palette.setColor(QPalette::Link, t.selection);
    palette.setColor(QPalette::LinkVisited, t.selection);
    palette.setColor(QPalette::ToolTipBase, t.card);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Light, t.card);
    palette.setColor(QPalette::Midlight, t.hairline);
    palette.setColor(QPalette::Mid, t.hairline);
    palette.setColor(QPalette::Dark, t.hairline);
    palette.setColor(QPalette::Shadow, t.hairline);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.faint);
    return palette;
}

} // namespace

const Tokens& tokens() {
    return current ? *current : lightTokens();
}

QColor colour(Hue hue) {
    static const std::array<QColor, 9> hues{rgb(0x5b7083), rgb(0x0a8f8f), rgb(0x8a63d2), rgb(0x0b6bcb), rgb(0x667085),
                                            rgb(0xc77700), rgb(0x2f9e44), rgb(0x5560d6), rgb(0xb4548a)};
    return hues[static_cast<std::size_t>(hue)];
}

QColor colour(Condition condition) {
    switch (condition) {
    case Condition::none:
        break;
    case Condition::fine:
        return tokens().fine;
    case Condition::attention:
        return tokens().attention;
    case Condition::failing:
        return tokens().failing;
    }
    return tokens().faint;
}

Hue hueOf(const deployment::Deployment& deployment, const ServiceRef& ref) {
    switch (ref.kind) {
    case RefKind::devices:
        return Hue::device;
    case RefKind::hub:
        return Hue::hub;
    case RefKind::function:
        return Hue::function;
    case RefKind::twins:
        return Hue::twins;
    case RefKind::downstream:
        return Hue::downstream;
    case RefKind::endpoint:
        if (const auto* endpoint = deployment::findEndpoint(deployment, ref.name)) {
            if (endpoint->kind == endpoints::EndpointKind::eventGrid) return Hue::eventGrid;
            if (endpoint->kind == endpoints::EndpointKind::serviceBus) return Hue::serviceBus;
        }
        return Hue::eventHub;
    case RefKind::route:
    case RefKind::coupling:
    case RefKind::none:
        break;
    }
    return Hue::route;
}

Theme& Theme::instance() {
    static Theme theme;
    return theme;
}

void Theme::choose(ThemeChoice choice) {
    m_choice = choice;
    apply();
}

void Theme::apply() {
    if (!m_isApplied) {
        // Before our own palette hides what the system has.
        m_systemIsDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
        QApplication::setStyle(new Style);
        qApp->installEventFilter(this);
        m_isApplied = true;
    }
    const bool dark = m_choice == ThemeChoice::dark || (m_choice == ThemeChoice::system && m_systemIsDark);
    current = dark ? &darkTokens() : &lightTokens();
    m_applying = true;
    QApplication::setPalette(paletteOf(*current));
    qApp->setStyleSheet(styleSheet(*current));
    m_applying = false;
    Q_EMIT changed();
}

bool Theme::eventFilter(QObject* watched, QEvent* event) {
    // An event filter of the application sees those of all windows; the first one that hears of a new theme is enough.
    if (event->type() == QEvent::ThemeChange && !m_applying) {
        m_applying = true;
        QApplication::setPalette(QPalette()); // what the system has, without ours over it
        m_systemIsDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
        m_applying = false;
        apply();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace twinflow::ui
