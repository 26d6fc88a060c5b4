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

inline QString twinflowProgram() {
    return QString::fromLocal8Bit(qgetenv("TWINFLOW_BINARY")) + QStringLiteral("/app/cli/twinflow");
}

/// Runs `twinflow` to its end, with `input` as its standard input. With `output` it prints into that file.
inline Ended runTwinflow(const QStringList& arguments, const std::string& input = {}, const QString& output = {}) {
    QProcess process;
    if (!output.isEmpty()) process.setStandardOutputFile(output);
    process.start(twinflowProgram(), arguments);
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
