// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/notifier.h"

namespace twinflow::events {

namespace {

EventType typeOf(twins::ChangeKind kind) {
    switch (kind) {
    case twins::ChangeKind::twinCreated:
        return EventType::twinCreate;
    case twins::ChangeKind::twinUpdated:
        return EventType::twinUpdate;
    case twins::ChangeKind::twinDeleted:
        return EventType::twinDelete;
    case twins::ChangeKind::relationshipCreated:
        return EventType::relationshipCreate;
    case twins::ChangeKind::relationshipUpdated:
        return EventType::relationshipUpdate;
    case twins::ChangeKind::relationshipDeleted:
        return EventType::relationshipDelete;
    case twins::ChangeKind::telemetry:
        return EventType::telemetry;
    }
    return EventType::twinUpdate;
}

} // namespace

void Notifier::onChange(const twins::Change& change) {
    const auto [reference, event] = m_pool.take();
    event->type = typeOf(change.kind);
    event->hops = m_cause.hops;
    event->twin = change.twin;
    event->relationship = change.relationship;
    event->component = change.component;
    event->model = change.model;
    event->number = ++m_count;
    event->cause = m_cause.message;
    event->time = m_now;
    event->origin = m_cause.origin == Instant{} ? m_now : m_cause.origin;
    if (event->isUpdate()) {
        if (change.patch) event->patch.assign(change.patch->begin(), change.patch->end());
    } else {
        event->body = change.body;
        event->messageId = change.messageId;
    }
    m_taker.take(reference);
}

} // namespace twinflow::events
