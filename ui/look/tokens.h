// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The colours and measures of the studio as one table: every widget takes its own from here.
#pragma once

#include "bridge/service_ref.h"

#include <QColor>
#include <QObject>

#include <cstdint>

namespace twinflow::ui {

struct Tokens {
    QColor window, panel, canvas, card;
    QColor hairline, control, hover;
    QColor text, dim, faint;
    QColor selection, selectionGround;
    QColor fine, attention, failing;
    QColor attentionText, failingText; ///< of texts: the marks' own hues are too light to be read
    bool isDark = false;
};

/// How a thing is, by shape and colour together.
enum class Condition : std::uint8_t { none, fine, attention, failing };

/// One hue for each kind of service, everywhere the same.
enum class Hue : std::uint8_t { device, hub, function, twins, route, eventHub, eventGrid, serviceBus, downstream };

constexpr int kGrid = 4;
constexpr int kControlHeight = 28;
constexpr int kPanelPadding = 16;

/// The theme that holds now.
const Tokens& tokens();
QColor colour(Hue hue);
QColor colour(Condition condition);
/// Of a service or route; couplings have none and get the routes'.
Hue hueOf(const deployment::Deployment& deployment, const ServiceRef& ref);

enum class ThemeChoice : std::uint8_t { system, light, dark };

/// Follows the system unless told otherwise; sets the application's palette, style and style sheet.
class Theme : public QObject {
    Q_OBJECT
public:
    static Theme& instance();
    ThemeChoice choice() const { return m_choice; }
    void choose(ThemeChoice choice);
    /// Once, before the first window.
    void apply();

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Theme() = default;
    ThemeChoice m_choice = ThemeChoice::system;
    bool m_systemIsDark = false;
    bool m_isApplied = false;
    bool m_applying = false;
};

} // namespace twinflow::ui
