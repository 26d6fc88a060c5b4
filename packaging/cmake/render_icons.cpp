// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// render_icons ICON.svg FOLDER SIZE…: the icon in the sizes that desktops ask for, as FOLDER/SIZE.png.
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <cstdio>

int main(int argc, char** argv) {
    QSvgRenderer icon(QString::fromLocal8Bit(argc > 1 ? argv[1] : ""));
    if (argc < 4 || !icon.isValid()) {
        std::fprintf(stderr, "usage: render_icons ICON.svg FOLDER SIZE...\n");
        return 2;
    }
    for (int i = 3; i < argc; ++i) {
        const int size = QString::fromLatin1(argv[i]).toInt();
        QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        icon.render(&painter);
        painter.end();
        const QString file = QString::fromLocal8Bit(argv[2]) + QStringLiteral("/%1.png").arg(size);
        if (!image.save(file)) {
            std::fprintf(stderr, "render_icons: '%s' cannot be written\n", qPrintable(file));
            return 1;
        }
    }
}
