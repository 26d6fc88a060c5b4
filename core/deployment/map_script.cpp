// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A script that keeps a map up to date, for those who put a map behind an endpoint.
#include "deployment/edits.h"

#include "base/json_text.h"
#include "deployment/name_forms.h"
#include "deployment/services.h"

#include <algorithm>

namespace twinflow::deployment {

namespace {

// adt-facts 8.3: one state a property, its value as text. A map keeps a state only when it is later than the one it
// has.
constexpr std::string_view kScript =
    R"(// Sends each number that changes in a twin to the map; the feature is the one named as the twin.
function run(context, event) {
    const patch = (event.data && event.data.data && event.data.data.patch) || [];
    const states = patch
        .filter((change) => change.op !== "remove" && typeof change.value === "number")
        .map((change) => ({
            keyName: change.path.slice(1),
            value: String(change.value),
            eventTimestamp: event.eventTime,
        }));
    if (states.length > 0) context.send({map}, { featureId: event.subject, states });
}
)";

} // namespace

std::string addMapScript(Deployment& deployment, std::string_view endpoint, std::string_view map) {
    functions::FunctionSettings function;
    function.name = freeName(deployment, kServiceName.mended("to-" + std::string(map), "to-map"));
    function.file = "functions/" + function.name + ".js";
    for (int n = 2; findFile(deployment.scripts, function.file); ++n) {
        function.file = "functions/" + function.name + "-" + std::to_string(n) + ".js";
    }
    std::string text(kScript);
    constexpr std::string_view kSlot = "{map}";
    std::string quoted;
    appendJsonString(quoted, map);
    text.replace(text.find(kSlot), kSlot.size(), quoted);
    const auto place =
        std::lower_bound(deployment.scripts.begin(), deployment.scripts.end(), function.file,
                         [](const ProjectFile& file, const std::string& path) { return file.path < path; });
    deployment.scripts.insert(place, {function.file, std::move(text)});
    deployment.functions.push_back(function);
    couple(deployment, endpoint, function.name);
    couple(deployment, function.name, map);
    return function.name;
}

} // namespace twinflow::deployment
