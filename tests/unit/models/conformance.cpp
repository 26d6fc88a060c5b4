// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance.h"

#include "models/model_set.h"
#include "models/reference_name.h"
#include "support.h"

#include <algorithm>
#include <fstream>
#include <set>

namespace twinflow::test {

namespace {

std::set<std::string> namedErrors(const JsonNode& one) {
    std::set<std::string> names;
    for (const char* member : {"errors", "oracleErrors"}) {
        const JsonNode* errors = one.find(member);
        if (errors == nullptr) continue;
        for (const JsonNode& error : errors->items) names.insert(error.text);
    }
    return names;
}

std::vector<JsonDocument> documentsOf(const JsonNode& one) {
    std::string text;
    one.find("input")->appendJson(text);
    std::vector<JsonDocument> documents;
    documents.push_back(json(text));
    return documents;
}

void compareCodes(const JsonNode& one, const Findings& findings, Conformance& result) {
    const std::set<std::string> named = namedErrors(one);
    // Where the reference parser failed inside, its names say nothing about the models.
    if (named.empty() || named.count("#parserCrash") > 0 || named.count("missingDictKeyPropertyValue") > 0) return;
    ++result.comparedCodes;
    std::string foreign;
    for (const Error& finding : findings) {
        const std::string name = models::referenceName(finding.code);
        if (named.count(name) == 0) foreign += " " + name;
    }
    if (foreign.empty()) return;
    std::string wanted;
    for (const std::string& name : named) wanted += " " + name;
    result.differences.push_back(one.find("name")->text + ": said" + foreign + ", named are" + wanted);
}

/// The schema with that id: the first interface gets a telemetry of it, since no other way leads to a schema.
models::SchemaRef schemaOf(const JsonNode& one, const std::string& subject) {
    const JsonNode& models = *one.find("input");
    JsonNode interface = models.items.empty() ? models : models.items.front();
    std::string text;
    interface.appendJson(text);
    text.pop_back();
    const std::string probe = R"({"@type":"Telemetry","name":"probe","schema":")" + subject + "\"}";
    text += R"(,"contents":[)" + probe + "]}";
    const auto built = models::ModelSet::build({json(text)}, models::Strictness::language);
    if (built.models.size() == 0) return nullptr;
    return built.models.at(ModelIndex{0}).find("probe")->schema;
}

void checkInstance(const JsonNode& one, const JsonNode& instance, Conformance& result) {
    const JsonNode* conforms = instance.find("conforms");
    const auto submit = JsonDocument::parse("[" + instance.find("submit")->text + "]", "instance");
    if (conforms == nullptr || !submit || submit->root().items.size() != 1)
        return; // not JSON: nothing that a value could be
    const models::SchemaRef schema = schemaOf(one, instance.find("subject")->text);
    if (schema == nullptr) return;
    ++result.cases;
    const bool fits = models::checkValue(*schema, submit->root().items.front().value(), "").has_value();
    if (fits == conforms->boolean) return;
    result.differences.push_back(one.find("name")->text + ": " + instance.find("submit")->text +
                                 (fits ? " fits" : " does not fit"));
}

} // namespace

Conformance runCases(const std::filesystem::path& file) {
    Conformance result;
    std::ifstream input(file);
    for (std::string line; std::getline(input, line);) {
        const JsonDocument document = json(line);
        const JsonNode& one = document.root();
        const bool valid = one.find("valid")->boolean;
        const auto built = models::ModelSet::build(documentsOf(one), models::Strictness::language);
        ++result.cases;
        if (hasErrors(built.findings) == valid) {
            result.differences.push_back(
                one.find("name")->text +
                (valid ? ": refused, is valid: " + test::lines(built.findings) : ": taken, is invalid"));
            continue;
        }
        if (!valid) compareCodes(one, built.findings, result);
    }
    return result;
}

Conformance runInstances(const std::filesystem::path& file) {
    Conformance result;
    std::ifstream input(file);
    for (std::string line; std::getline(input, line);) {
        const JsonDocument document = json(line);
        const JsonNode* instances = document.root().find("instances");
        if (instances == nullptr) continue;
        for (const JsonNode& instance : instances->items) checkInstance(document.root(), instance, result);
    }
    return result;
}

} // namespace twinflow::test
