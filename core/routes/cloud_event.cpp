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

/// The places in both forms of an event.
struct Places {
    PathTree tree;
    PathTree::Node type = tree.add({"type"});
    PathTree::Node source = tree.add({"source"});
    PathTree::Node subject = tree.add({"subject"});
    PathTree::Node dataSchema = tree.add({"dataschema"});
    PathTree::Node contentType = tree.add({"datacontenttype"});
    PathTree::Node specVersion = tree.add({"specversion"});
    PathTree::Node data = tree.add({"data"});
};

struct EnvelopePlaces {
    PathTree tree;
    PathTree::Node type = tree.add({"eventType"});
    PathTree::Node subject = tree.add({"subject"});
    PathTree::Node body = tree.add({"data", "data"});
    PathTree::Node contentType = tree.add({"data", "contenttype"});
    PathTree::Node dataSchema = tree.add({"data", "dataschema"});
};

const Places& flat() {
    static const Places places;
    return places;
}
const EnvelopePlaces& nested() {
    static const EnvelopePlaces places;
    return places;
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
    , m_event(flat().tree)
    , m_envelope(nested().tree)
    , m_body(fields.paths()) {}

Error CloudEventRecord::invalid() {
    return fault("routes-event-invalid", "This is no event: it has no text 'type'.")
        .withHint(say("Give a CloudEvent as JSON: {\"type\": …, \"source\": …, \"subject\": …, \"data\": {…}}."));
}

bool CloudEventRecord::moveTo(std::string_view event) {
    startEvent();
    m_atBody = false;
    m_event.moveTo(event);
    const Scalar* type = &m_event.at(flat().type);
    m_isEnvelope = type->kind == Scalar::Kind::missing;
    if (m_isEnvelope) {
        m_envelope.moveTo(event);
        type = &m_envelope.at(nested().type);
    }
    m_type = type->isText() ? type->text : std::string_view();
    return type->isText();
}

std::string_view CloudEventRecord::subject() const {
    return readSubject().text;
}

const Scalar& CloudEventRecord::read(FieldId id, Scalar& own) const {
    switch (fields().at(id).attribute) {
    case Attribute::type:
        return own = Scalar(m_type);
    case Attribute::source:
        return m_isEnvelope ? own = Scalar() : textAt(m_event, flat().source);
    case Attribute::subject:
        return readSubject();
    case Attribute::dataSchema:
        return m_isEnvelope ? textAt(m_envelope, nested().dataSchema) : textAt(m_event, flat().dataSchema);
    case Attribute::dataContentType:
        return m_isEnvelope ? textAt(m_envelope, nested().contentType) : textAt(m_event, flat().contentType);
    case Attribute::specVersion:
        return m_isEnvelope ? own = Scalar(events::Dress::kSpecVersion) : textAt(m_event, flat().specVersion);
    case Attribute::eventType: {
        const auto type = events::findType(m_type);
        return own = type ? Scalar(legacyName(*type)) : Scalar();
    }
    case Attribute::body:
        return readBody(id);
    case Attribute::unknown:
        break;
    }
    return own = Scalar();
}

const Scalar& CloudEventRecord::readSubject() const {
    static const Scalar kMissing;
    if (!m_isEnvelope) return textAt(m_event, flat().subject);
    return m_type == events::typeName(events::EventType::telemetry) ? kMissing : textAt(m_envelope, nested().subject);
}

const Scalar& CloudEventRecord::readBody(FieldId id) const {
    if (!m_atBody) {
        m_atBody = true;
        m_body.moveTo(m_isEnvelope ? m_envelope.textFrom(nested().body) : m_event.textFrom(flat().data));
    }
    return m_body.at(fields().node(id));
}

} // namespace twinflow::routes
