// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Steps over JSON text end where the reader of whole documents does; ids are found among many.
#include "base/hash.h"
#include "base/id_table.h"
#include "base/json_document.h"
#include "base/json_escape.h"
#include "base/json_scan.h"
#include "support.h"

#include <rapidcheck.h>

#include <map>

using namespace twinflow;

namespace {

std::string pick(std::vector<std::string> texts) {
    return *rc::gen::elementOf(std::move(texts));
}

std::string digits(int longest) {
    std::string text;
    const int count = *rc::gen::inRange(1, longest + 1);
    for (int i = 0; i < count; ++i) text += pick({"0", "1", "5", "7", "9"});
    return text;
}

/// A number, or nearly one.
std::string anyNumber() {
    std::string text = pick({"", "-"}) + pick({"0", "", "1", "-", "00"}) + digits(22);
    if (*rc::gen::arbitrary<bool>()) text += "." + pick({"", digits(20)});
    if (*rc::gen::inRange(0, 3) == 0) text += pick({"e", "E", "e-", "e+"}) + pick({"", digits(3)});
    return text;
}

std::string anyString() {
    std::string text = "\"";
    for (int parts = *rc::gen::inRange(0, 16); parts > 0; --parts)
        text += pick(
            {"a", "pump", "\\\"", "\\\\", "{", "]", ",", "\\u00fc", "\\ud83d\\ude00", "ü", " a text of some length "});
    return text + "\"";
}

std::string anyJson(int depth) {
    switch (depth > 0 ? *rc::gen::inRange(0, 6) : *rc::gen::inRange(0, 3)) {
    case 0:
        return anyString();
    case 1:
        return pick({"true", "false", "null"});
    case 2:
        return pick({"0", "-1", "12.5", "1e5", "123456789012345678901234567890"});
    default:
        break;
    }
    const bool object = *rc::gen::arbitrary<bool>();
    std::string text = object ? "{" : "[";
    const int count = *rc::gen::inRange(0, 4);
    for (int i = 0; i < count; ++i) {
        if (i > 0) text += pick({",", " , ", ",\n"});
        if (object) text += anyString() + pick({":", " : "});
        text += anyJson(depth - 1);
    }
    return text + (object ? "}" : "]");
}

} // namespace

class PropertyScanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersAreReadAsDocumentsReadThem() {
        const bool holds = rc::check("scanJsonNumber() agrees with a document", [] {
            const std::string text = anyNumber();
            ScannedNumber number;
            const char* const end = text.data() + text.size();
            const bool whole = scanJsonNumber(text.data(), end, number) == end;
            const auto document = JsonDocument::parse(text, "n");
            if (!document) {
                RC_ASSERT(!whole);
                return;
            }
            const JsonNode& node = document->root();
            const bool beyond = std::isinf(node.number());
            RC_ASSERT(whole == !beyond);
            if (beyond) return;
            std::int64_t integer = 0;
            RC_ASSERT(number.isInteger == (node.kind == JsonNode::Kind::integer && node.asInteger(integer)));
            if (number.isInteger) {
                RC_ASSERT(number.integer == integer);
            } else {
                RC_ASSERT(number.real == node.number());
            }
        });
        QVERIFY(holds);
    }

    void valuesAreSteppedOver() {
        const bool holds = rc::check("skipJsonValue() ends behind the value, and nowhere when that is cut off", [] {
            const std::string value = anyJson(3);
            RC_ASSERT(JsonDocument::parse(value, "v").has_value());
            const std::string text = value + pick({",", "}", " ,\"a\":[]}"});
            RC_ASSERT(skipJsonValue(text.data(), text.data() + text.size()) == text.data() + value.size());
            if (value[0] != '{' && value[0] != '[' && value[0] != '"') return;
            const auto length = *rc::gen::inRange<std::size_t>(0, value.size());
            const std::vector<char> part(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(length));
            RC_ASSERT(skipJsonValue(part.data(), part.data() + part.size()) == nullptr);
        });
        QVERIFY(holds);
    }

    void escapesAreReadAsDocumentsReadThem() {
        const bool holds = rc::check("appendEscape() agrees with a document", [] {
            const std::string escape =
                "\\" + pick({"n", "t", "\"", "\\", "/", "b", "f", "r", "x", "u", "u00e9", "u20AC", "ud83d",
                             "ud83d\\ude00", "ud83d\\u0041", "ude00", "u12g4", ""});
            const auto document = JsonDocument::parse("\"" + escape + "\"", "e");
            std::string out;
            const char* const end = escape.data() + escape.size();
            const bool whole = appendEscape(out, escape.data(), end) == end;
            RC_ASSERT(whole == document.has_value());
            if (whole) RC_ASSERT(out == document->root().text);
        });
        QVERIFY(holds);
    }

    void idsAreFoundByTheirHashes() {
        const bool holds = rc::check("a table gives the ids that were put in and not taken out", [] {
            IdTable table;
            std::map<std::uint32_t, std::uint32_t> hashes; // of the ids in the table; many are equal
            for (std::uint32_t i = 0; i < 300; ++i) {
                const auto hash = *rc::gen::inRange<std::uint32_t>(0, 20);
                if (!hashes.empty() && *rc::gen::inRange(0, 3) == 0) {
                    const auto gone = std::next(hashes.begin(), static_cast<std::ptrdiff_t>(hash % hashes.size()));
                    table.erase(gone->second, gone->first);
                    hashes.erase(gone);
                } else {
                    table.insert(hash, i);
                    hashes.emplace(i, hash);
                }
            }
            for (std::uint32_t i = 0; i < 300; ++i) {
                for (std::uint32_t hash = 0; hash < 20; ++hash) {
                    const auto known = hashes.find(i);
                    const bool there = known != hashes.end() && known->second == hash;
                    RC_ASSERT((table.find(hash, [&](std::uint32_t id) { return id == i; }) == i) == there);
                }
            }
        });
        QVERIFY(holds);
    }

    void hashesTellTextsApart() {
        const bool holds = rc::check("texts that differ in one byte, or in length, have other hashes", [] {
            std::string text = *rc::gen::container<std::string>(rc::gen::inRange('a', 'e'));
            const std::uint64_t hash = hashText(text);
            RC_ASSERT(hash == hashText(std::string(text)));
            RC_ASSERT(hash != hashText(text + "a"));
            if (text.empty()) return;
            text[*rc::gen::inRange<std::size_t>(0, text.size())] ^= 16;
            RC_ASSERT(hash != hashText(text));
        });
        QVERIFY(holds);
    }
};

QTEST_APPLESS_MAIN(PropertyScanTest)
#include "tst_property_scan.moc"
