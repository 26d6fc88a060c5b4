// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/vocabulary.h"

#include "models/quantities.h"

#include <array>
#include <deque>
#include <functional>
#include <unordered_map>

namespace twinflow::models {

namespace {

constexpr std::array<std::string_view, 15> kContexts = {
    "dtmi:dtdl:context;2",
    "dtmi:dtdl:context;3",
    "dtmi:iotcentral:context;2",
    "dtmi:dtdl:extension:quantitativeTypes;1",
    "dtmi:dtdl:extension:quantitativeTypes;2",
    "dtmi:dtdl:extension:annotation;1",
    "dtmi:dtdl:extension:annotation;2",
    "dtmi:dtdl:extension:overriding;1",
    "dtmi:dtdl:extension:overriding;2",
    "dtmi:dtdl:extension:historization;1",
    "dtmi:dtdl:extension:historization;2",
    "dtmi:dtdl:extension:requirement;1",
    "dtmi:dtdl:extension:mqtt;1",
    "dtmi:dtdl:extension:mqtt;2",
    "dtmi:dtdl:extension:mqtt;3",
};

constexpr std::uint8_t kV2 = 1U << 2;
constexpr std::uint8_t kV3 = 1U << 3;
constexpr std::uint8_t kV4 = 1U << 4;

constexpr KindSet kValued = only(ElementKind::property) | only(ElementKind::telemetry);
constexpr KindSet kValuedV3 = kValued | only(ElementKind::commandRequest) | only(ElementKind::commandResponse) |
                              only(ElementKind::field) | only(ElementKind::mapValue);

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
using Lookup = std::unordered_map<std::string, const Term*, TextHash, std::equal_to<>>;

class Vocabulary {
public:
    Vocabulary() {
        addCore(ContextId::dtdl2, 2);
        addCore(ContextId::dtdl3, 3);
        addQuantities(ContextId::dtdl2, kV2, kValued,
                      "dtmi:standard:class:", "dtmi:standard:class:", "dtmi:standard:unit:", ";2");
        addQuantityNouns(ContextId::dtdl2,
                         "dtmi:standard:class:", "dtmi:standard:unitprefix:", "dtmi:dtdl:property:", ";2");
        addQuantitativeTypes(ContextId::quantitativeTypes1, kV3, "dtmi:dtdl:extension:quantitativeTypes:v1:");
        addQuantitativeTypes(ContextId::quantitativeTypes2, kV4, "dtmi:dtdl:extension:quantitativeTypes:v2:");
        addExtension(ContextId::annotation1, kV3, "dtmi:dtdl:extension:annotation:v1:", "ValueAnnotation", kValued,
                     "annotates");
        addExtension(ContextId::annotation2, kV3 | kV4, "dtmi:dtdl:extension:annotation:v2:", "ValueAnnotation",
                     kValued, "annotates");
        addExtension(ContextId::overriding1, kV3, "dtmi:dtdl:extension:overriding:v1:", "Override",
                     only(ElementKind::property), "overrides");
        addExtension(ContextId::overriding2, kV3 | kV4, "dtmi:dtdl:extension:overriding:v2:", "Override",
                     only(ElementKind::property), "overrides");
        addExtension(ContextId::historization1, kV3, "dtmi:dtdl:extension:historization:v1:", "Historized", kValued,
                     "");
        addExtension(ContextId::historization2, kV3 | kV4, "dtmi:dtdl:extension:historization:v2:", "Historized",
                     kValued, "");
        addExtension(ContextId::requirement1, kV3 | kV4, "dtmi:dtdl:extension:requirement:v1:", "Required",
                     only(ElementKind::field), "");
        addMqtt(ContextId::mqtt1, kV3, "dtmi:dtdl:extension:mqtt:v1:", 1);
        addMqtt(ContextId::mqtt2, kV3 | kV4, "dtmi:dtdl:extension:mqtt:v2:", 2);
        addMqtt(ContextId::mqtt3, kV3 | kV4, "dtmi:dtdl:extension:mqtt:v3:", 3);
        addIotCentral();
    }

    const Term* word(ContextSet contexts, std::string_view text) const {
        for (std::size_t i = 0; i < kContexts.size(); ++i) {
            if (!contexts.has(static_cast<ContextId>(i))) continue;
            if (const auto found = m_words[i].find(text); found != m_words[i].end()) return found->second;
        }
        return nullptr;
    }

    const Term* dtmi(std::string_view text) const {
        const auto found = m_dtmis.find(text);
        return found == m_dtmis.end() ? nullptr : found->second;
    }

private:
    void add(Term term) {
        const Term& kept = m_terms.emplace_back(std::move(term));
        m_words[static_cast<std::size_t>(kept.context)].try_emplace(kept.word, &kept);
        m_dtmis.try_emplace(kept.dtmi, &kept);
    }

