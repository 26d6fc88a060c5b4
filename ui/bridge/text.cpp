// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/text.h"

#include <QCoreApplication>

namespace twinflow::ui {

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString text(const Sentence& sentence) {
    Sentence shown = sentence;
    shown.pattern = utf8(QCoreApplication::translate("core", sentence.pattern.c_str()));
    return text(shown.str());
}

std::string utf8(const QString& text) {
    return text.toStdString();
}

} // namespace twinflow::ui
