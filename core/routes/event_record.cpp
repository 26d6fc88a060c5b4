// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/event_record.h"

#include "routes/known_values.h"

namespace twinflow::routes {

using query::Attribute;
using query::Scalar;

EventRecord::EventRecord(const FieldTable& fields)
    : m_fields(fields)
    , m_body(fields.paths()) {}

void EventRecord::moveTo(const events::Event& event, const events::Dress& dress) {
    m_event = &event;
    m_dress = &dress;
    ++m_stamp;
    m_memos.resize(m_fields.size());
}

Scalar EventRecord::value(FieldId field) const {
    Memo& memo = m_memos[field.value];
    if (memo.stamp != m_stamp) memo = {m_stamp, read(field)};
    return memo.value;
}

Scalar EventRecord::value(const query::Field& field) const {
    const FieldId id = m_fields.find(field);
    return id.valid() ? value(id) : Scalar();
}

Scalar EventRecord::read(FieldId id) const {
    const query::Field& field = m_fields.at(id);
    if (const auto known = knownValue(m_event->type, field)) return *known;
    switch (field.attribute) {
    case Attribute::source:
        if (m_event->type != events::EventType::telemetry) return Scalar(m_dress->host());
        m_source.clear();
        m_dress->appendSource(m_source, *m_event);
        return Scalar(std::string_view(m_source));
    case Attribute::subject:
        if (const TextId plain = events::Dress::plainSubject(*m_event); plain.valid())
            return Scalar(m_dress->texts().text(plain));
        m_subject.clear();
        m_dress->appendSubject(m_subject, *m_event);
        return Scalar(std::string_view(m_subject));
    case Attribute::dataSchema:
        return Scalar(m_dress->dataSchema(*m_event));
    case Attribute::body:
        return readBody(id);
    default:
        return Scalar();
    }
}

Scalar EventRecord::readBody(FieldId id) const {
    if (m_event->isUpdate()) return Scalar(m_dress->modelId(*m_event)); // all else there is known
    if (m_bodyStamp != m_stamp) {
        m_bodyStamp = m_stamp;
        m_body.read(m_event->body);
    }
    return m_body.at(m_fields.node(id));
}

} // namespace twinflow::routes
