// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/hmac.h"

#include <QtCore/QMessageAuthenticationCode>

namespace twinflow::ingress {

namespace {

QByteArray bytesOf(std::string_view text) {
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

std::string hmacSha256(std::string_view key, std::string_view data) {
    return QMessageAuthenticationCode::hash(bytesOf(data), bytesOf(key), QCryptographicHash::Sha256).toStdString();
}

} // namespace twinflow::ingress
