// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is edited, the text says exactly that and keeps what is not ours; whatever stands in a file, reading and
// checking it end.
#include "deployment/check.h"
#include "deployment/deployment_text.h"
#include "deployment/edits.h"
#include "support.h"

#include <rapidcheck.h>

#include <algorithm>
#include <tuple>

using namespace twinflow;
using namespace twinflow::deployment;
using namespace std::chrono_literals;

namespace {

constexpr const char* kText = R"({
  "$schema": "https://twinflow.invalid/schemas/deployment-1.json",
  "version": 1, "name": "edited",
  "owner": {"team": "plant", "cost": 1.50},
  "hubs": [ { "name": "hub", "retry": { "ladder": ["10s", "1m"] } } ],
  "devices": [],
  "functions": [
      { "name": "ingest", "kind": "mapping", "mapping": [ { "from": "/a", "to": "/a", "x": 1 } ] },

      { "name": "script", "kind": "script", "file": "functions/a.js", "entry": "run" }
  ],
  "endpoints": [
    {
      "name": "events",
      "kind": "EventHub",
      "connection": "env:EVENTS",
      "partitions": 4
    },
    { "name": "topic", "kind": "EventGrid" }],
  "routes": [{"name": "all", "endpoint": "events"}, {"name": "none", "endpoint": "topic", "filter": "false", "note": "off"}],
  "couplings": [ { "from": "hub", "to": "ingest" }, { "from": "ingest", "to": "twins" } ]
}
)";

/// What is edited next, as drawn: the number of a kind and two for its details.
using Step = std::tuple<int, unsigned, unsigned>;

template <typename T>
T* pick(std::vector<T>& items, unsigned detail) {
    return items.empty() ? nullptr : &items[detail % items.size()];
}

template <typename T>
void reorder(std::vector<T>& items, unsigned from, unsigned to) {
    if (items.empty()) return;
    const T item = items[from % items.size()];
    items.erase(items.begin() + from % items.size());
    items.insert(items.begin() + to % (items.size() + 1), item);
}

void edit(Deployment& deployment, const Step& step) {
    const auto [kind, a, b] = step;
    const std::string word = "name-" + std::to_string(b);
    switch (kind) {
    case 0:
        deployment.description = b % 3 == 0 ? "" : "line \"" + std::to_string(a) + "\"\n\\ \u00fc";
        break;
    case 1:
        addEndpoint(deployment, static_cast<endpoints::EndpointKind>(a % 3), word);
        break;
    case 2:
        reorder(deployment.endpoints, a, b);
        break;
    case 3:
        reorder(deployment.routes, a, b);
        break;
    case 4:
        reorder(deployment.couplings, a, b);
        break;
    case 5:
        couple(deployment, word, "twins");
        break;
    case 6:
        if (auto* route = pick(deployment.routes, a)) route->filter = b % 2 == 0 ? "true" : "subject = '" + word + "'";
        break;
    case 7:
        if (auto* endpoint = pick(deployment.endpoints, a)) {
            endpoints::EndpointSettings fresh;
            fresh.name = endpoint->name;
            fresh.kind = static_cast<endpoints::EndpointKind>(b % 3);
            *endpoint = fresh;
        }
        break;
    case 8:
        if (auto* hub = pick(deployment.hubs, a)) hub->retry = {{Duration(b * 1s), 5s}, 1h, b + 1};
        break;
    case 9:
        if (auto* function = pick(deployment.functions, a);
            function && function->kind == functions::FunctionKind::mapping) {
            function->mapping.push_back({"/" + word, "/x", b * 0.1, -0.5});
        }
        break;
    case 10:
        if (!deployment.routes.empty())
            deployment.routes.erase(deployment.routes.begin() + a % deployment.routes.size());
        break;
    case 11:
        if (!deployment.endpoints.empty())
            deployment.endpoints.erase(deployment.endpoints.begin() + a % deployment.endpoints.size());
        break;
    case 12:
        deployment.devices.push_back({word, "hub", {}, "p-", b});
        break;
    case 13:
        deployment.couplings.clear();
        break;
    case 14:
        deployment.hubs.clear();
        break;
    default:
        deployment = renamed(deployment, a % 2 == 0 ? "events" : "ingest", word);
    }
}

Deployment read(std::string text) {
    auto document = JsonDocument::parse(std::move(text), "deployment.json");
    RC_ASSERT(document.has_value());
    Findings findings;
    Deployment deployment = readDeployment(std::make_shared<const JsonDocument>(std::move(*document)), findings);
    RC_ASSERT(!hasErrors(findings));
    return deployment;
}

} // namespace

class DeploymentPropertyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void editedTexts() {
        QVERIFY(rc::check("the text of an edited deployment reads as that deployment", [] {
            Deployment deployment = read(kText);
            const auto steps = *rc::gen::container<std::vector<Step>>(
                rc::gen::tuple(rc::gen::inRange(0, 16), rc::gen::inRange(0U, 12U), rc::gen::inRange(0U, 12U)));
            for (const Step& step : steps) edit(deployment, step);
            const std::string text = deploymentText(deployment);
            const Deployment again = read(text);
            RC_ASSERT(again == deployment);
            RC_ASSERT(deploymentText(again) == text);
            RC_ASSERT(text.find(R"("owner": {"team": "plant", "cost": 1.50})") != std::string::npos);
        }));
    }

    void unsoundTexts() {
        QVERIFY(rc::check("reading and checking a damaged text ends", [] {
            std::string text = kText;
            const auto cuts = *rc::gen::container<std::vector<std::pair<std::size_t, std::size_t>>>(rc::gen::pair(
                rc::gen::inRange<std::size_t>(0, text.size()), rc::gen::inRange<std::size_t>(0, text.size())));
            // Tokens move about: much of what comes out is still JSON.
            for (const auto& [from, to] : cuts) {
                const auto token = [&](std::size_t at) {
                    const std::size_t start = text.find('"', at);
                    const std::size_t end = start == std::string::npos ? start : text.find('"', start + 1);
                    return std::pair(start, end == std::string::npos ? end : end - start + 1);
                };
                const auto [start, length] = token(from);
                const auto [other, otherLength] = token(to);
                if (length == std::string::npos || otherLength == std::string::npos) continue;
                const std::string moved = text.substr(other, otherLength);
                text.replace(start, length, from % 3 == 0 ? "7" : moved);
            }
            auto document = JsonDocument::parse(text, "deployment.json");
            if (!document) return;
            RC_PRE(document->root().isObject());
            Findings findings;
            const Deployment deployment =
                readDeployment(std::make_shared<const JsonDocument>(std::move(*document)), findings);
            RC_ASSERT(deploymentText(deployment) == text);
            for (const Finding& finding : check(deployment)) {
                RC_ASSERT(!finding.error.code.empty());
                if (finding.fix) deploymentText(finding.fix(deployment));
            }
        }));
    }
};

QTEST_APPLESS_MAIN(DeploymentPropertyTest)
#include "tst_property_deployment.moc"
