// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "base/file.h"
#include "base/json_document.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace twinflow::cli {

namespace {

QString root() {
    return QStringLiteral(":/samples");
}

std::string contentOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return file.readAll().toStdString();
}

} // namespace

std::vector<Sample> samples() {
    std::vector<Sample> all;
    for (const QString& name : QDir(root()).entryList(QDir::Dirs, QDir::Name)) {
        const auto document = JsonDocument::parse(contentOf(root() + u'/' + name + QStringLiteral("/deployment.json")),
                                                  "deployment.json");
        if (!document) continue;
        const auto text = [&](std::string_view member) {
            const JsonNode* node = document->root().find(member);
            return node ? node->text : std::string();
        };
        all.push_back({name.toStdString(), text("name"), text("description")});
    }
    return all;
}

Result<void> writeSample(const std::string& name, const std::filesystem::path& folder) {
    std::string known;
    for (const Sample& sample : samples()) known += (known.empty() ? "" : ", ") + sample.name;
    const QString base = root() + u'/' + QString::fromStdString(name);
    if (name.empty() || !QFile::exists(base + QStringLiteral("/deployment.json"))) {
        return refuse(
            fault("cli-sample-unknown", "There is no sample '{0}'.", name).withHint(say("Known are: {0}.", known)));
    }
    QDirIterator files(base, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const std::string relative = QDir(base).relativeFilePath(path).toStdString();
        if (auto written = writeFile(folder / relative, contentOf(path)); !written) return written;
    }
    return {};
}

} // namespace twinflow::cli
