// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/flow_export.h"

#include "base/file.h"
#include "bridge/text.h"
#include "flow/flow_scene.h"

#include <QBuffer>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace twinflow::ui {

namespace {

constexpr double kPngScale = 2;
constexpr qint64 kMaxPixels = 1 << 29; // 2 GB in memory

void draw(FlowScene& scene, QPaintDevice& device, const QRectF& target) {
    QPainter painter(&device);
    painter.setRenderHint(QPainter::Antialiasing);
    scene.render(&painter, target, scene.picture());
}

Error tooLarge(QSize pixels) {
    return fault("picture-too-large", "A picture of {0} by {1} pixels is too large for a PNG.", pixels.width(),
                 pixels.height())
        .withHint(say("Choose a name that ends in .svg, or move the cards closer together."));
}

} // namespace

Result<DrawnPicture> drawPicture(FlowScene& scene, const QString& path) {
    const QSizeF size = scene.picture().size();
    const QString kind = path.section(u'.', -1).toLower();
    DrawnPicture drawn{path, {}, {}};
    QBuffer buffer(&drawn.bytes);
    if (kind == QStringLiteral("png")) {
        const QSize pixels = (size * kPngScale).toSize();
        if (qint64{pixels.width()} * pixels.height() <= kMaxPixels)
            drawn.image = QImage(pixels, QImage::Format_ARGB32_Premultiplied);
        if (drawn.image.isNull()) return refuse(tooLarge(pixels));
        drawn.image.fill(tokens().canvas);
        draw(scene, drawn.image, drawn.image.rect());
    } else if (kind == QStringLiteral("svg")) {
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize(size.toSize());
        svg.setViewBox(QRectF(QPointF(), size));
        draw(scene, svg, QRectF(QPointF(), size));
    } else if (kind == QStringLiteral("pdf")) {
        buffer.open(QIODevice::WriteOnly);
        QPdfWriter pdf(&buffer);
        pdf.setPageSize(QPageSize(size, QPageSize::Point));
        pdf.setPageMargins({});
        draw(scene, pdf, QRectF(0, 0, pdf.width(), pdf.height()));
    } else {
        return refuse(fault("export-kind", "'{0}' is no kind of picture that can be written.", utf8(kind))
                          .withHint(say("Choose a name that ends in .png, .svg or .pdf.")));
    }
    return drawn;
}

Result<void> writePicture(const DrawnPicture& picture, const std::stop_token& token) {
    QByteArray bytes = picture.bytes;
    if (!picture.image.isNull()) {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        if (!picture.image.save(&buffer, "png")) return refuse(tooLarge(picture.image.size()));
    }
    if (token.stop_requested()) return {};
    return writeFile(std::filesystem::path(utf8(picture.path)), {bytes.data(), static_cast<std::size_t>(bytes.size())});
}

} // namespace twinflow::ui