    void addWords(Term pattern, std::string_view words, std::string_view prefix, std::string_view suffix) {
        eachWord(words, [&](std::string_view word, bool) {
            Term term = pattern;
            term.word = word;
            term.dtmi = std::string(prefix) + std::string(word) + std::string(suffix);
            add(std::move(term));
        });
    }

    void addCore(ContextId context, int version) {
        const std::string suffix = ";" + std::to_string(version);
        const auto addClass = [&](std::string_view word, ElementKind kind) {
            addWords({.kind = TermKind::materialClass, .context = context, .element = kind}, word,
                     "dtmi:dtdl:class:", suffix);
        };
        for (int kind = 0; kind < static_cast<int>(ElementKind::unit); ++kind) {
            const auto is = static_cast<ElementKind>(kind);
            const bool requestOrResponse = is == ElementKind::commandRequest || is == ElementKind::commandResponse;
            if (!(version == 2 && requestOrResponse)) addClass(className(is), is);
        }
        addClass("ComplexSchema", ElementKind::abstraction);
        for (std::string_view word : {"Content", "Entity", "NamedEntity", "NumericSchema", "PrimitiveSchema", "Schema",
                                      "SchemaField", "TemporalSchema", "Unit", "UnitAttribute"}) {
            addClass(word, ElementKind::abstraction);
        }
        addWords({.kind = TermKind::abstractType, .context = context}, "SemanticType SemanticUnit",
                 "dtmi:dtdl:class:", suffix);
        if (version == 3) {
            addClass("LatentType", ElementKind::abstraction);
            addClass("NamedLatentType", ElementKind::abstraction);
            addWords({.kind = TermKind::abstractType, .context = context}, "AdjunctType Alias",
                     "dtmi:dtdl:class:", suffix);
            addWords({.context = context}, "DtdlExtension metamodel model", "dtmi:dtdl:meta:", suffix);
            addWords({.kind = TermKind::property, .context = context}, "aliasFor", "dtmi:dtdl:property:", suffix);
        }
        for (int i = 0; i < static_cast<int>(PropertyId::unit); ++i) {
            const auto property = static_cast<PropertyId>(i);
            addWords({.kind = TermKind::property, .context = context, .property = property}, propertyName(property),
                     "dtmi:dtdl:property:", suffix);
        }
        addWords({.kind = TermKind::property, .context = context}, "exponent languageMajorVersion symbol",
                 "dtmi:dtdl:property:", suffix);
        constexpr std::array<std::string_view, 10> kPrimitives = {"boolean", "date",  "dateTime", "duration", "time",
                                                                  "double",  "float", "integer",  "long",     "string"};
        for (std::size_t i = 0; i < kPrimitives.size(); ++i) {
            addWords({.kind = TermKind::element, .context = context, .element = static_cast<ElementKind>(i)},
                     kPrimitives[i], "dtmi:dtdl:instance:Schema:", suffix);
        }
        addWords({.kind = TermKind::element, .context = context, .element = ElementKind::commandType},
                 "asynchronous synchronous", "dtmi:dtdl:instance:CommandType:", suffix);
        addWords({.kind = TermKind::element, .context = context, .element = ElementKind::object},
                 "point multiPoint lineString multiLineString polygon multiPolygon",
                 "dtmi:standard:schema:geospatial:", suffix);
    }

    void addQuantities(ContextId context, std::uint8_t versions, KindSet cotypes, std::string_view classPrefix,
                       std::string_view familyPrefix, std::string_view unitPrefix, std::string_view suffix) {
        const bool v2 = context == ContextId::dtdl2;
        for (const QuantityFamily& family : quantityFamilies()) {
            bool familyKnown = false;
            eachWord(family.types, [&](std::string_view word, bool later) {
                if (v2 && later) return;
                familyKnown = true;
                addWords({.kind = TermKind::quantity,
                          .context = context,
                          .family = family.name,
                          .cotypes = cotypes,
                          .versions = versions},
                         word, classPrefix, suffix);
            });
            if (!familyKnown) continue;
            // In v2 a unit's family is a class; in the extension it is an enumeration, and a schema like any other.
            const Term kind =
                v2 ? Term{.kind = TermKind::materialClass}
                   : Term{.kind = TermKind::element, .element = ElementKind::enumeration, .family = family.name};
            addWords(inContext(kind, context), family.name, familyPrefix, suffix);
            eachWord(family.units, [&](std::string_view word, bool later) {
                if (v2 && later) return;
                addWords(
                    {.kind = TermKind::unit, .context = context, .element = ElementKind::unit, .family = family.name},
                    word, unitPrefix, suffix);
            });
        }
    }

    static Term inContext(Term term, ContextId context) {
        term.context = context;
        return term;
    }

