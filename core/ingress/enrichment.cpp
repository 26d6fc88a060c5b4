// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/enrichment.h"

#include "ingress/names.h"

#include <algorithm>

namespace twinflow::ingress {

namespace {

constexpr std::string_view kTwin = "$twin.";
constexpr std::string_view kVariables[] = {"$twin.tags.", "$twin.properties.desired.", "$twin.properties.reported."};

bool isVariable(std::string_view value) {
    return value == "$iothubname" || std::any_of(std::begin(kVariables), std::end(kVariables), [&](auto start) {
               return value.size() > start.size() && value.starts_with(start);
           });
}

const JsonNode* findPath(const JsonNode* node, std::string_view path) {
    while (node && !path.empty()) {
        const std::string_view name = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(name.size() + 1, path.size()));
        node = node->isObject() ? node->find(name) : nullptr;
    }
    return node;
}

bool isKey(std::string_view key) {
    return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    });
}

} // namespace

Findings checkEnrichments(const std::vector<Enrichment>& enrichments, std::string_view hub) {
    Findings found;
    if (enrichments.size() > kMaxEnrichments) {
        found.push_back(fault("ingress-enrichments-too-many", "Hub '{0}' has {1} enrichments, more than {2}.", hub,
                              enrichments.size(), kMaxEnrichments)
                            .withHint(say("Stamp less, or let a function add the rest.")));
    }
    for (std::size_t i = 0; i < enrichments.size(); ++i) {
        const Enrichment& enrichment = enrichments[i];
        if (!isKey(enrichment.key)) {
            found.push_back(fault("ingress-enrichment-key", "'{0}' cannot be the key of an enrichment of hub '{1}'.",
                                  enrichment.key, hub)
                                .withHint(say("A key has letters, digits, hyphens, underscores and periods.")));
        }
        const auto same = [&](const Enrichment& other) { return sameName(other.key, enrichment.key); };
        if (std::any_of(enrichments.begin(), enrichments.begin() + static_cast<std::ptrdiff_t>(i), same)) {
            found.push_back(
                fault("ingress-enrichment-twice", "Hub '{0}' has two enrichments '{1}'.", hub, enrichment.key)
                    .withHint(say("Give each a key of its own; case makes no difference.")));
        }
        if (enrichment.value.starts_with('$') && !isVariable(enrichment.value)) {
            found.push_back(fault("ingress-enrichment-value",
                                  "The enrichment '{0}' of hub '{1}' has a value '{2}' that there is not.",
                                  enrichment.key, hub, enrichment.value)
                                .withHint(say("Known are $iothubname, $twin.tags.…, $twin.properties.desired.… and "
                                              "$twin.properties.reported.…; any other text is stamped as it is."))
                                .as(Severity::warning));
        }
        if (enrichment.endpoints.empty()) {
            found.push_back(fault("ingress-enrichment-endpoints",
                                  "The enrichment '{0}' of hub '{1}' names no endpoint.", enrichment.key, hub)
                                .withHint(say("Name the endpoints whose messages are stamped: events is the built-in "
                                              "one.")));
        }
    }
    return found;
}

std::string enrichedValue(std::string_view value, std::string_view hub, const JsonNode* twin) {
    if (value == "$iothubname") return std::string(hub);
    if (!isVariable(value)) return std::string(value);
    const JsonNode* node = findPath(twin, value.substr(kTwin.size()));
    if (!node) return std::string(value);
    if (node->isString()) return node->text;
    std::string text;
    node->appendJson(text);
    return text;
}

void setProperty(DeviceMessage& message, std::string_view name, std::string value) {
    const auto same = std::find_if(message.properties.begin(), message.properties.end(),
                                   [&](const auto& property) { return sameName(property.first, name); });
    if (same != message.properties.end())
        *same = {std::string(name), std::move(value)};
    else
        message.properties.emplace_back(name, std::move(value));
}

} // namespace twinflow::ingress
