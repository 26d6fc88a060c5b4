// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/bus_properties.h"

#include "base/json_text.h"

#include <algorithm>
#include <array>

namespace twinflow::endpoints {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

constexpr std::string_view kPrefix = "cloudEvents:";
constexpr std::array<std::string_view, 8> kAttributes{"specversion", "id",         "type", "source",
                                                      "subject",     "dataschema", "time", "traceparent"};

/// The attribute of an event that is sent as cloudEvents:<name>; none where the event has none.
std::optional<std::string> attribute(const events::Event& event, const events::Dress& dress, std::uint64_t hop,
                                     std::string_view name) {
    if (event.type == events::EventType::message) return std::nullopt; // it is a message of its own
    if (name == "specversion") return std::string(events::Dress::kSpecVersion);
    if (name == "id") return dress.id(event);
    if (name == "type") return std::string(dress.type(event));
    if (name == "source") return dress.source(event);
    if (name == "time") return formatInstant(event.time);
    if (name == "traceparent") return dress.traceparent(event, hop);
    if (name == "subject") {
        if (!events::Dress::plainSubject(event).valid() && !event.relationship.valid()) return std::nullopt;
        return dress.subject(event);
    }
    if (name == "dataschema" && !dress.dataSchema(event).empty()) return std::string(dress.dataSchema(event));
    return std::nullopt;
}

} // namespace

bool CaselessLess::operator()(std::string_view a, std::string_view b) const {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                        [](char x, char y) { return lower(x) < lower(y); });
}

bool equalCaseless(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<SystemProperty> findSystemProperty(std::string_view name) {
    static constexpr std::pair<std::string_view, SystemProperty> kNames[] = {
        {"ContentType", SystemProperty::contentType},
        {"CorrelationId", SystemProperty::correlationId},
        {"Label", SystemProperty::label},
        {"Subject", SystemProperty::label},
        {"MessageId", SystemProperty::messageId},
        {"ReplyTo", SystemProperty::replyTo},
        {"ReplyToSessionId", SystemProperty::replyToSessionId},
        {"SessionId", SystemProperty::sessionId},
        {"To", SystemProperty::to}};
    for (const auto& [known, property] : kNames) {
        if (equalCaseless(known, name)) return property;
    }
    return std::nullopt;
}

std::optional<std::string_view> sessionOf(const BusProperties& properties) {
    const auto session = properties.system.find(SystemProperty::sessionId);
    if (session == properties.system.end()) return std::nullopt;
    const bool isText = session->second && session->second->kind() == Value::Kind::string;
    return isText ? session->second->text() : std::string_view();
}

std::shared_ptr<const BusProperties> withChanges(const BusProperties* properties, const PropertyChanges& changes) {
    auto whole = std::make_shared<BusProperties>(properties ? *properties : BusProperties{});
    for (const auto& [name, value] : changes) whole->user[name] = value;
    return whole;
}

std::shared_ptr<const BusProperties> withSession(const BusProperties* properties, std::string_view session) {
    const bool adds = !session.empty() && !(properties && sessionOf(*properties));
    if (!properties && !adds) return nullptr;
    auto whole = std::make_shared<BusProperties>(properties ? *properties : BusProperties{});
    if (adds) whole->system[SystemProperty::sessionId] = Value(session);
    return whole;
}

std::optional<Value> MessageView::user(std::string_view name) const {
    if (m_changes) {
        if (const auto change = m_changes->user.find(name); change != m_changes->user.end()) return change->second;
    }
    if (name.size() <= kPrefix.size() || !equalCaseless(name.substr(0, kPrefix.size()), kPrefix)) return std::nullopt;
    for (const std::string_view known : kAttributes) {
        if (!equalCaseless(known, name.substr(kPrefix.size()))) continue;
        if (const auto text = attribute(m_event, m_dress, m_hop, known)) return Value(std::string_view(*text));
    }
    return std::nullopt;
}

std::optional<Value> MessageView::system(SystemProperty property) const {
    if (m_changes) {
        if (const auto change = m_changes->system.find(property); change != m_changes->system.end())
            return change->second;
    }
    switch (property) {
    case SystemProperty::contentType:
        if (m_event.type == events::EventType::message) return std::nullopt;
        return Value(events::Dress::kContentType);
    case SystemProperty::messageId:
        return Value(std::string_view(m_dress.id(m_event)));
    case SystemProperty::sessionId:
        if (m_session.empty()) return std::nullopt;
        return Value(m_session);
    default:
        return std::nullopt;
    }
}

std::size_t headerBytes(const events::Event& event, const events::Dress& dress, const BusProperties& changes) {
    std::string text;
    appendBusProperties(text, event, dress, 0, changes);
    for (const auto& [property, value] : changes.system) {
        if (value) value->appendJson(text);
    }
    return text.size();
}

void appendBusProperties(std::string& out, const events::Event& event, const events::Dress& dress, std::uint64_t hop,
                         const BusProperties& changes) {
    out += '{';
    bool first = true;
    const auto addName = [&](std::string_view name) {
        if (!first) out += ',';
        first = false;
        appendJsonString(out, name);
        out += ':';
    };
    for (const std::string_view known : kAttributes) {
        const std::string name = std::string(kPrefix).append(known);
        if (changes.user.contains(name)) continue;
        const auto text = attribute(event, dress, hop, known);
        if (!text) continue;
        addName(name);
        appendJsonString(out, *text);
    }
    for (const auto& [name, value] : changes.user) {
        if (!value) continue;
        addName(name);
        value->appendJson(out);
    }
    out += '}';
}

} // namespace twinflow::endpoints