    /// The words with which the units themselves are described: nothing that a model has a use for.
    void addQuantityNouns(ContextId context, std::string_view classPrefix, std::string_view prefixPrefix,
                          std::string_view propertyPrefix, std::string_view suffix) {
        addWords({.kind = TermKind::abstractType, .context = context},
                 "QuantitativeType RatioUnit DecimalUnit BinaryUnit UnitPrefix SymbolicUnit BinaryPrefix DecimalPrefix",
                 classPrefix, suffix);
        addWords({.context = context},
                 "atto centi deca deci deka exa exbi femto gibi giga hecto kibi kilo mebi mega micro milli nano pebi "
                 "peta pico tebi "
                 "tera yobi yocto yotta zebi zepto zetta",
                 prefixPrefix, suffix);
        addWords({.kind = TermKind::property, .context = context}, "baseUnit bottomUnit prefix topUnit", propertyPrefix,
                 suffix);
        addWords({.kind = TermKind::property, .context = context, .property = PropertyId::unit}, "unit", propertyPrefix,
                 suffix);
    }

    void addQuantitativeTypes(ContextId context, std::uint8_t versions, const std::string& prefix) {
        addQuantities(context, versions, kValuedV3, prefix + "class:", prefix + "enum:", prefix + "unit:", "");
        addQuantityNouns(context, prefix + "class:", prefix + "unitprefix:", prefix + "property:", "");
    }

    void addExtension(ContextId context, std::uint8_t versions, const std::string& prefix, std::string_view type,
                      KindSet cotypes, std::string_view properties) {
        addWords({.kind = TermKind::adjunct, .context = context, .cotypes = cotypes, .versions = versions}, type,
                 prefix, "");
        eachWord(properties, [&](std::string_view word, bool) {
            const PropertyId property = word == "annotates"   ? PropertyId::annotates
                                        : word == "overrides" ? PropertyId::overrides
                                                              : PropertyId::uninterpreted;
            addWords({.kind = TermKind::property, .context = context, .property = property, .owner = type}, word,
                     prefix + std::string(type) + ":", "");
        });
    }

    void addMqtt(ContextId context, std::uint8_t versions, const std::string& prefix, int version) {
        addExtension(context, versions, prefix, "Mqtt", only(ElementKind::interface),
                     version == 1 ? "commandTopic payloadFormat telemetryTopic"
                                  : "commandTopic payloadFormat telemetryTopic cmdServiceGroupId telemServiceGroupId");
        addExtension(context, versions, prefix, "Idempotent", only(ElementKind::command), "");
        addExtension(context, versions, prefix, "Cacheable", only(ElementKind::command), "ttl");
        addExtension(context, versions, prefix, "Indexed",
                     only(ElementKind::enumValue) | only(ElementKind::field) | only(ElementKind::telemetry), "index");
        const KindSet payloads = only(ElementKind::commandRequest) | only(ElementKind::commandResponse);
        if (version >= 2) addExtension(context, versions, prefix, "Transparent", payloads, "");
        if (version < 3) return;
        for (std::string_view word : {"Error", "Result"})
            addExtension(context, versions, prefix, word, only(ElementKind::object), "");
        for (std::string_view word : {"ErrorMessage", "ErrorResult", "NormalResult"}) {
            addExtension(context, versions, prefix, word, only(ElementKind::field), "");
        }
    }

    void addIotCentral() {
        const ContextId context = ContextId::iotcentral2;
        addWords({.kind = TermKind::adjunct, .context = context, .cotypes = kValued, .versions = kV2},
                 "Event Location State", "dtmi:iotcentral:class:", ";2");
        const auto addVector = [&](std::string_view word, std::string_view family) {
            addWords(
                {.kind = TermKind::adjunct, .context = context, .family = family, .cotypes = kValued, .versions = kV2},
                word, "dtmi:iotcentral:class:", ";2");
        };
        addVector("AccelerationVector", "AccelerationUnit");
        addVector("VelocityVector", "VelocityUnit");
        addWords({.kind = TermKind::element, .context = context, .element = ElementKind::object}, "geopoint vector",
                 "dtmi:iotcentral:schema:", ";2");
    }

    std::deque<Term> m_terms; // addresses stay
    std::array<Lookup, kContexts.size()> m_words;
    Lookup m_dtmis;
};

const Vocabulary& vocabulary() {
    static const Vocabulary words;
    return words;
}

} // namespace

std::string_view contextDtmi(ContextId context) {
    return kContexts[static_cast<std::size_t>(context)];
}

std::optional<ContextId> findContext(std::string_view dtmi) {
    for (std::size_t i = 0; i < kContexts.size(); ++i) {
        if (kContexts[i] == dtmi) return static_cast<ContextId>(i);
    }
    return std::nullopt;
}

const Term* findTerm(ContextSet contexts, std::string_view word) {
    return vocabulary().word(contexts, word);
}
const Term* findDtmi(std::string_view dtmi) {
    return vocabulary().dtmi(dtmi);
}

} // namespace twinflow::models
