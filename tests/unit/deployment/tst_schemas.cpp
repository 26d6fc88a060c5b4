// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The schemas in resources/schemas say the same as the readers.
#include "base/file.h"
#include "deployment/deployment_text.h"
#include "simulation/scenario_text.h"
#include "support.h"

#include <algorithm>
#include <set>

using namespace twinflow;
using namespace twinflow::deployment;
using namespace twinflow::test;

namespace {

std::string schemaText(const std::string& name) {
    return readFile(sourceFolder() / "resources" / "schemas" / name).value_or("");
}

/// Members inside a member are members again: once is enough.
bool isRepeated(const std::string& path) {
    return path.ends_with(".object.*");
}

/// The members that a schema describes, as paths: traffic[].body.*.sine.mean.
void collect(const JsonNode& root, const JsonNode& schema, const std::string& path, std::set<std::string>& paths) {
    if (isRepeated(path)) return;
    if (const JsonNode* reference = schema.find("$ref")) {
        const std::string name = reference->text.substr(reference->text.rfind('/') + 1);
        collect(root, *root.find("$defs")->find(name), path, paths);
    }
    if (const JsonNode* properties = schema.find("properties")) {
        for (const JsonNode::Member& member : properties->members) {
            paths.insert(path + "." + member.name);
            collect(root, member.value, path + "." + member.name, paths);
        }
    }
    if (const JsonNode* items = schema.find("items")) collect(root, *items, path + "[]", paths);
    const JsonNode* others = schema.find("additionalProperties");
    if (others && others->isObject()) {
        paths.insert(path + ".*");
        collect(root, *others, path + ".*", paths);
    }
}

/// The same for a document; members of `body`, `object` and `properties` have names of their author's choice.
void collect(const JsonNode& node, const std::string& path, std::set<std::string>& paths) {
    if (isRepeated(path)) return;
    const bool open = path.ends_with(".body") || path.ends_with(".object") || path.ends_with(".properties");
    for (const JsonNode::Member& member : node.members) {
        const std::string inner = path + "." + (open ? "*" : member.name);
        paths.insert(inner);
        collect(member.value, inner, paths);
    }
    for (const JsonNode& item : node.items) collect(item, path + "[]", paths);
}

std::string difference(const std::set<std::string>& a, const std::set<std::string>& b) {
    std::string text;
    for (const std::string& path : a) {
        if (b.count(path) == 0) text += path + "\n";
    }
    return text;
}

/// Every member that a scenario may have, none with its default.
std::string wholeScenario() {
    return readFile(sourceFolder() / "tests" / "cases" / "simulation" / "every-member.json").value();
}

} // namespace

class SchemasTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deploymentSchemaIsTheReaders() { TF_COMPARE(schemaText("deployment-1.schema.json"), deploymentSchema()); }

    void deploymentSchemaKnowsTheMembersOfTheReadme() {
        const std::string readme = readFile(sourceFolder() / "core" / "deployment" / "README.md").value();
        const std::size_t start = readme.find("```json\n") + 8;
        const JsonDocument example = json(readme.substr(start, readme.find("```", start) - start));
        const JsonDocument schema = json(schemaText("deployment-1.schema.json"));
        std::set<std::string> described, used;
        collect(schema.root(), schema.root(), "", described);
        collect(example.root(), "", used);
        TF_COMPARE(difference(used, described), "");
        Findings findings;
        readDeployment(std::make_shared<const JsonDocument>(example), findings);
        TF_COMPARE(lines(findings), "");
    }

    void scenarioSchemaIsTheReaders() {
        const JsonDocument schema = json(schemaText("scenario-1.schema.json"));
        const JsonDocument whole = json(wholeScenario());
        std::set<std::string> described, used, written;
        collect(schema.root(), schema.root(), "", described);
        collect(whole.root(), "", used);
        TF_COMPARE(difference(described, used), "");
        TF_COMPARE(difference(used, described), "");
        const auto read = simulation::readScenario(whole, "whole");
        TF_COMPARE(lines(read.findings), "");
        collect(json(simulation::scenarioText(read.scenario)).root(), "", written);
        TF_COMPARE(difference(written, described), "");
        TF_COMPARE(difference(described, written), "");
    }
};

QTEST_APPLESS_MAIN(SchemasTest)
#include "tst_schemas.moc"
