// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/filled.h"
#include "workload/workload.h"

namespace twinflow::bench {

namespace {

constexpr std::string_view kStreets[] = {
    "ACTON",   "ALPINE",     "BLAIRWOOD", "BLANCHE",  "BEACH",     "CHESTNUT", "CRANLEIGH", "DRUMM",
    "DRAKE",   "FULTON",     "FOLSOM",    "FOERSTER", "GREENWICH", "HYDE",     "JEFFERSON", "MASON",
    "MISSION", "LAKE",       "CLARKE",    "HARDING",  "STERLING",  "INDIO",    "SANTIAGO",  "RHODE ISLAND",
    "RHINE",   "WASHINGTON", "CARSON",    "UNION",    "DALTON",    "17TH",     "24TH",      "IRVING",
    "JUDAH",   "NORIEGA",    "TARAVAL",   "VICENTE",  "WAWONA",    "GEARY",    "POST",      "SUTTER"};
constexpr std::string_view kStreetTypes[] = {"ST", "AVE", "BLVD", "DR", "WAY"};

/// Some 14 decimals, written as the shortest text of the double, as in the public data.
std::string coordinate(std::string_view degrees, unsigned hundredths, unsigned span, Draws& draws) {
    const unsigned first = hundredths + draws.below(span);
    const unsigned second = draws.below(1'000'000);
    const unsigned third = draws.below(100'000);
    const unsigned last = 1 + draws.below(9);
    const std::string digits = filled("%.%%%%", degrees, padded(first, 2), padded(second, 6), padded(third, 5), last);
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string point(Draws& draws) {
    const std::string x = coordinate("-122", 36, 15, draws);
    const std::string y = coordinate("37", 70, 12, draws);
    return filled(R"({"x":%,"y":%,"z":0})", x, y);
}

void appendLot(std::string& text, Draws& draws) {
    const std::string block = padded(1 + draws.below(9000), 4);
    const std::string lot = padded(1 + draws.below(200), 3);
    const std::string_view street = kStreets[draws.below(40)];
    const unsigned house = 1 + draws.below(4000);
    const unsigned type = draws.below(10); // six in ten are streets
    const bool isMulti = draws.below(1000) == 0;
    const unsigned points = 5 + draws.below(9);
    appendFilled(text,
                 R"({"type":"Feature","properties":{"MAPBLKLOT":"%%","BLKLOT":"%%","BLOCK_NUM":"%","LOT_NUM":"%",)"
                 R"("FROM_ST":"%","TO_ST":"%","STREET":"%","ST_TYPE":"%","ODD_EVEN":"%"},"geometry":{"type":"%",)",
                 block, lot, block, lot, block, lot, house, house, street, kStreetTypes[type < 6 ? 0 : type - 5],
                 house % 2 == 1 ? "O" : "E", isMulti ? "MultiPolygon" : "Polygon");
    for (unsigned i = 0; i < points; ++i) {
        const std::string corner = point(draws);
        if (i == 0)
            appendFilled(text, R"("firstCoordinates":%,"coordinates":[%)", corner, corner);
        else
            appendFilled(text, ",%", corner);
    }
    text += "]}}";
}

} // namespace

std::string lotRecords(unsigned count) {
    std::string text;
    Draws draws(Stream::lots);
    for (unsigned i = 0; i < count; ++i) {
        appendLot(text, draws);
        text += '\n';
    }
    return text;
}

std::string lotEvents(unsigned count) {
    std::string text;
    Draws draws(Stream::lots);
    for (unsigned i = 0; i < count; ++i) {
        appendFilled(text, R"({"specversion":"1.0","id":"%","type":"lot","source":"lots","data":)", i);
        appendLot(text, draws);
        text += "}\n";
    }
    return text;
}

} // namespace twinflow::bench
