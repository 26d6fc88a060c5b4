// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every rule by example: the findings of each case of tests/cases/deployment, and each fix mends what it says.
#include "project_cases.h"
#include "support.h"

#include <QtCore/QTemporaryDir>

#include <algorithm>
#include <map>

using namespace twinflow;
using namespace twinflow::deployment;
using namespace twinflow::test;

namespace {

std::filesystem::path pathOf(const QTemporaryDir& folder) {
    return folder.path().toStdString();
}

/// How often each finding is there, wherever it stands.
std::map<std::string, int> tally(const std::vector<Finding>& findings, bool errorsOnly) {
    std::map<std::string, int> counts;
    for (const Finding& finding : findings) {
        if (!errorsOnly || finding.error.severity == Severity::error)
            ++counts[finding.error.code + " " + finding.error.what.str()];
    }
    return counts;
}

} // namespace

class DeploymentCasesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findings_data() { caseRows(); }
    void findings() {
        const ProjectCase& project = currentCase();
        QTemporaryDir folder;
        writeFiles(project.files, pathOf(folder));
        const auto loaded = load(pathOf(folder));
        const std::string found =
            loaded ? text(loaded->findings) + text(check(loaded->deployment)) : text({loaded.error()});
        if (found != project.expected) {
            const std::string message = project.name + ".txt\nexpected:\n" + project.expected + "found:\n" + found;
            QFAIL(message.c_str());
        }
    }

    void everyFixMendsItsFinding_data() { caseRows(); }
    void everyFixMendsItsFinding() {
        const ProjectCase& project = currentCase();
        QTemporaryDir folder;
        writeFiles(project.files, pathOf(folder));
        const auto loaded = load(pathOf(folder));
        if (!loaded) return;
        const std::vector<Finding> before = check(loaded->deployment);
        for (const Finding& finding : before) {
            if (!finding.fix) continue;
            const std::string what = finding.error.code + " " + finding.error.what.str();
            const Deployment mended = finding.fix(loaded->deployment);
            const std::vector<Finding> after = check(mended);
            QVERIFY2(tally(after, false)[what] < tally(before, false)[what], what.c_str());
            // What the reading found comes up again when the mended text is read.
            std::vector<Finding> known = before;
            for (const Error& error : loaded->findings) known.push_back({error, {}, {}});
            const auto errorsBefore = tally(known, true);
            for (const auto& [error, count] : tally(after, true)) {
                const auto earlier = errorsBefore.find(error);
                QVERIFY2(earlier != errorsBefore.end() && count <= earlier->second,
                         (what + "\nbrings\n" + error).c_str());
            }
        }
    }

    void whatAFixMakesCanBeSavedAndLoaded_data() { caseRows(); }
    void whatAFixMakesCanBeSavedAndLoaded() {
        const ProjectCase& project = currentCase();
        QTemporaryDir folder;
        writeFiles(project.files, pathOf(folder));
        const auto loaded = load(pathOf(folder));
        if (!loaded) return;
        for (const Finding& finding : check(loaded->deployment)) {
            if (!finding.fix) continue;
            const Deployment mended = finding.fix(loaded->deployment);
            QTemporaryDir other;
            TF_OK(save(mended, pathOf(other)));
            const auto again = load(pathOf(other));
            TF_OK(again);
            QVERIFY2(again->deployment == mended, finding.error.str().c_str());
        }
    }

    void everyCodeHasACase() {
        std::string expected;
        for (const ProjectCase& project : allCases()) expected += project.expected;
        for (const char* code : {"coupling-is-route",
                                 "coupling-kinds",
                                 "coupling-of-devices",
                                 "coupling-twice",
                                 "coupling-unknown",
                                 "container-name",
                                 "dead-letter",
                                 "devices-both",
                                 "devices-empty",
                                 "devices-none",
                                 "devices-twice",
                                 "downstream-on-twins",
                                 "downstream-unfed",
                                 "endpoint-name",
                                 "endpoint-unfed",
                                 "endpoint-unknown",
                                 "endpoint-unread",
                                 "endpoints-limit",
                                 "entry-name",
                                 "function-idle",
                                 "host",
                                 "hub-idle",
                                 "hub-on-twins",
                                 "hub-unknown",
                                 "hub-unread",
                                 "instance-name",
                                 "loop",
                                 "map-direct",
                                 "map-without-grid",
                                 "mapping-empty",
                                 "mapping-input",
                                 "mapping-pointer",
                                 "mapping-target",
                                 "model-unknown",
                                 "name",
                                 "name-missing",
                                 "name-twice",
                                 "route-twice",
                                 "routes-limit",
                                 "scenario-count",
                                 "scenario-devices",
                                 "scenario-fault",
                                 "scenario-latency",
                                 "scenario-path",
                                 "scenario-twin",
                                 "script-missing",
                                 "script-outside",
                                 "subscription-idle",
                                 "subscription-shared",
                                 "title-missing",
                                 "webhook-url",
                                 "choice",
                                 "duration",
                                 "member-idle",
                                 "member-missing",
                                 "member-twice",
                                 "member-unknown",
                                 "range",
                                 "type",
                                 "version"}) {
            const std::string tag = "[deployment-" + std::string(code) + "]";
            QVERIFY2(expected.find(tag) != std::string::npos, tag.c_str());
        }
    }

private:
    static const std::vector<ProjectCase>& cases() {
        static const std::vector<ProjectCase> all = allCases();
        return all;
    }
    static void caseRows() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases().size(); ++i) QTest::newRow(cases()[i].name.c_str()) << static_cast<int>(i);
    }
    static const ProjectCase& currentCase() {
        QFETCH(int, index);
        return cases()[static_cast<std::size_t>(index)];
    }
};

QTEST_APPLESS_MAIN(DeploymentCasesTest)
#include "tst_deployment_cases.moc"
