// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/cloud_event.h"

#include "events/dress.h"
#include "events/event.h"
#include "routes/known_values.h"

namespace twinflow::routes {

using query::Attribute;
using query::Scalar;

namespace {

/// The places in an envelope.
struct EnvelopePlaces {
    PathTree tree;
    PathTree::Node type = tree.add({"eventType"});
    PathTree::Node subject = tree.add({"subject"});
    PathTree::Node body = tree.add({"data", "data"});
    PathTree::Node contentType = tree.add({"data", "contenttype"});
    PathTree::Node dataSchema = tree.add({"data", "dataschema"});
};

const EnvelopePlaces& nested() {
    static const EnvelopePlaces places;
    return places;
}

/// What the member of a CloudEvent is called that a field reads; of fields that are no member any name.
std::string memberOf(Attribute attribute) {
    return attribute == Attribute::body ? "data" : std::string(query::attributeName(attribute));
}

/// The text at a place, an empty one where there is none.
const Scalar& textAt(PathReader& reader, PathTree::Node node) {
    static const Scalar kEmpty{std::string_view()};
    const Scalar& value = reader.at(node);
    return value.isText() ? value : kEmpty;
}

} // namespace

CloudEventRecord::CloudEventRecord(const FieldTable& fields)
    : FieldValues(fields)
    , m_event(m_paths)
    , m_envelope(nested().tree)
    , m_body(fields.paths()) {
    for (const Attribute attribute : {Attribute::type, Attribute::body})
        m_places[static_cast<std::size_t>(attribute)] = m_paths.add({memberOf(attribute)});
}

/// Fields that came since the last event may read further attributes.
void CloudEventRecord::addPlaces() {
    for (; m_placed < fields().size(); ++m_placed) {
        const Attribute attribute = fields().at(FieldId{static_cast<std::uint32_t>(m_placed)}).attribute;
        m_places[static_cast<std::size_t>(attribute)] = m_paths.add({memberOf(attribute)});
    }
}

Error CloudEventRecord::invalid() {
    return fault("routes-event-invalid", "This is no event: it has no text 'type'.")
        .withHint(say("Give a CloudEvent as JSON: {\"type\": …, \"source\": …, \"subject\": …, \"data\": {…}}."));
}

bool CloudEventRecord::moveTo(std::string_view event) {
    startEvent();
    addPlaces();
    m_atBody = false;
    m_event.moveTo(event);
    const Scalar* type = &m_event.at(m_places[static_cast<std::size_t>(Attribute::type)]);
    m_isEnvelope = type->kind == Scalar::Kind::missing;
    if (m_isEnvelope) {
        m_envelope.moveTo(event);
        type = &m_envelope.at(nested().type);
    }
    m_type = type->isText() ? type->text : std::string_view();
    return type->isText();
}

const Scalar& CloudEventRecord::read(FieldId id, Scalar& own) const {
    const Attribute attribute = fields().at(id).attribute;
    switch (attribute) {
    case Attribute::body:
        return readBody(id);
    case Attribute::type:
        return own = Scalar(m_type);
    case Attribute::eventType: {
        const auto type = events::findType(m_type);
        return own = type ? Scalar(legacyName(*type)) : Scalar();
    }
    case Attribute::unknown:
        return own = Scalar();
    default:
        if (m_isEnvelope) return readOfEnvelope(attribute, own);
        return textAt(m_event, m_places[static_cast<std::size_t>(attribute)]);
    }
}

const Scalar& CloudEventRecord::readOfEnvelope(Attribute attribute, Scalar& own) const {
    switch (attribute) {
    case Attribute::subject:
        if (m_type == events::typeName(events::EventType::telemetry)) return own = Scalar();
        return textAt(m_envelope, nested().subject);
    case Attribute::dataSchema:
        return textAt(m_envelope, nested().dataSchema);
    case Attribute::dataContentType:
        return textAt(m_envelope, nested().contentType);
    case Attribute::specVersion:
        return own = Scalar(events::Dress::kSpecVersion);
    default:
        return own = Scalar();
    }
}

const Scalar& CloudEventRecord::readBody(FieldId id) const {
    if (!m_atBody) {
        m_atBody = true;
        m_body.moveTo(m_isEnvelope ? m_envelope.textFrom(nested().body)
                                   : m_event.textFrom(m_places[static_cast<std::size_t>(Attribute::body)]));
    }
    return m_body.at(fields().node(id));
}

} // namespace twinflow::routes
