// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "random_events.h"

#include "base/json_text.h"
#include "random_filters.h"

#include <rapidcheck.h>

#include <vector>

namespace twinflow::test {

namespace {

const char* pick(std::vector<const char*> texts) {
    return *rc::gen::elementOf(std::move(texts));
}

std::string member(const char* name, const char* text) {
    std::string out;
    appendJsonString(out, name);
    out += ": ";
    appendJsonString(out, text);
    return out;
}

} // namespace

events::EventRef randomEvent(EventBench& bench) {
    const char* const twin = pick({"p", "pump", "pump-07", "tank-1", "it's \\ \"ü\""});
    const char* const model = pick({"dtmi:acme:Pump;2", "dtmi:acme:Tank;1"});
    const char* const relationship = pick({"feeds", "07"});
    switch (*rc::gen::inRange(0, 7)) {
    case 0:
        return bench.create(twin, model, randomBody(3));
    case 1:
        return bench.remove(twin, model, randomBody(3));
    case 2:
        return bench.update(twin, model);
    case 3:
        return bench.relationshipCreate(twin, relationship, randomBody(3));
    case 4:
        return bench.relationshipUpdate(twin, relationship);
    default:
        return bench.telemetry(twin, pick({"", "motor"}), randomBody(3));
    }
}

std::string randomCloudEvent() {
    std::vector<std::string> members = {member(
        "type",
        pick({"microsoft.iot.telemetry", "Microsoft.DigitalTwins.Twin.Update", "Microsoft.DigitalTwins.Twin.Create",
              "Microsoft.DigitalTwins.Relationship.Update", "pump", "1.0", "dtmi:acme:Pump;2"}))};
    const auto maybe = [&](std::string text) {
        if (*rc::gen::inRange(0, 4) != 0) members.push_back(std::move(text));
    };
    maybe(member("subject", pick({"p", "pump", "pump-07", "07", "it's \\ \"ü\"", "pump-07/relationships/feeds", ""})));
    maybe(member("source", pick({"acme.api.weu.digitaltwins.azure.net", "pump", ""})));
    maybe(member("dataschema", pick({"dtmi:acme:Pump;2", "dtmi:acme:Motor;1"})));
    maybe(member("specversion", "1.0"));
    maybe(member("datacontenttype", "application/json"));
    maybe("\"data\" : " + randomBody(3));
    maybe("\"id\":{\"type\":\"x\",\"data\":[{\"a\":\"}\"}]}");
    maybe(member("su\"ject", "pump"));
    if (*rc::gen::inRange(0, 8) == 0) members.push_back(*rc::gen::elementOf(members)); // the first of the two counts
    std::string text = "{";
    while (!members.empty()) {
        const auto next = members.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(members));
        text += (text.size() > 1 ? "," : "") + *next;
        members.erase(next);
    }
    return text + "}";
}

} // namespace twinflow::test
