// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/chain_text.h"

#include "base/json_text.h"

namespace twinflow::record {

namespace {

void appendText(std::string& out, std::string_view name, std::string_view text) {
    if (text.empty()) return;
    out += ",\"";
    out += name;
    out += "\":";
    appendJsonString(out, text);
}

void appendNumber(std::string& out, std::string_view name, std::uint64_t number) {
    if (number == 0) return;
    out += ",\"";
    out += name;
    out += "\":";
    appendJsonNumber(out, number);
}

void appendTruth(std::string& out, const query::Explanation& explanation) {
    out += "{\"text\":";
    appendJsonString(out, explanation.text);
    out += explanation.truth ? ",\"truth\":true" : ",\"truth\":false";
    if (!explanation.saw.empty()) {
        out += ",\"saw\":{";
        for (std::size_t i = 0; i < explanation.saw.size(); ++i) {
            if (i > 0) out += ',';
            appendJsonString(out, explanation.saw[i].field);
            out += ':';
            appendJsonString(out, explanation.saw[i].value);
        }
        out += '}';
    }
    if (!explanation.parts.empty()) {
        out += explanation.kind == query::Expression::Kind::all ? ",\"all\":[" : ",\"any\":[";
        for (std::size_t i = 0; i < explanation.parts.size(); ++i) {
            if (i > 0) out += ',';
            appendTruth(out, explanation.parts[i]);
        }
        out += ']';
    }
    out += '}';
}

void appendHop(std::string& out, const Hop& hop) {
    out += "{\"id\":";
    appendJsonNumber(out, std::uint64_t{hop.id});
    appendNumber(out, "parent", hop.parent);
    appendText(out, "kind", hopKindName(hop.kind));
    appendText(out, "outcome", hopOutcomeName(hop.outcome));
    appendText(out, "at", formatInstant(hop.at, 7));
    appendText(out, "service", hop.service);
    appendText(out, "taker", hop.taker);
    appendText(out, "subject", hop.subject);
    appendText(out, "name", hop.name);
    appendText(out, "eventId", hop.eventId);
    appendNumber(out, "attempt", hop.attempt);
    appendText(out, "detail", hop.detail);
    if (!hop.payload.empty()) {
        out += ",\"payload\":";
        out += hop.payload;
    }
    if (hop.explanation) {
        out += ",\"explanation\":";
        appendTruth(out, *hop.explanation);
    }
    out += '}';
}

} // namespace

void appendChainJson(std::string& out, const Chain& chain) {
    out += "{\"message\":";
    appendJsonNumber(out, chain.message);
    out += ",\"hops\":[";
    for (std::size_t i = 0; i < chain.hops.size(); ++i) {
        if (i > 0) out += ',';
        appendHop(out, chain.hops[i]);
    }
    out += ']';
    appendNumber(out, "leftOut", chain.leftOut);
    out += '}';
}

} // namespace twinflow::record
