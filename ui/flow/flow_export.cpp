// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/flow_export.h"

#include "bridge/text.h"
#include "flow/flow_scene.h"

#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace twinflow::ui {

namespace {

constexpr double kPngScale = 2;

void draw(FlowScene& scene, QPaintDevice& device, const QRectF& target) {
    QPainter painter(&device);
    painter.setRenderHint(QPainter::Antialiasing);
    scene.render(&painter, target, scene.picture());
}

Error unwritable(const QString& path) {
    return fault("file-unwritable", "'{0}' cannot be written.", utf8(path))
        .withHint(say("Choose a folder that you may write."));
}

} // namespace

Result<void> exportPicture(FlowScene& scene, const QString& path) {
    const QSizeF size = scene.picture().size();
    const QString kind = path.section(u'.', -1).toLower();
    if (kind == QStringLiteral("png")) {
        QImage image((size * kPngScale).toSize(), QImage::Format_ARGB32_Premultiplied);
        image.fill(tokens().canvas);
        draw(scene, image, image.rect());
        if (!image.save(path)) return refuse(unwritable(path));
        return {};
    }
    if (kind == QStringLiteral("svg")) {
        QSvgGenerator svg;
        svg.setFileName(path);
        svg.setSize(size.toSize());
        svg.setViewBox(QRectF(QPointF(), size));
        draw(scene, svg, QRectF(QPointF(), size));
        return {};
    }
    if (kind == QStringLiteral("pdf")) {
        QPdfWriter pdf(path);
        pdf.setPageSize(QPageSize(size, QPageSize::Point));
        pdf.setPageMargins({});
        draw(scene, pdf, QRectF(0, 0, pdf.width(), pdf.height()));
        return {};
    }
    return refuse(fault("export-kind", "'{0}' is no kind of picture that can be written.", utf8(kind))
                      .withHint(say("Choose a name that ends in .png, .svg or .pdf.")));
}

} // namespace twinflow::ui
