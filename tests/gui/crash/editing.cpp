// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Edits a project without an end until somebody kills it: gui_editing PROJECT JOURNAL. Prints "edit N" when an edit is
// made, and "kept N" when the journal says that edits up to that one are in it.
#include "bridge/recovery_journal.h"

#include <QGuiApplication>

#include <cstdio>

int main(int argc, char** argv) {
    using namespace twinflow;
    QGuiApplication app(argc, argv);
    if (argc < 3) return 2;
    ui::DeploymentController controller;
    ui::RecoveryJournal journal(controller, argv[2]);
    int number = 0;
    QTimer hand;
    hand.setInterval(1);
    QObject::connect(&hand, &QTimer::timeout, [&] {
        controller.edit(QStringLiteral("edit"), [&](deployment::Deployment& deployment) {
            deployment.description = std::to_string(++number);
            deployment.scripts.front().text += "// " + std::to_string(number) + "\n";
        });
        std::printf("edit %d\n", number);
        std::fflush(stdout);
    });
    QObject::connect(&controller, &ui::DeploymentController::opened, [&] { hand.start(); });
    int atStart = 0; // of the writing that ended
    QObject::connect(&journal, &ui::RecoveryJournal::written, [&] {
        std::printf("kept %d\n", atStart);
        std::fflush(stdout);
        atStart = number;
    });
    controller.open(argv[1]);
    return QGuiApplication::exec();
}
