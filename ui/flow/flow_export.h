// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The picture as a file, for documents and reviews.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <stop_token>

namespace twinflow::ui {

class FlowScene;

/// The picture as it was when it was drawn: an image, or the bytes of a file.
struct DrawnPicture {
    QString path;
    QImage image;
    QByteArray bytes;
};

/// Draws in the thread of the windows; the name's end says how: .png at twice the size, .svg, .pdf. Error codes:
/// export-kind, picture-too-large.
Result<DrawnPicture> drawPicture(FlowScene& scene, const QString& path);
/// Writes it, for a job: the file is there whole or as it was. Nothing is written when `token` says so before. Error
/// codes: picture-too-large, file-unwritable.
Result<void> writePicture(const DrawnPicture& picture, const std::stop_token& token);

} // namespace twinflow::ui
