// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/rule.h"
#include "workload/workload.h"

#include <array>
#include <vector>

namespace twinflow::bench {

namespace {

constexpr std::string_view kNone = "-";

struct LotRule {
    std::string_view ofClass;
    std::string filter; ///< '-' where the filter language has no way to say it
    std::string ruler;
    std::string quamina; ///< '-' as well
};

std::string property(std::string_view field, std::string_view element) {
    return filled(R"({"properties":{"%":[%]}})", field, element);
}

/// A rule of which both engines say the same.
LotRule same(std::string_view ofClass, std::string filter, std::string_view field, const std::string& element) {
    return {ofClass, std::move(filter), property(field, element), property(field, element)};
}

void addTexts(std::vector<LotRule>& rules) {
    for (const char* lot : {"1430022", "2607117", "2607118", "3745012", "8999199"}) {
        rules.push_back(
            same("EXACT", filled("$body.properties.MAPBLKLOT = '%'", lot), "MAPBLKLOT", filled(R"("%")", lot)));
    }
    for (const char* wild : {"143*", "2*0*1*7", "*118", "3*5*2", "89*99"})
        rules.push_back(same("WILDCARD", std::string(kNone), "MAPBLKLOT", filled(R"({"wildcard":"%"})", wild)));
    for (const char* prefix : {"AC", "BL", "DR", "FU", "RH"}) {
        rules.push_back(same("PREFIX", filled("STARTS_WITH($body.properties.STREET, '%')", prefix), "STREET",
                             filled(R"({"prefix":"%"})", prefix)));
    }
    for (const char* suffix : {"ON", "KE", "MM", "ING", "GO"}) {
        rules.push_back({"SUFFIX", filled("ENDS_WITH($body.properties.STREET, '%')", suffix),
                         property("STREET", filled(R"({"suffix":"%"})", suffix)),
                         property("STREET", filled(R"({"wildcard":"*%"})", suffix))});
    }
    constexpr std::array<std::array<const char*, 2>, 5> kAnyCase{
        {{"STREET", "jefferson"}, {"STREET", "bEaCh"}, {"STREET", "HyDe"}, {"STREET", "CHESTNUT"}, {"ST_TYPE", "st"}}};
    for (const auto& [field, text] : kAnyCase) {
        rules.push_back(
            same("EQUALS_IGNORE_CASE", std::string(kNone), field, filled(R"({"equals-ignore-case":"%"})", text)));
    }
}

/// Numbers of one point, or of any point of a list, which the filter language cannot reach into.
void addNumbers(std::vector<LotRule>& rules, std::string_view ofClass, std::string_view points) {
    struct Test {
        const char* axis;
        std::string_view ruler;
        std::string_view filter; ///< % is the coordinate
    };
    constexpr Test kTests[] = {{"x", R"("=",-122.42916360922355)", "% = -122.42916360922355"},
                               {"y", R"("=",37.729900216217324)", "% = 37.729900216217324"},
                               {"x", R"("<",-122.41600944012424)", "% < -122.41600944012424"},
                               {"x", R"(">",-122.41600944012424)", "% > -122.41600944012424"},
                               {"x", R"(">",-122.46471267081272,"<",-122.4063085128395)",
                                "% > -122.46471267081272 AND % < -122.4063085128395"}};
    for (const Test& test : kTests) {
        const std::string path = filled("$body.geometry.%.%", points, test.axis);
        std::string filter(kNone);
        if (points == "firstCoordinates")
            filter = test.filter.find('%') == test.filter.rfind('%') ? filled(test.filter, path)
                                                                     : filled(test.filter, path, path);
        rules.push_back({ofClass, filter,
                         filled(R"({"geometry":{"%":{"%":[{"numeric":[%]}]}}})", points, test.axis, test.ruler),
                         std::string(kNone)});
    }
}

void addRefusals(std::vector<LotRule>& rules) {
    constexpr std::array<std::array<const char*, 2>, 5> kRefused{
        {{"STREET", "FULTON"}, {"STREET", "MASON"}, {"ST_TYPE", "ST"}, {"ODD_EVEN", "E"}, {"FROM_ST", "441"}}};
    for (const auto& [field, text] : kRefused) {
        rules.push_back(same("ANYTHING_BUT", filled("$body.properties.% != '%'", field, text), field,
                             filled(R"({"anything-but":["%"]})", text)));
    }
}

std::vector<LotRule> allRules() {
    std::vector<LotRule> rules;
    addTexts(rules);
    addNumbers(rules, "NUMERIC", "firstCoordinates");
    addNumbers(rules, "COMPLEX_ARRAYS", "coordinates");
    addRefusals(rules);
    return rules;
}

} // namespace

std::string lotRules() {
    std::string text;
    for (const LotRule& rule : allRules()) appendFilled(text, "%\t%\t%\n", rule.ofClass, rule.ruler, rule.quamina);
    return text;
}

std::string lotFilters(std::string_view ofClass) {
    std::string text;
    unsigned number = 0;
    for (const LotRule& rule : allRules()) {
        if (rule.ofClass != ofClass || rule.filter == kNone) continue;
        appendRule(text, number++, {std::string(ofClass), rule.filter, rule.ruler, rule.quamina, std::string(kNone)});
    }
    return text;
}

} // namespace twinflow::bench
