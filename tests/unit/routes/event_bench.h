// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Events of every type, put together by hand, and what is needed to read them.
#pragma once

#include "events/dress.h"
#include "events/event_pool.h"
#include "models/model_set.h"

#include <string_view>

namespace twinflow::test {

/// Twins have the models dtmi:acme:Pump;2 (with the component motor of dtmi:acme:Motor;1) or dtmi:acme:Tank;1.
class EventBench {
public:
    EventBench();

    events::EventRef create(std::string_view twin, std::string_view model, std::string_view body);
    events::EventRef remove(std::string_view twin, std::string_view model, std::string_view body);
    /// Its patch sets /rpm.
    events::EventRef update(std::string_view twin, std::string_view model);
    events::EventRef relationshipCreate(std::string_view source, std::string_view id, std::string_view body);
    events::EventRef relationshipUpdate(std::string_view source, std::string_view id);
    /// `component` may be empty.
    events::EventRef telemetry(std::string_view twin, std::string_view component, std::string_view body);

    const events::Dress& dress() const { return m_dress; }

private:
    std::pair<events::EventRef, events::Event*> make(events::EventType type, std::string_view twin,
                                                     std::string_view model);

    Interner m_texts;
    models::ModelSet m_models;
    events::EventPool m_pool;
    events::Dress m_dress;
    std::uint64_t m_count = 0;
};

} // namespace twinflow::test
