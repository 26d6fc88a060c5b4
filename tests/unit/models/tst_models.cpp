// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Models: identifiers, parsing, resolving, values; the published cases and ontologies where the data is there.
#include "models/dtmi.h"

#include "base/file.h"
#include "conformance.h"
#include "describe.h"
#include "hostile.h"
#include "models/metamodel.h"
#include "models/model_set.h"
#include "models/quantities.h"
#include "models/reference_name.h"
#include "models/rules/heights.h"
#include "models/temporal.h"
#include "models/vocabulary.h"
#include "support.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace twinflow;
using namespace twinflow::models;

namespace {

constexpr std::string_view kContext3 = R"("@context":"dtmi:dtdl:context;3","@type":"Interface")";

/// A set of one interface with one telemetry 'probe' of that schema, written as JSON; its schema.
SchemaRef schemaOf(const std::string& schema) {
    const auto built = ModelSet::build({test::json(
        "{" + std::string(kContext3) +
        R"(,"@id":"dtmi:t:Probe;1","contents":{"@type":"Telemetry","name":"probe","schema":)" + schema + "}}")});
    if (hasErrors(built.findings)) return nullptr;
    return built.models.at(ModelIndex{0}).find("probe")->schema;
}

bool fits(const std::string& schema, std::string_view value) {
    const std::string wrapped = "[" + std::string(value) + "]";
    const JsonDocument document = test::json(wrapped);
    return checkValue(*schemaOf(schema), document.root().items.front().value(), "/probe").has_value();
}

std::string interfaceJson(const std::string& id, const std::string& rest) {
    return "{" + std::string(kContext3) + ",\"@id\":\"" + id + "\"" + rest + "}";
}

} // namespace

class ModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void identifiersFollowTheGrammar() {
        for (const char* good : {"dtmi:a;1", "dtmi:foo:bar_16;999999999", "dtmi:A1:b2;10"}) {
            QVERIFY2(isAuthoredDtmi(good, 2) && isAuthoredDtmi(good, 3), good);
        }
        for (const char* later : {"dtmi:foo", "dtmi:foo;1.2", "dtmi:foo;1.999999"}) {
            QVERIFY2(!isAuthoredDtmi(later, 2) && isAuthoredDtmi(later, 3), later);
        }
        for (const char* wrong :
             {"", "dtmi:", "dtmi:;1", "foo:bar;1", "dtmi:foo;0", "dtmi:foo;01", "dtmi:foo;1.0", "dtmi:foo;1000000000",
              "dtmi:foo_;1", "dtmi:1foo;1", "dtmi:_foo;1", "dtmi:foo::bar;1", "dtmi:foo:;1", "dtmi:foo;1#x",
              "dtmi:f-o;1", "DTMI:foo;1", "dtmi:f\u00f6;1", "dtmi:foo;"}) {
            QVERIFY2(!isAuthoredDtmi(wrong, 3), wrong);
        }
        QVERIFY(parseDtmi("dtmi:foo:_contents:__x;1")->isReserved());
        TF_COMPARE(withoutVersion("dtmi:a:B;2"), "dtmi:a:B");
        TF_COMPARE(versionSuffix("dtmi:a:B;2"), ";2");
        QVERIFY(isElementName("a") && isElementName("a_1") && !isElementName("a_") && !isElementName("_a") &&
                !isElementName("1a") && !isElementName(""));
    }

    void publishedIdentifiers() {
        const std::filesystem::path path = test::dataFolder() / "dtdl-cases/dtmi.ndjson";
        if (!std::filesystem::exists(path)) QSKIP("The data is not here.");
        std::ifstream file(path);
        int cases = 0;
        for (std::string line; std::getline(file, line); ++cases) {
            const JsonDocument document = test::json(line);
            const JsonNode& one = document.root();
            const std::string name = one.find("name")->text;
            const std::string id = one.find("idText")->text;
            const auto dtmi = parseDtmi(id);
            QVERIFY2(dtmi.has_value() == one.find("valid")->boolean, name.c_str());
            const JsonNode* expected = one.find("expect");
            if (!dtmi || !expected) continue;
            std::vector<std::string> labels;
            for (const JsonNode& label : expected->find("Labels")->items) labels.push_back(label.text);
            QVERIFY2(dtmi->segments == labels, name.c_str());
            QVERIFY2(dtmi->major == expected->find("MajorVersion")->number(), name.c_str());
            QVERIFY2(dtmi->minor == expected->find("MinorVersion")->number(), name.c_str());
            QVERIFY2(dtmi->isReserved() == expected->find("IsReserved")->boolean, name.c_str());
            TF_COMPARE(dtmi->fragment, expected->find("Fragment")->text);
            TF_COMPARE(std::string(withoutVersion(id)) + dtmi->fragment, expected->find("Versionless")->text);
        }
        QVERIFY(cases > 5);
    }

    void requiredFieldsMustBeThere() {
        const auto built = ModelSet::build({test::json(
            "{\"@context\":[\"dtmi:dtdl:context;3\",\"dtmi:dtdl:extension:requirement;1\"],\"@type\":\"Interface\","
            "\"@id\":\"dtmi:t:Door;1\",\"contents\":{\"@type\":\"Property\",\"name\":\"size\",\"schema\":{"
            "\"@type\":\"Object\",\"fields\":[{\"@type\":[\"Field\",\"Required\"],\"name\":\"width\",\"schema\":"
            "\"double\"},{\"name\":\"height\",\"schema\":\"double\"}]}}}")});
        TF_COMPARE(test::lines(built.findings), "");
        const Schema& schema = *built.models.at(ModelIndex{0}).find("size")->schema;
        const auto check = [&](std::string_view text) {
            return checkValue(schema, test::json(text).root().value(), "/size").has_value();
        };
        QVERIFY(check("{\"width\":1}") && check("{\"height\":2,\"width\":1}"));
        QVERIFY(!check("{}") && !check("{\"height\":2}"));
    }

    void codesHaveTheReferenceParsersNames() {
        TF_COMPARE(referenceName("models-bad-type"), "badType");
        TF_COMPARE(referenceName("models-lang-string-code-not-unique"), "langStringCodeNotUnique");
        TF_COMPARE(referenceName("models-unresolved-reference"), "#unresolved");
        TF_COMPARE(referenceName("json-syntax"), "jsonSyntax");
    }

    void cases_data() {
        QTest::addColumn<QString>("file");
        for (const auto& entry : std::filesystem::directory_iterator(test::sourceFolder() / "tests/cases/models")) {
            if (entry.path().extension() != ".json") continue;
            QTest::newRow(entry.path().stem().string().c_str()) << QString::fromStdString(entry.path().string());
        }
    }
    void cases() {
        QFETCH(QString, file);
        const std::filesystem::path path = file.toStdString();
        const auto text = readFile(path);
        TF_OK(text);
        const auto document = JsonDocument::parse(*text, path.filename().string());
        TF_OK(document);
        const auto expected = readFile(std::filesystem::path(path).replace_extension(".expected"));
        TF_OK(expected);
        const QStringList is =
            QString::fromStdString(test::describe(ModelSet::build({*document}))).split(QLatin1Char('\n'));
        const QStringList wanted = QString::fromStdString(*expected).split(QLatin1Char('\n'));
        for (int line = 0; line < std::min(is.size(), wanted.size()); ++line) QCOMPARE(is[line], wanted[line]);
        QCOMPARE(is.size(), wanted.size());
    }

    void lookingUpSlotsAndAncestors() {
        const auto built = ModelSet::build(
            {test::json(
                 "[" +
                 interfaceJson("dtmi:t:Base;1", R"(,"contents":{"@type":"Property","name":"a","schema":"double"})") +
                 "," +
                 interfaceJson("dtmi:t:Part;1", R"(,"contents":{"@type":"Property","name":"a","schema":"double"})") +
                 "," +
                 interfaceJson(
                     "dtmi:t:Top;1",
                     R"(,"extends":"dtmi:t:Mid;1","contents":{"@type":"Component","name":"part","schema":"dtmi:t:Part;1"})") +
                 "]"),
             test::json(interfaceJson("dtmi:t:Mid;1", R"(,"extends":"dtmi:t:Base;1")"))});
        TF_COMPARE(test::lines(built.findings), "");
        const ModelSet models = built.models; // a copy stands on its own
        const ModelIndex top = *models.find("dtmi:t:Top;1");
        const ModelIndex base = *models.find("dtmi:t:Base;1");
        QVERIFY(models.isA(top, base) && models.isA(top, top) && !models.isA(base, top));
        QVERIFY(!models.isA(top, *models.find("dtmi:t:Part;1")));
        QVERIFY(!models.find("dtmi:t:Top;2"));
        const Layout& layout = models.layout(top);
        QCOMPARE(*layout.find("", "a"), 0U);
        QCOMPARE(*layout.find("part", "a"), 1U);
        QVERIFY(!layout.find("", "part/a") && !layout.find("part", "b") && !layout.find("other", "a"));
        QCOMPARE(layout.slots[1].component, 0);
        TF_COMPARE(layout.componentModels[0], "dtmi:t:Part;1");
        // What is inherited is held once.
        QVERIFY(&models.layout(base).slots[0] == &layout.slots[0]);
        QVERIFY(models.at(base).find("a") == models.at(top).find("a"));
    }

    void findingsSayWhere() {
        const auto built =
            ModelSet::build({test::json("{\n  \"@context\": \"dtmi:dtdl:context;3\",\n  \"@id\": \"dtmi:t:A;1\",\n  "
                                        "\"@type\": \"Interface\",\n  \"content\": []\n}")});
        QCOMPARE(built.findings.size(), 1U);
        TF_COMPARE(built.findings.front().place.str(), "test.json:5:3");
        TF_COMPARE(built.findings.front().code, "models-property-undefined-term");
        QVERIFY(!built.findings.front().hint.empty());
    }

    void primitiveValues() {
        QVERIFY(fits("\"integer\"", "2147483647") && fits("\"integer\"", "-2147483648"));
        QVERIFY(!fits("\"integer\"", "2147483648") && !fits("\"integer\"", "1.0") && !fits("\"integer\"", "\"1\"") &&
                !fits("\"integer\"", "null"));
        QVERIFY(fits("\"long\"", "9223372036854775807") && !fits("\"long\"", "9223372036854775808") &&
                !fits("\"long\"", "1e3"));
        QVERIFY(fits("\"double\"", "1") && fits("\"double\"", "1e39") && fits("\"float\"", "3.4e38") &&
                !fits("\"float\"", "1e39"));
        QVERIFY(fits("\"boolean\"", "false") && !fits("\"boolean\"", "0") && !fits("\"boolean\"", "\"true\""));
        QVERIFY(fits("\"string\"", "\"\"") && !fits("\"string\"", "{}") && !fits("\"string\"", "null"));
    }

    void temporalTexts() {
        for (const char* good : {"2024-02-29", "0001-01-01", "9999-12-31"}) QVERIFY2(isDate(good), good);
        for (const char* wrong : {"2023-02-29", "0000-01-01", "2024-1-1", "2024-01-01T", "2024/01/01", ""})
            QVERIFY2(!isDate(wrong), wrong);
        for (const char* good : {"00:00:00Z", "23:59:59.123456789+14:00", "06:00:00-05:30"})
            QVERIFY2(isTime(good), good);
        for (const char* wrong :
             {"24:00:00Z", "00:00:60Z", "00:00Z", "00:00:00", "00:00:00.Z", "00:00:00z", "00:00:00+1:00"})
            QVERIFY2(!isTime(wrong), wrong);
        QVERIFY(isDateTime("2024-02-29T00:00:00Z") && !isDateTime("2024-02-29 00:00:00Z") &&
                !isDateTime("2024-02-29T00:00:00") && !isDateTime("2023-02-29T00:00:00Z"));
        for (const char* good : {"P1D", "PT1S", "PT0.5S", "P1Y2M3DT4H5M6.7S", "P2W", "P1W2D", "P1.5D", "P0D"})
            QVERIFY2(isDuration(good), good);
        for (const char* wrong : {"P", "PT", "P1.5Y2M", "1D", "P1DT", "PT1D", "P1S", "P1Y1W", "P1D2M", "P1.5DT1H",
                                  "P1.D", "PT1", "-P1D", "P1,5D"})
            QVERIFY2(!isDuration(wrong), wrong);
    }

    void complexValues() {
        const std::string object =
            R"({"@type":"Object","fields":[{"name":"x","schema":"double"},{"name":"tags","schema":{"@type":"Array","elementSchema":"string"}}]})";
        QVERIFY(fits(object, "{}") && fits(object, R"({"x":1,"tags":["a"]})"));
        QVERIFY(!fits(object, R"({"y":1})") && !fits(object, R"({"x":null})") && !fits(object, R"({"tags":[1]})") &&
                !fits(object, "[]") && !fits(object, "1"));
        const std::string map =
            R"({"@type":"Map","mapKey":{"name":"k","schema":"string"},"mapValue":{"name":"v","schema":"integer"}})";
        QVERIFY(fits(map, R"({"any key":1})") && !fits(map, R"({"a":"1"})") && !fits(map, "[1]"));
        const std::string modes =
            R"({"@type":"Enum","valueSchema":"integer","enumValues":[{"name":"a","enumValue":1}]})";
        QVERIFY(fits(modes, "1") && !fits(modes, "1.0") && !fits(modes, "2") && !fits(modes, "\"a\""));
        QVERIFY(fits("\"point\"", R"({"type":"Point","coordinates":[1,2.5]})"));
        QVERIFY(!fits("\"point\"", R"({"type":"Polygon","coordinates":[1,2]})") &&
                !fits("\"point\"", R"({"type":"Point","coordinates":[[1]]})"));
        QVERIFY(fits("\"polygon\"", R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]})"));
        const auto wrong =
            checkValue(*schemaOf(object), Value::json(Value::Kind::object, R"({"tags":["a",7]})"), "/place");
        QVERIFY(!wrong);
        TF_COMPARE(wrong.error().code, "models-value");
        TF_COMPARE(wrong.error().what.str(), "The value 7 at '/place/tags/1' does not fit the schema 'string'.");
    }

    void namesThatStandTwiceAreRefused() {
        const std::string object = "{\"@type\":\"Object\",\"fields\":[{\"name\":\"x\",\"schema\":\"double\"}]}";
        const std::string map = "{\"@type\":\"Map\",\"mapKey\":{\"name\":\"k\",\"schema\":\"string\"},\"mapValue\":{"
                                "\"name\":\"v\",\"schema\":" +
                                object + "}}";
        QVERIFY(fits(object, "{\"x\":1}") && !fits(object, "{\"x\":1,\"x\":1}"));
        QVERIFY(fits(map, "{\"a\":{},\"b\":{\"x\":1}}") && !fits(map, "{\"a\":{},\"a\":{}}") &&
                !fits(map, "{\"a\":{\"x\":1,\"x\":2}}"));
        const auto wrong =
            checkValue(*schemaOf(object), Value::json(Value::Kind::object, "{\"x\":1,\"x\":2}"), "/place");
        TF_COMPARE(wrong.error().what.str(), "The object at '/place' has the member 'x' twice.");
    }

    void longValuesAreCutBetweenCharacters() {
        const auto said = [&](const std::string& text) {
            return checkValue(*schemaOf("\"double\""), Value(text), "/x").error().what.str();
        };
        const std::string end = " at '/x' does not fit the schema 'double'.";
        TF_COMPARE(said(std::string(78, 'a')), "The value \"" + std::string(78, 'a') + "\"" + end);
        TF_COMPARE(said(std::string(79, 'a')), "The value \"" + std::string(79, 'a') + "…" + end);
        std::string umlauts;
        for (int i = 0; i < 100; ++i) umlauts += "ü";
        const std::string cut = said(umlauts);
        TF_COMPARE(cut, "The value \"" + umlauts.substr(0, 78) + "…" + end);
        TF_COMPARE(said("a" + umlauts), "The value \"a" + umlauts.substr(0, 78) + "…" + end);
    }

    void everySemanticTypeHasItsUnits() {
        ContextSet v2;
        v2.add(ContextId::dtdl2);
        ContextSet quantities;
        quantities.add(ContextId::quantitativeTypes1);
        int types = 0;
        for (const QuantityFamily& family : quantityFamilies()) {
            eachWord(family.types, [&](std::string_view word, bool later) {
                ++types;
                const Term* term = findTerm(quantities, word);
                QVERIFY(term != nullptr && term->kind == TermKind::quantity && term->family == family.name);
                QCOMPARE(findTerm(v2, word) == nullptr, later);
            });
            eachWord(family.units, [&](std::string_view word, bool later) {
                const Term* term = findTerm(quantities, word);
                QVERIFY(term != nullptr && term->kind == TermKind::unit && term->family == family.name);
                QCOMPARE(findTerm(v2, word) == nullptr, later);
            });
        }
        QCOMPARE(types, 52);
    }

    void heightsAndCircles() {
        // 0 -> 1 -> 2, 3 -> 4 <-> 5 -> 0
        const Heights heights = findHeights({{1}, {2}, {}, {4}, {5}, {4, 0}});
        QCOMPARE(heights.height[0], 2U);
        QCOMPARE(heights.height[2], 0U);
        QCOMPARE(std::string(heights.cyclic.begin(), heights.cyclic.end()), std::string("\0\0\0\0\1\1", 6));
        QCOMPARE(heights.order, (std::vector<std::uint32_t>{2, 1, 0}));
        // 0 <-> 1, 2 -> 0, 3 <-> 4, 4 -> 2, 5 -> 5, 6 -> 4: what lies between circles is on none.
        const Heights between = findHeights({{1}, {0}, {0}, {4}, {3, 2}, {5}, {4}});
        QCOMPARE(std::string(between.cyclic.begin(), between.cyclic.end()), std::string("\1\1\0\1\1\1\0", 7));
        QVERIFY(between.order.empty());
    }

    void hostileModelsEnd() {
        const auto deep = ModelSet::build({test::json(test::longInheritance(20000))});
        QCOMPARE(deep.models.size(), 11U); // ten levels above the root
        const auto wide = ModelSet::build({test::json(test::wideSchemas(5, 30))});
        TF_COMPARE(test::codes(wide.findings), "models-excessive-count");
        const auto mutual = ModelSet::build({test::json(test::mutualComponents(100))});
        QCOMPARE(mutual.findings.size(), 200U);
        QCOMPARE(mutual.models.size(), 0U);
        const auto heirs = ModelSet::build({test::json(test::manyHeirs(1000, 1200))});
        TF_COMPARE(test::codes(heirs.findings), "models-total-too-large");
        TF_COMPARE(heirs.findings.front().what.str(),
                   "With 'dtmi:t:N999;1' all models together would have more than 1000000 contents, inherited ones and "
                   "those of components counted again in each interface. Interfaces left out: 202.");
        QCOMPARE(heirs.models.size(), 999U);
        const auto holders = ModelSet::build({test::json(test::manyHolders(250, 50, 100))});
        TF_COMPARE(test::codes(holders.findings), "models-total-too-large");
        QCOMPARE(holders.models.size(), 201U); // 5,000 slots each, and the part
    }

    void contentsOfVersion2AreCountedOnce() {
        const auto properties = [](const std::string& id, const std::string& extends, int count) {
            std::string text = "{\"@context\":\"dtmi:dtdl:context;2\",\"@type\":\"Interface\",\"@id\":\"" + id + "\"," +
                               extends + "\"contents\":[";
            for (int i = 0; i < count; ++i) {
                text += std::string(i == 0 ? "" : ",") + "{\"@type\":\"Property\",\"schema\":\"double\",\"name\":\"" +
                        id.substr(7, 1) + std::to_string(i) + "\"}";
            }
            return test::json(text + "]}");
        };
        const std::string extends = "\"extends\":\"dtmi:t:A;1\",";
        TF_COMPARE(test::codes(ModelSet::build({properties("dtmi:t:A;1", "", 301)}).findings),
                   "models-object-count-above-max");
        TF_COMPARE(
            test::codes(
                ModelSet::build({properties("dtmi:t:A;1", "", 1), properties("dtmi:t:B;1", extends, 301)}).findings),
            "models-object-count-above-max");
        TF_COMPARE(
            test::codes(
                ModelSet::build({properties("dtmi:t:A;1", "", 200), properties("dtmi:t:B;1", extends, 101)}).findings),
            "models-object-count-above-max");
        TF_COMPARE(
            test::lines(
                ModelSet::build({properties("dtmi:t:A;1", "", 200), properties("dtmi:t:B;1", extends, 100)}).findings),
            "");
    }

    void interfacesOverAMebibyteAreRefused() {
        for (const char* version : {"2", "3"}) {
            const auto sized = [&](int comments) {
                std::string text = "{\"@context\":\"dtmi:dtdl:context;" + std::string(version) +
                                   "\",\"@type\":\"Interface\",\"@id\":\"dtmi:t:A;1\",\"contents\":[";
                for (int i = 0; i < comments; ++i) {
                    text += std::string(i == 0 ? "" : ",") +
                            "{\"@type\":\"Telemetry\",\"schema\":\"double\",\"name\":\"t" + std::to_string(i) +
                            "\",\"comment\":\"" + std::string(512, 'x') + "\"," + "\"description\":{";
                    for (const char* language : {"en", "de", "fr", "nl", "pl", "es"}) {
                        text += std::string(language[0] == 'e' && language[1] == 'n' ? "\"" : ",\"") + language +
                                "\":\"" + std::string(512, 'y') + "\"";
                    }
                    text += "}}";
                }
                return ModelSet::build({test::json(text + "]}")}).findings;
            };
            TF_COMPARE(test::codes(sized(295)), "models-partition-too-large");
            TF_COMPARE(test::lines(sized(260)), "");
        }
    }

    /// Each annotation looks its sibling up by name; one after the other would take some ten seconds.
    void annotationsOfManyHeirs() {
        const auto built = ModelSet::build({test::json(test::manyAnnotations(4000, 100))});
        TF_COMPARE(test::lines(built.findings), "");
        QCOMPARE(built.models.size(), 101U);
    }

    /// Version 2 bounds neither of the two numbers' product.
    void slotsAreCountedBeyond16Bits() {
        const auto built = ModelSet::build({test::json(test::manyHolders(1, 300, 250))});
        TF_COMPARE(test::lines(built.findings), "");
        const Layout& layout = built.models.layout(*built.models.find("dtmi:t:N1;1"));
        QCOMPARE(layout.slots.size(), std::size_t(75'000));
        QCOMPARE(*layout.find("c299", "p249"), 74'999U);
        TF_COMPARE(layout.slots[74'999].path, "/c299/p249");
        QCOMPARE(layout.componentSlots.front(), 0U);
        QCOMPARE(layout.componentSlots[299], 74'750U);
        QCOMPARE(layout.componentSlots.back(), 75'000U);
    }

    /// What differs is known by name: where one id is defined twice inside itself, we say so, and the reference parser
    /// that the structure is recursive.
    void publishedCases_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("differs");
        QTest::newRow("version 2") << "dtdl-v2.ndjson"
                                   << "";
        QTest::newRow("version 3") << "dtdl-v3.ndjson"
                                   << "specification/Requirement-ClassInterfaceIdDuplicateV3#0: said "
                                      "duplicateDefinition, named are recursiveStructureNarrow\n";
        QTest::newRow("version 2 with extensions")
            << "dtdl-ext-v2.ndjson"
            << "specification/Requirement-ClassInterfaceIdDuplicateV2#1: said duplicateDefinition, named are "
               "recursiveStructureNarrow\n";
        QTest::newRow("version 3 with extensions") << "dtdl-ext-v3.ndjson"
                                                   << "";
    }
    void publishedCases() {
        QFETCH(QString, file);
        QFETCH(QString, differs);
        const std::filesystem::path path = test::dataFolder() / "dtdl-cases" / file.toStdString();
        if (!std::filesystem::exists(path)) QSKIP("The data is not here.");
        const test::Conformance result = test::runCases(path);
        std::string differences;
        for (const std::string& difference : result.differences) differences += difference + "\n";
        QVERIFY(result.cases > 50 && result.comparedCodes > 50);
        QCOMPARE(QString::fromStdString(differences), differs);
    }

    void publishedInstances_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("version 2") << "dtdl-v2.ndjson";
        QTest::newRow("version 3") << "dtdl-v3.ndjson";
    }
    void publishedInstances() {
        QFETCH(QString, file);
        const std::filesystem::path path = test::dataFolder() / "dtdl-cases" / file.toStdString();
        if (!std::filesystem::exists(path)) QSKIP("The data is not here.");
        const test::Conformance result = test::runInstances(path);
        std::string differences;
        for (const std::string& difference : result.differences) differences += difference + "\n";
        QVERIFY(result.cases > 50);
        QVERIFY2(result.differences.empty(), differences.c_str());
    }

    void ontologiesLoad_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("interfaces");
        QTest::newRow("rec-building") << "rec-building" << 767;
        QTest::newRow("energygrid") << "energygrid" << 113;
        QTest::newRow("smartcities") << "smartcities" << 63;
        QTest::newRow("willow-building") << "willow-building" << 3700;
    }
    void ontologiesLoad() {
        QFETCH(QString, folder);
        QFETCH(int, interfaces);
        const std::filesystem::path path = test::dataFolder() / "ontologies" / folder.toStdString();
        if (!std::filesystem::exists(path)) QSKIP("The data is not here.");
        std::vector<JsonDocument> documents;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
            if (entry.path().extension() != ".json") continue;
            const auto text = readFile(entry.path());
            TF_OK(text);
            auto document = JsonDocument::parse(*text, entry.path().filename().string());
            TF_OK(document);
            documents.push_back(std::move(*document));
        }
        const auto built = ModelSet::build(documents);
        TF_COMPARE(test::lines(built.findings), "");
        QCOMPARE(built.models.size(), static_cast<std::size_t>(interfaces));
    }
};

QTEST_APPLESS_MAIN(ModelsTest)
#include "tst_models.moc"
