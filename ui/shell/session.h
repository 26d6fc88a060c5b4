// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the window was left: what the next start brings back. It never says that something ran.
#pragma once

#include <QList>
#include <QPointF>
#include <QString>

namespace twinflow::ui {

struct OpenFile {
    QString path;    ///< below the project
    int caret = 0;   ///< characters from the beginning
    int topLine = 0; ///< the first one that is seen, from 0
};

struct Session {
    QString project; ///< folder; empty: none was open
    QList<OpenFile> files;
    int current = 0;  ///< tab; 0 is the flow
    double scale = 0; ///< of the picture; 0: it fits into its window
    QPointF centre;   ///< of what is seen of it
};

/// Whether the next start brings it back; the user's choice.
bool restoresSession();
void setRestoresSession(bool restores);

Session readSession();
void writeSession(const Session& session);
/// Only which project is open; how it was looked at is not known any more.
void rememberOpen(const QString& project);

} // namespace twinflow::ui
