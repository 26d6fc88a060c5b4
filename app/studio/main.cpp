// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow-studio [FOLDER]
#include "look/tokens.h"
#include "shell/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QSettings>

int main(int argc, char** argv) {
    using namespace twinflow::ui;
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("twinflow-studio"));
    QApplication::setApplicationDisplayName(QStringLiteral("Twinflow"));
    QApplication::setApplicationVersion(QStringLiteral(TWINFLOW_VERSION));
    QApplication::setOrganizationName(QStringLiteral("Twinflow"));
    QApplication::setDesktopFileName(QStringLiteral("org.twinflow.Studio"));

    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate("main", "Designs and runs digital-twin deployments."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("folder"), QApplication::translate("main", "Project to open"),
                                 QStringLiteral("[folder]"));
    const QCommandLineOption start(QStringLiteral("start-page"),
                                   QApplication::translate("main", "Begin with the start page, whatever was open."));
    parser.addOption(start);
    parser.process(app);

    Theme::instance().choose(static_cast<ThemeChoice>(QSettings().value(QStringLiteral("theme"), 0).toInt() % 3));
    MainWindow window;
    window.show();
    if (!parser.positionalArguments().isEmpty())
        window.openProject(QDir(parser.positionalArguments().front()).absolutePath());
    else if (!parser.isSet(start))
        window.restoreProject();
    return QApplication::exec();
}
