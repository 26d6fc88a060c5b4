// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/dress.h"

#include "base/json_text.h"
#include "base/random.h"

#include <algorithm>

namespace twinflow::events {

namespace {

// Told apart so that the ids of a message, an event and a delivery never come from the same draw.
enum class Purpose : std::uint64_t { id = 1, trace = 2, span = 3 };

std::uint64_t draw(std::uint64_t seed, Purpose purpose, std::uint64_t number) {
    return mix64(mix64(seed ^ (static_cast<std::uint64_t>(purpose) << 56)) ^ number);
}

void appendHex(std::string& out, std::uint64_t word, int digits = 16) {
    static constexpr char kHex[] = "0123456789abcdef";
    for (int shift = 4 * digits - 4; shift >= 0; shift -= 4) out += kHex[(word >> shift) & 15];
}

/// Version 4, variant 1 in form; the bits are the seed's and the number's.
void appendUuid(std::string& out, std::uint64_t high, std::uint64_t low) {
    appendHex(out, high >> 32, 8);
    out += '-';
    appendHex(out, (high >> 16) & 0xffff, 4);
    out += "-4";
    appendHex(out, high & 0xfff, 3);
    out += '-';
    appendHex(out, 0x8000 | ((low >> 48) & 0x3fff), 4);
    out += '-';
    appendHex(out, low & 0xffff'ffff'ffff, 12);
}

/// A member's name as `prefix` and `name`.
struct Name {
    std::string_view prefix;
    std::string_view name;
    Name(const char* whole)
        : name(whole) {}
    Name(std::string_view first, const char* rest)
        : prefix(first)
        , name(rest) {}
};

/// Appends ,"name": and no value yet.
void appendName(std::string& out, const Name& name) {
    out += ",\"";
    out += name.prefix;
    out += name.name;
    out += "\":";
}

/// Appends ,"name":"text" with the text escaped.
void appendMember(std::string& out, const Name& name, std::string_view text) {
    appendName(out, name);
    appendJsonString(out, text);
}

bool needsEscapes(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
}

/// Appends a JSON text that `append` puts together in place: it is made twice only where it needs escapes.
template <typename Append>
void appendMade(std::string& out, Append append) {
    const std::size_t start = out.size();
    out += '"';
    append();
    const std::string_view made = std::string_view(out).substr(start + 1);
    if (needsEscapes(made)) {
        const std::string text(made);
        out.resize(start);
        appendJsonString(out, text);
    } else {
        out += '"';
    }
}
template <typename Append>
void appendMade(std::string& out, const Name& name, Append append) {
    appendName(out, name);
    appendMade(out, append);
}

void appendTime(std::string& out, const Name& name, Instant time) {
    appendName(out, name);
    out += '"';
    appendInstant(out, time);
    out += '"';
}

} // namespace

Dress::Dress(const Interner& texts, const models::ModelSet& models, std::string host, std::uint64_t seed)
    : m_texts(texts)
    , m_models(models)
    , m_host(std::move(host))
    , m_seed(seed) {}

std::string Dress::id(const Event& event) const {
    std::string text;
    appendId(text, event);
    return text;
}

std::string Dress::source(const Event& event) const {
    std::string text;
    appendSource(text, event);
    return text;
}

std::string Dress::subject(const Event& event) const {
    std::string text;
    appendSubject(text, event);
    return text;
}

void Dress::appendId(std::string& out, const Event& event) const {
    if (!event.messageId.empty()) {
        out += event.messageId;
        return;
    }
    const std::uint64_t high = draw(m_seed, Purpose::id, event.number);
    appendUuid(out, high, mix64(high ^ m_seed));
}

void Dress::appendJsonId(std::string& out, const Event& event) const {
    appendMade(out, [&] { appendId(out, event); });
}

void Dress::appendSource(std::string& out, const Event& event) const {
    out += m_host;
    if (event.type != EventType::telemetry) return;
    out += "/digitaltwins/";
    out += m_texts.text(event.twin);
}

TextId Dress::plainSubject(const Event& event) {
    switch (event.type) {
    case EventType::twinCreate:
    case EventType::twinUpdate:
    case EventType::twinDelete:
        return event.twin;
    case EventType::relationshipCreate:
    case EventType::relationshipUpdate:
    case EventType::relationshipDelete:
        return {};
    case EventType::telemetry:
        return event.component;
    case EventType::message:
        return {};
    }
    return {};
}

void Dress::appendSubject(std::string& out, const Event& event) const {
    if (const TextId plain = plainSubject(event); plain.valid()) {
        out += m_texts.text(plain);
    } else if (event.relationship.valid()) {
        out += m_texts.text(event.twin);
        out += "/relationships/";
        out += m_texts.text(event.relationship);
    }
}

std::string_view Dress::modelId(const Event& event) const {
    return event.model.valid() ? std::string_view(m_models.at(event.model).id) : std::string_view();
}

std::string_view Dress::dataSchema(const Event& event) const {
    if (event.type != EventType::telemetry || !event.model.valid()) return {};
    if (!event.component.valid()) return modelId(event);
    const models::Layout& layout = m_models.layout(event.model);
    const std::string_view component = m_texts.text(event.component);
    for (std::size_t i = 0; i < layout.components.size(); ++i) {
        if (layout.components[i] == component) return layout.componentModels[i];
    }
    return {};
}

std::string_view Dress::body(const Event& event) const {
    if (!event.isUpdate()) return event.body;
    if (event.updateBody.empty()) {
        event.updateBody = "{\"modelId\":";
        appendJsonString(event.updateBody, modelId(event));
        event.updateBody += ",\"patch\":";
        twins::appendPatch(event.updateBody, event.patch, m_texts);
        event.updateBody += '}';
    }
    return event.updateBody;
}

std::string Dress::traceparent(const Event& event, std::uint64_t hop) const {
    std::string text;
    appendTraceparent(text, event, hop);
    return text;
}

void Dress::appendTraceparent(std::string& out, const Event& event, std::uint64_t hop) const {
    // Without a message the event starts its own trace; its number is flipped to lie apart from the numbers of
    // messages.
    const std::uint64_t trace = draw(m_seed, Purpose::trace, event.cause != 0 ? event.cause : ~event.number);
    out += "00-";
    appendHex(out, trace);
    appendHex(out, mix64(trace ^ m_seed) | 1); // W3C: not all zero
    out += '-';
    appendHex(out, mix64(draw(m_seed, Purpose::span, event.number) ^ hop) | 1);
    out += "-01";
}

void Dress::appendCloudEvent(std::string& out, const Event& event, std::uint64_t hop) const {
    out += "{\"specversion\":\"1.0\"";
    appendAttributes(out, event, "", hop);
    appendMember(out, "datacontenttype", kContentType);
    appendName(out, "data");
    out += body(event);
    out += '}';
}

void Dress::appendApplicationProperties(std::string& out, const Event& event, std::uint64_t hop) const {
    out += "{\"cloudEvents:specversion\":\"1.0\"";
    appendAttributes(out, event, "cloudEvents:", hop);
    out += '}';
}

void Dress::appendEventGrid(std::string& out, const Event& event, std::string_view topic, std::uint64_t hop) const {
    out += "{\"dataVersion\":\"1.0\",\"metadataVersion\":\"1\"";
    appendMade(out, "id", [&] { appendId(out, event); });
    if (event.type == EventType::telemetry) {
        appendMember(out, "subject", m_texts.text(event.twin));
    } else {
        appendMade(out, "subject", [&] { appendSubject(out, event); });
    }
    appendMember(out, "eventType", type(event));
    appendTime(out, "eventTime", event.time);
    appendMember(out, "topic", topic);
    appendName(out, "data");
    out += "{\"data\":";
    out += body(event);
    appendMember(out, "contenttype", kContentType);
    appendMade(out, "traceparent", [&] { appendTraceparent(out, event, hop); });
    if (const std::string_view schema = dataSchema(event); !schema.empty()) appendMember(out, "dataschema", schema);
    out += "}}";
}

void Dress::appendAttributes(std::string& out, const Event& event, std::string_view prefix, std::uint64_t hop) const {
    appendMade(out, {prefix, "id"}, [&] { appendId(out, event); });
    appendMember(out, {prefix, "type"}, type(event));
    appendMade(out, {prefix, "source"}, [&] { appendSource(out, event); });
    if (plainSubject(event).valid() || event.relationship.valid())
        appendMade(out, {prefix, "subject"}, [&] { appendSubject(out, event); });
    if (const std::string_view schema = dataSchema(event); !schema.empty())
        appendMember(out, {prefix, "dataschema"}, schema);
    appendTime(out, {prefix, "time"}, event.time);
    appendMade(out, {prefix, "traceparent"}, [&] { appendTraceparent(out, event, hop); });
}

} // namespace twinflow::events
