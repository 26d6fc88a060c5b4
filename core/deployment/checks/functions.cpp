// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Functions: code that is there, something that triggers it, something that it does.
#include "deployment/checks/rules.h"

#include "deployment/edits.h"
#include "deployment/project_files.h"
#include "functions/script_check.h"
#include "functions/units.h"

#include <algorithm>
#include <set>
#include <string>

namespace twinflow::deployment {

namespace {

using functions::FunctionKind;
using functions::FunctionSettings;
using functions::MappingRule;

FunctionSettings* findIn(Deployment& deployment, const std::string& name) {
    const auto found = std::find_if(deployment.functions.begin(), deployment.functions.end(),
                                    [&](const FunctionSettings& function) { return function.name == name; });
    return found == deployment.functions.end() ? nullptr : &*found;
}

bool isIdentifier(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'; };
    return !text.empty() && letter(text.front()) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// What is told of a script's text, once however many functions use it.
using Told = std::set<std::string>;

void checkText(Checker& checker, const FunctionSettings& function, const ProjectFile& script, Told& told) {
    const auto read = functions::checkScript(function, script.text);
    if (!read && told.insert(read.error().str()).second) checker.report(read.error(), read.error().place);
}

void checkScript(Checker& checker, const FunctionSettings& function, Told& told) {
    const Deployment& deployment = checker.deployment();
    const Place place = checker.places().of("functions", function.name, "file");
    const auto put = [name = function.name](Deployment& mended, const std::string& meant) {
        if (FunctionSettings* found = findIn(mended, name)) found->file = meant;
    };
    std::vector<std::string> known;
    for (const ProjectFile& script : deployment.scripts) known.push_back(script.path);
    if (function.file.empty()) {
        checker.report(fault("deployment-script-missing", "The function '{0}' names no script.", function.name)
                           .withHint(say("Give 'file' the path of a script in the folder functions.")),
                       place);
    } else if (!isInside(function.file) || !function.file.starts_with("functions/") ||
               !function.file.ends_with(".js")) {
        const Error error =
            fault("deployment-script-outside", "The function '{0}' names '{1}', which is no script of the project.",
                  function.name, function.file)
                .withHint(say("Scripts are .js files below the folder functions, named with forward slashes."));
        if (!checker.reportNear(error, place, function.file, known, put)) checker.report(error, place);
    } else if (const ProjectFile* script = findFile(deployment.scripts, function.file); !script) {
        const Error error =
            fault("deployment-script-missing", "The function '{0}' names a script '{1}', which does not exist.",
                  function.name, function.file)
                .withHint(say("Add the file, or correct its name."));
        if (!checker.reportNear(error, place, function.file, known, put)) checker.report(error, place);
    } else if (isIdentifier(function.entry)) {
        checkText(checker, function, *script, told);
    }
    if (isIdentifier(function.entry)) return;
    checker.report(
        fault("deployment-entry-name", "'{0}' cannot be the name of a function in a script.", function.entry)
            .withHint(say("Give 'entry' the name that stands behind the word function in '{0}'.", function.file)),
        checker.places().of("functions", function.name, "entry"), say("Write 'run'"),
        [name = function.name](const Deployment& old) {
            Deployment mended = old;
            if (FunctionSettings* found = findIn(mended, name)) found->entry = FunctionSettings().entry;
            return mended;
        });
}

void checkPointer(Checker& checker, const FunctionSettings& function, const std::string& pointer) {
    if (pointer.size() > 1 && pointer.front() == '/') return;
    checker.report(fault("deployment-mapping-pointer", "The mapping '{0}' has '{1}' where a JSON pointer should stand.",
                         function.name, pointer)
                       .withHint(say("Write a slash and a name, as in /temperature.")),
                   checker.places().of("functions", function.name, "mapping"));
}

void checkUnits(Checker& checker, const FunctionSettings& function, const MappingRule& rule) {
    if (rule.fromUnit.empty() && rule.toUnit.empty()) return;
    const auto convert = functions::conversion(rule.fromUnit, rule.toUnit);
    if (convert) return;
    checker.report(fault("deployment-mapping-unit", "The mapping '{0}' cannot convert '{1}': {2}", function.name,
                         rule.from, convert.error().what.str())
                       .withHint(convert.error().hint),
                   checker.places().of("functions", function.name, "mapping"));
}

/// The models of the twins that messages of a mapping go to; empty when one of them cannot be told.
std::vector<ModelIndex> modelsBehind(const Checker& checker, const std::string& function) {
    std::vector<ModelIndex> models;
    for (const Coupling* coupling : checker.to(function)) {
        for (const DeviceGroup& group : checker.deployment().devices) {
            if (group.hub != coupling->from) continue;
            const auto model = checker.content().models.find(group.twinsOf);
            if (!model) return {};
            models.push_back(*model);
        }
    }
    return models;
}

bool hasPlaceFor(const models::Layout& layout, const std::string& pointer) {
    return std::any_of(layout.slots.begin(), layout.slots.end(), [&](const models::Slot& slot) {
        return pointer == slot.path || (pointer.starts_with(slot.path) && pointer[slot.path.size()] == '/');
    });
}

void checkMapping(Checker& checker, const FunctionSettings& function) {
    const Place place = checker.places().of("functions", function.name, "mapping");
    if (function.mapping.empty() && !function.publishTelemetry) {
        checker.report(fault("deployment-mapping-empty", "The mapping '{0}' writes nothing.", function.name)
                           .withHint(say("Add a line that says which value of a message goes where in the twin."))
                           .as(Severity::warning),
                       place);
    }
    const std::vector<ModelIndex> models = modelsBehind(checker, function.name);
    for (const MappingRule& rule : function.mapping) {
        checkPointer(checker, function, rule.from);
        checkPointer(checker, function, rule.to);
        checkUnits(checker, function, rule);
        const bool known = models.empty() || std::any_of(models.begin(), models.end(), [&](ModelIndex model) {
                               return hasPlaceFor(checker.content().models.layout(model), rule.to);
                           });
        if (known) continue;
        checker.report(
            fault("deployment-mapping-target",
                  "The mapping '{0}' writes to '{1}', which no model of its devices' twins has.", function.name,
                  rule.to)
                .withHint(
                    say("The graph would refuse it each time: correct the name, or add the property to the model."))
                .as(Severity::warning),
            place);
    }
    if (!checker.isFedBy(function.name, ServiceKind::endpoint)) return;
    checker.report(fault("deployment-mapping-input",
                         "The mapping '{0}' stands behind an endpoint, but a mapping reads devices' messages.",
                         function.name)
                       .withHint(say("Use a script there."))
                       .as(Severity::warning),
                   checker.places().of("functions", function.name));
}

/// Words in the names of settings that hold secrets, and what stands in the services' connection strings.
bool looksSecret(const std::string& name, const std::string& value) {
    std::string capitals = name;
    for (char& c : capitals) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    }
    const auto has = [](const std::string& text, std::initializer_list<std::string_view> parts) {
        return std::any_of(parts.begin(), parts.end(),
                           [&](std::string_view part) { return text.find(part) != std::string::npos; });
    };
    return has(capitals, {"SECRET", "PASSWORD", "TOKEN", "APIKEY", "ACCESSKEY", "CONNECTIONSTRING"}) ||
           has(value, {"SharedAccessKey=", "AccountKey=", "SharedAccessSignature="});
}

void checkSettings(Checker& checker, const FunctionSettings& function) {
    for (const auto& [name, value] : function.environment) {
        if (!looksSecret(name, value)) continue;
        checker.report(
            fault("deployment-setting-secret", "The setting '{0}' of the function '{1}' looks like a secret.", name,
                  function.name)
                .withHint(say("A project is shared as it is, and simulated services want no secrets: leave it out."))
                .as(Severity::warning),
            checker.places().of("functions", function.name, "settings"));
    }
}

void checkRetry(Checker& checker, const FunctionSettings& function) {
    if (function.retry.strategy == functions::RetryStrategy::none) return;
    const Place place = checker.places().of("functions", function.name, "retry");
    if (function.retry.minimumInterval > function.retry.maximumInterval) {
        checker.report(fault("deployment-retry-intervals",
                             "The retry policy of '{0}' has a minimumInterval above its maximumInterval.",
                             function.name)
                           .withHint(say("Exchange them.")),
                       place);
    }
    const auto couplings = checker.to(function.name);
    const bool behindHub = std::any_of(couplings.begin(), couplings.end(), [&](const Coupling* coupling) {
        const auto& all = checker.deployment().endpoints;
        return std::any_of(all.begin(), all.end(), [&](const endpoints::EndpointSettings& endpoint) {
            return endpoint.name == coupling->from && endpoint.kind == endpoints::EndpointKind::eventHub;
        });
    });
    if (behindHub) return;
    checker.report(fault("deployment-retry-idle",
                         "The function '{0}' has a retry policy, which only functions behind an Event Hub follow.",
                         function.name)
                       .withHint(say("A hub, Event Grid and Service Bus bring a message again by their own rules."))
                       .as(Severity::warning),
                   place);
}

void checkCouplingsOf(Checker& checker, const FunctionSettings& function) {
    const Place place = checker.places().of("functions", function.name);
    if (checker.to(function.name).empty() && !isHubEndpoint(checker.deployment(), function.name)) {
        checker.report(fault("deployment-function-idle", "Nothing triggers the function '{0}'.", function.name)
                           .withHint(say("Couple a hub or an endpoint to it, or remove it."))
                           .as(Severity::warning),
                       place);
    }
    if (!checker.from(function.name).empty()) return;
    checker.report(fault("deployment-function-idle", "What the function '{0}' finds goes nowhere.", function.name)
                       .withHint(say("Couple it to the twins or to a downstream service."))
                       .as(Severity::warning),
                   place, say("Couple it to the twins"), [name = function.name](const Deployment& old) {
                       Deployment mended = old;
                       couple(mended, name, mended.twins.name);
                       return mended;
                   });
}

} // namespace

void checkFunctions(Checker& checker) {
    Told told;
    for (const FunctionSettings& function : checker.deployment().functions) {
        if (function.kind == FunctionKind::script)
            checkScript(checker, function, told);
        else
            checkMapping(checker, function);
        checkSettings(checker, function);
        checkRetry(checker, function);
        checkCouplingsOf(checker, function);
    }
}

} // namespace twinflow::deployment
