// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/event_record.h"

#include "routes/known_values.h"

namespace twinflow::routes {

using query::Attribute;
using query::Scalar;

void EventRecord::moveTo(const events::Event& event, const events::Dress& dress) {
    m_event = &event;
    m_dress = &dress;
    m_atBody = false;
    startEvent();
}

const Scalar& EventRecord::read(FieldId id, Scalar& own) const {
    const query::Field& field = fields().at(id);
    if (const auto known = knownValue(m_event->type, field)) return own = *known;
    if (field.attribute != Attribute::body) return own = readAttribute(field.attribute);
    if (m_event->isUpdate()) return own = Scalar(m_dress->modelId(*m_event)); // all else there is known
    if (!m_atBody) {
        m_atBody = true;
        m_body.moveTo(m_event->body);
    }
    return m_body.at(fields().node(id));
}

Scalar EventRecord::readAttribute(Attribute attribute) const {
    switch (attribute) {
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
    default:
        return Scalar();
    }
}

} // namespace twinflow::routes
