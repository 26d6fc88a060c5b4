// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The project folder: read and written byte by byte, within bounds; a new project; look-ups and edits.
#include "base/file.h"
#include "deployment/edits.h"
#include "deployment/nearest.h"
#include "deployment/new_project.h"
#include "deployment/project_files.h"
#include "deployment/services.h"
#include "project_cases.h"
#include "support.h"

#include <QtCore/QTemporaryDir>

#include <algorithm>
#include <sstream>

using namespace twinflow;
using namespace twinflow::deployment;
using namespace twinflow::test;
namespace fs = std::filesystem;

namespace {

fs::path pathOf(const QTemporaryDir& folder) {
    return folder.path().toStdString();
}

Deployment read(std::string text) {
    auto document = JsonDocument::parse(std::move(text), "deployment.json");
    Findings findings;
    Deployment deployment = readDeployment(std::make_shared<const JsonDocument>(std::move(document.value())), findings);
    if (!findings.empty()) qWarning("%s", lines(findings).c_str());
    return deployment;
}

/// The lines that differ, old ones with -, new ones with +; for texts of equally many lines.
std::string changedLines(const std::string& before, const std::string& after) {
    std::istringstream a(before), b(after);
    std::string diff, old, now;
    while (std::getline(a, old) && std::getline(b, now)) {
        if (old != now) diff += "-" + old + "\n+" + now + "\n";
    }
    return diff;
}

constexpr const char* kHandWritten = R"({
    "version": 1,
    "name": "Hand written",   "owner": { "team": "plant",
                                         "phone": 1.50 },
    "hubs": [ { "name": "hub", "retry": { "maxAttempts": 30 } } ],

    "endpoints": [
        { "name": "one-hub", "kind": "EventHub", "connection": "env:ONE", "partitions": 4 },

        { "name": "two-bus", "kind": "ServiceBus" }
    ],
    "routes": [
        { "name": "all", "endpoint": "one-hub", "filter": "true" },
        { "name": "some", "endpoint": "two-bus", "filter": "type = 'microsoft.iot.telemetry'" }
    ]
}
)";

} // namespace

class DeploymentTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void untouchedTextKeepsItsBytes() { TF_COMPARE(deploymentText(read(kHandWritten)), kHandWritten); }

    void oneFilterChangesOneLine() {
        Deployment deployment = read(kHandWritten);
        deployment.routes[1].filter = "false";
        TF_COMPARE(changedLines(kHandWritten, deploymentText(deployment)),
                   "-        { \"name\": \"some\", \"endpoint\": \"two-bus\", \"filter\": \"type = "
                   "'microsoft.iot.telemetry'\" }\n"
                   "+        { \"name\": \"some\", \"endpoint\": \"two-bus\", \"filter\": \"false\" }\n");
    }

    void addedMembersFollowTheOrderOfTheSchema() {
        Deployment deployment = read(R"({ "version": 1, "name": "x", "hubs": [] })");
        deployment.description = "text";
        deployment.hubs.emplace_back().name = "hub";
        TF_COMPARE(
            deploymentText(deployment),
            "{ \"version\": 1, \"name\": \"x\", \"description\": \"text\", \"hubs\": [\n  { \"name\": \"hub\" }\n] }");
    }

    void defaultsThatWereSpelledOutStayUntilTheyChange() {
        Deployment deployment = read(kHandWritten);
        deployment.endpoints[0].partitions = 8;
        std::string text = deploymentText(deployment);
        QVERIFY(text.find("\"connection\": \"env:ONE\", \"partitions\": 8 }") != std::string::npos);
        QVERIFY(text.find("\"retry\": { \"maxAttempts\": 30 }") != std::string::npos);
        deployment = read(text);
        deployment.endpoints[0].partitions = 4;
        text = deploymentText(deployment);
        QVERIFY(text.find("\"connection\": \"env:ONE\" }") != std::string::npos);
    }

    void unknownMembersStayWithTheirItem() {
        Deployment moved = read(kHandWritten);
        std::swap(moved.endpoints[0], moved.endpoints[1]);
        const std::string swapped = deploymentText(moved);
        QVERIFY(swapped.find("\"two-bus\", \"kind\": \"ServiceBus\" }") <
                swapped.find("\"connection\": \"env:ONE\", \"partitions\": 4 }"));

        Deployment replaced = read(kHandWritten);
        replaced.endpoints.erase(replaced.endpoints.begin());
        endpoints::EndpointSettings fresh;
        fresh.name = "three-hub";
        replaced.endpoints.push_back(fresh);
        const std::string text = deploymentText(replaced);
        QVERIFY2(text.find("env:ONE") == std::string::npos, text.c_str());
        QVERIFY(text.find(
                    "\"owner\": { \"team\": \"plant\",\n                                         \"phone\": 1.50 }") !=
                std::string::npos);
    }

    void aRenamedItemKeepsWhatWeDoNotKnow() {
        const Deployment deployment = renamed(read(kHandWritten), "one-hub", "first-hub");
        TF_COMPARE(changedLines(kHandWritten, deploymentText(deployment)),
                   "-        { \"name\": \"one-hub\", \"kind\": \"EventHub\", \"connection\": \"env:ONE\", "
                   "\"partitions\": 4 },\n"
                   "+        { \"name\": \"first-hub\", \"kind\": \"EventHub\", \"connection\": \"env:ONE\", "
                   "\"partitions\": 4 },\n"
                   "-        { \"name\": \"all\", \"endpoint\": \"one-hub\", \"filter\": \"true\" },\n"
                   "+        { \"name\": \"all\", \"endpoint\": \"first-hub\", \"filter\": \"true\" },\n");
    }

    void samplesKeepTheirBytes() {
        int samples = 0;
        for (const auto& entry : fs::directory_iterator(sourceFolder() / "resources" / "samples")) {
            if (!fs::exists(entry.path() / "deployment.json")) continue;
            ++samples;
            const auto loaded = load(entry.path());
            TF_OK(loaded);
            TF_COMPARE(lines(loaded->findings), "");
            TF_COMPARE(deploymentText(loaded->deployment), readFile(entry.path() / "deployment.json").value());
            QTemporaryDir folder;
            TF_OK(save(loaded->deployment, pathOf(folder)));
            const auto again = load(pathOf(folder));
            TF_OK(again);
            QVERIFY(again->deployment == loaded->deployment);
        }
        QVERIFY(samples > 0);
    }

    void aNewProjectIsSoundAndRoundTrips() {
        for (const char* name : {"My plant", "", "42", "Überall \"quoted\" \\ / ..", "hub", "x"}) {
            const Deployment project = newProject(name);
            TF_COMPARE(text(check(project)), "");
            QTemporaryDir folder;
            TF_OK(save(project, pathOf(folder)));
            const auto loaded = load(pathOf(folder));
            TF_OK(loaded);
            TF_COMPARE(lines(loaded->findings), "");
            QVERIFY(loaded->deployment == project);
            TF_COMPARE(text(check(loaded->deployment)), "");
            QVERIFY(loaded->deployment.scenarios.at(0).traffic.at(0).body.size() == 2);
        }
    }

    void savingWritesOnlyWhatDiffers() {
        QTemporaryDir folder;
        Deployment project = newProject("p");
        TF_OK(save(project, pathOf(folder)));
        project = load(pathOf(folder)).value().deployment;
        // A folder in the place of the temporary file makes any write of this file fail.
        fs::create_directory(pathOf(folder) / "models" / "Thermostat.json.part");
        fs::create_directory(pathOf(folder) / "deployment.json.part");
        TF_OK(save(project, pathOf(folder)));
        project.graph[0].text += "\n";
        TF_OK(save(project, pathOf(folder)));
        project.models[0].text += "\n";
        const auto refused = save(project, pathOf(folder));
        QVERIFY(!refused);
        TF_COMPARE(refused.error().code, "file-unwritable");
    }

    void savingRemovesWhatWasLoadedAndIsGone() {
        QTemporaryDir folder;
        TF_OK(save(newProject("p"), pathOf(folder)));
        writeFiles({{"models/Other.json", "{}"}, {"models/notes.txt", "mine"}, {"layout.json", "{}"}}, pathOf(folder));
        Deployment project = load(pathOf(folder)).value().deployment;
        writeFiles({{"models/Later.json", "{}"}}, pathOf(folder));
        std::erase_if(project.models, [](const ProjectFile& file) { return file.path == "models/Other.json"; });
        TF_OK(save(project, pathOf(folder)));
        const auto files = readFiles(pathOf(folder));
        QVERIFY(files.count("models/Other.json") == 0);
        for (const char* kept : {"models/Later.json", "models/notes.txt", "layout.json", "models/Thermostat.json"}) {
            QVERIFY2(files.count(kept) == 1, kept);
        }
        QTemporaryDir other;
        writeFiles({{"models/Other.json", "{}"}}, pathOf(other));
        TF_OK(save(project, pathOf(other)));
        QVERIFY(fs::exists(pathOf(other) / "models" / "Other.json"));
    }

    void nothingIsWrittenOutsideTheFolder() {
        QTemporaryDir folder, outside;
        for (const std::string& path :
             {std::string("../x.json"), std::string("models/../../x.json"), pathOf(outside).string() + "/x.json",
              std::string(""), std::string("models\\..\\x.json"), std::string("C:x.json")}) {
            Deployment project = newProject("p");
            project.models.push_back({path, "{}"});
            const auto saved = save(project, pathOf(folder));
            QVERIFY2(!saved, path.c_str());
            TF_COMPARE(saved.error().code, "project-path-outside");
        }
        fs::create_directory_symlink(pathOf(outside), pathOf(folder) / "models");
        const auto saved = save(newProject("p"), pathOf(folder));
        QVERIFY(!saved);
        QVERIFY(fs::is_empty(pathOf(outside)));
    }

    void linksAreFollowedInsideTheProjectOnly() {
        QTemporaryDir folder, outside;
        TF_OK(save(newProject("p"), pathOf(folder)));
        writeFiles({{"secret.json", "{}"}}, pathOf(outside));
        const fs::path models = pathOf(folder) / "models";
        fs::create_symlink(pathOf(outside) / "secret.json", models / "leak.json");
        fs::create_symlink(models / "nowhere.json", models / "broken.json");
        fs::create_symlink("Thermostat.json", models / "again.json");
        fs::create_directory_symlink(pathOf(folder), models / "loop");
        fs::create_directory_symlink(pathOf(outside), pathOf(folder) / "graph-link");
        const auto loaded = load(pathOf(folder));
        TF_OK(loaded);
        std::vector<std::string> paths;
        for (const ProjectFile& file : loaded->deployment.models) paths.push_back(file.path);
        QVERIFY((paths == std::vector<std::string>{"models/Thermostat.json", "models/again.json"}));
        Findings sorted = loaded->findings;
        std::sort(sorted.begin(), sorted.end(),
                  [](const Error& a, const Error& b) { return a.place.file < b.place.file; });
        TF_COMPARE(codes(sorted), "file-missing deployment-link-outside deployment-link-to-folder");
        fs::remove_all(pathOf(folder) / "scenarios");
        fs::create_directory_symlink(pathOf(outside), pathOf(folder) / "scenarios");
        TF_COMPARE(codes(load(pathOf(folder))->findings).substr(0, 23), "deployment-link-outside");
    }

    void theNumberOfFilesIsBounded() {
        QTemporaryDir folder;
        writeFiles({{"deployment.json", R"({ "version": 1, "name": "many" })"}}, pathOf(folder));
        fs::create_directory(pathOf(folder) / "functions");
        for (std::size_t i = 0; i <= kMaxEntries; ++i) {
            QFile file(folder.filePath(QStringLiteral("functions/%1.js").arg(i)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        const auto loaded = load(pathOf(folder));
        TF_OK(loaded);
        TF_COMPARE(codes(loaded->findings), "deployment-too-many-files");
        QCOMPARE(loaded->deployment.scripts.size(), kMaxEntries);
    }

    void theSizeOfAFileIsBounded() {
        QTemporaryDir folder;
        writeFiles({{"deployment.json", R"({ "version": 1, "name": "large" })"}, {"models/large.json", ""}},
                   pathOf(folder));
        fs::resize_file(pathOf(folder) / "models" / "large.json", kMaxFileBytes + 1);
        const auto loaded = load(pathOf(folder));
        TF_OK(loaded);
        TF_COMPARE(codes(loaded->findings), "file-too-large");
        TF_COMPARE(loaded->findings[0].place.file, "models/large.json");
        fs::resize_file(pathOf(folder) / "deployment.json", kMaxFileBytes + 1);
        TF_COMPARE(load(pathOf(folder)).error().code, "file-too-large");
    }

    void whatIsNoProjectIsRefused() {
        QTemporaryDir folder;
        TF_COMPARE(load(pathOf(folder) / "nowhere").error().code, "project-missing");
        TF_COMPARE(load(pathOf(folder)).error().code, "project-missing");
        writeFiles({{"deployment.json", "{\n  \"version\": 1,\n}"}}, pathOf(folder));
        const auto damaged = load(pathOf(folder));
        QVERIFY(!damaged);
        TF_COMPARE(damaged.error().code, "json-syntax");
        TF_COMPARE(damaged.error().place.str(), "deployment.json:3:1");
        writeFiles({{"deployment.json", "[]"}}, pathOf(folder));
        TF_COMPARE(load(pathOf(folder)).error().code, "deployment-type");
    }

    void valuesOutOfRangeAreFoundInMemoryToo() {
        Deployment project = newProject("p");
        project.endpoints[0].partitions = 0;
        TF_COMPARE(text(check(project)).substr(0, 24), "error deployment.json:24");
        QVERIFY(text(check(project)).find("'partitions' is 0; it may be 1 to 32.") != std::string::npos);
    }

    void servicesAreFoundByName() {
        const Deployment project = newProject("p");
        QVERIFY(serviceKind(project, "thermostats") == ServiceKind::devices);
        QVERIFY(serviceKind(project, "hub") == ServiceKind::hub);
        QVERIFY(serviceKind(project, "ingest") == ServiceKind::function);
        QVERIFY(serviceKind(project, project.twins.name) == ServiceKind::twins);
        QVERIFY(serviceKind(project, "events") == ServiceKind::endpoint);
        QVERIFY(serviceKind(project, "archive") == ServiceKind::downstream);
        QVERIFY(serviceKind(project, "twin-changes") == ServiceKind::unknown);
        QVERIFY(serviceKind(project, "") == ServiceKind::unknown);
        QCOMPARE(couplingsFrom(project, "hub").size(), 1U);
        TF_COMPARE(routesTo(project, "events").at(0)->name, "twin-changes");
        TF_COMPARE(defaultScenario(project)->name, "default");
        QCOMPARE(serviceNames(project).size(), 6U);
    }

    void renamingReachesEveryReference() {
        Deployment project = newProject("p");
        for (const std::string& name : serviceNames(project)) project = renamed(project, name, name + "-2");
        QVERIFY(check(project).size() == 1); // the scenario still names the devices by their old name
        TF_COMPARE(check(project)[0].error.code, "deployment-scenario-devices");
        TF_COMPARE(project.endpoints[0].deadLetter, "archive-2");
    }

    void nearNames() {
        TF_COMPARE(nearest("partitons", {"name", "partitions"}), "partitions");
        TF_COMPARE(nearest("Retenion", {"retention"}), "retention");
        TF_COMPARE(nearest("fliter", {"filter", "file"}), "filter");
        TF_COMPARE(nearest("dtmi:example:Boiler;1", {"dtmi:example:Fan;1"}), "");
        TF_COMPARE(nearest("colour", {"name", "kind"}), "");
        TF_COMPARE(nearest("", {"a"}), "");
    }
};

QTEST_APPLESS_MAIN(DeploymentTest)
#include "tst_deployment.moc"
