// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/samples.h"

#include "base/file.h"
#include "bridge/text.h"
#include "deployment/deployment_text.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>

namespace twinflow::ui {

namespace {

QString root() {
    return QStringLiteral(":/samples/");
}

std::string contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

std::size_t services(const deployment::Deployment& deployment) {
    return deployment.devices.size() + deployment.functions.size() + deployment.routes.size() +
           deployment.endpoints.size() + deployment.downstream.size();
}

} // namespace

std::vector<Sample> samples() {
    std::vector<Sample> all;
    for (const QString& name : QDir(root()).entryList(QDir::Dirs, QDir::Name)) {
        auto document =
            JsonDocument::parse(contentOf(root() + name + QStringLiteral("/deployment.json")), "deployment.json");
        if (!document || !document->root().isObject()) continue;
        Findings ignored;
        all.push_back(
            {name, deployment::readDeployment(std::make_shared<const JsonDocument>(std::move(*document)), ignored)});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Sample& a, const Sample& b) { return services(a.deployment) < services(b.deployment); });
    return all;
}

Result<void> writeSample(const QString& name, const std::filesystem::path& folder) {
    std::error_code ignored;
    if (std::filesystem::exists(folder / "deployment.json", ignored))
        return refuse(fault("project-exists", "'{0}' holds a project already.", folder.string()));
    const QString base = root() + name;
    QDirIterator files(base, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const auto written = writeFile(folder / utf8(QDir(base).relativeFilePath(path)), contentOf(path));
        if (!written) return written;
    }
    return {};
}

} // namespace twinflow::ui
