// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow-studio [FOLDER]
#include "look/tokens.h"
#include "shell/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>
#include <memory>
#include <string_view>

namespace {

/// What is answered in the terminal needs no display.
bool asksOnly(int argc, char** argv) {
    return std::any_of(argv, argv + argc, [](const char* word) {
        const std::string_view text(word);
        return text == "--version" || text == "-v" || text == "--help" || text == "-h";
    });
}

/// A file manager hands over deployment.json itself.
QString projectOf(const QString& path) {
    const QFileInfo named(path);
    return named.isFile() ? named.absolutePath() : QDir(path).absolutePath();
}

} // namespace

int main(int argc, char** argv) {
    using namespace twinflow::ui;
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    std::unique_ptr<QCoreApplication> app;
    if (asksOnly(argc, argv))
        app = std::make_unique<QCoreApplication>(argc, argv);
    else
        app = std::make_unique<QApplication>(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("twinflow-studio"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TWINFLOW_VERSION));
    QCoreApplication::setOrganizationName(QStringLiteral("Twinflow"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Twinflow"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.twinflow.Studio"));

    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate("main", "Designs and runs digital-twin deployments."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("folder"), QApplication::translate("main", "Project to open"),
                                 QStringLiteral("[folder]"));
    const QCommandLineOption start(QStringLiteral("start-page"),
                                   QApplication::translate("main", "Begin with the start page, whatever was open."));
    parser.addOption(start);
    parser.process(*app);

    Theme::instance().choose(static_cast<ThemeChoice>(QSettings().value(QStringLiteral("theme"), 0).toInt() % 3));
    MainWindow window;
    window.show();
    if (!parser.positionalArguments().isEmpty())
        window.openProject(projectOf(parser.positionalArguments().front()));
    else if (!parser.isSet(start))
        window.restoreProject();
    return QApplication::exec();
}
