// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The command as a process of its own.
#pragma once

#include <QProcess>
#include <QStringList>

#include <filesystem>
#include <string>

namespace twinflow::test {

struct Ended {
    int status = -1;
    std::string out;
    std::string err;
};

/// Runs `twinflow` to its end, with `input` as its standard input.
inline Ended runTwinflow(const QStringList& arguments, const std::string& input = {}) {
    QProcess process;
    process.start(QString::fromLocal8Bit(qgetenv("TWINFLOW_BINARY")) + QStringLiteral("/app/cli/twinflow"), arguments);
    process.write(QByteArray::fromStdString(input));
    process.closeWriteChannel();
    if (!process.waitForFinished(240'000)) qFatal("twinflow did not end: %s", qPrintable(process.errorString()));
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput().toStdString(), process.readAllStandardError().toStdString()};
}

inline QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace twinflow::test
