// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/names.h"
#include "workload/rule.h"
#include "workload/workload.h"

namespace twinflow::bench {

namespace {

Rule humidityBetween(const std::string& low, const std::string& high) {
    return {"range", filled("$body.humidity >= % AND $body.humidity < %", low, high),
            filled(R"({"data":{"humidity":[{"numeric":[">=",%,"<",%]}]}})", low, high), "-",
            filled("e.data.humidity>=%&&e.data.humidity<%", low, high)};
}

Rule warmAndDry(const std::string& degrees, const std::string& humidity) {
    return {
        "range2", filled("$body.temperature > % AND $body.humidity < %", degrees, humidity),
        filled(R"({"data":{"temperature":[{"numeric":[">",%]}],"humidity":[{"numeric":["<",%]}]}})", degrees, humidity),
        "-", filled("e.data.temperature>%&&e.data.humidity<%", degrees, humidity)};
}

Rule subjectContains(const std::string& part) {
    return {"contains", filled("CONTAINS(subject, '%')", part), filled(R"({"subject":[{"wildcard":"*%*"}]})", part),
            "-", filled("e.subject.includes('%')", part)};
}

Rule subjectEnds(const std::string& suffix) {
    return {"ends", filled("ENDS_WITH(subject, '%')", suffix), filled(R"({"subject":[{"suffix":"%"}]})", suffix), "-",
            filled("e.subject.endsWith('%')", suffix)};
}

Rule subjectOrHumidity(const std::string& twin, const std::string& humidity) {
    return {"or", filled("subject = '%' OR $body.humidity = %", twin, humidity),
            filled(R"({"$or":[{"subject":["%"]},{"data":{"humidity":[{"numeric":["=",%]}]}}]})", twin, humidity), "-",
            filled("e.subject==='%'||e.data.humidity===%", twin, humidity)};
}

} // namespace

std::string hardFilters(unsigned count) {
    std::string text;
    Draws draws(Stream::hardFilters);
    for (unsigned i = 0; i < count; ++i) {
        const unsigned share = draws.below(10);
        const unsigned low = draws.below(998);
        const unsigned building = draws.below(100);
        const std::string floor = padded(draws.below(10), 2);
        const unsigned thing = draws.below(10);
        const unsigned degrees = 394 - draws.below(6);
        const unsigned dry = 5 + draws.below(20);
        const unsigned twin = draws.below(kTwins);
        appendRule(text, i,
                   share < 4   ? humidityBetween(tenths(low), tenths(low + 2))
                   : share < 6 ? warmAndDry(tenths(degrees), tenths(dry))
                   : share < 8 ? subjectContains(filled("%-f%", padded(building, 2), floor))
                   : share < 9 ? subjectEnds(filled("%-f%-t%", building % 10, floor, padded(thing, 2)))
                               : subjectOrHumidity(twinId(twin), tenths(low)));
    }
    return text;
}

} // namespace twinflow::bench
