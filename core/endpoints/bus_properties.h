// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The properties of a Service Bus message: the event's own, and what senders and rule actions changed.
#pragma once

#include "base/value.h"
#include "endpoints/consumer.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace twinflow::endpoints {

/// Names of properties are compared without case.
struct CaselessLess {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const;
};
bool equalCaseless(std::string_view a, std::string_view b);

enum class SystemProperty : std::uint8_t {
    contentType,
    correlationId,
    label,
    messageId,
    replyTo,
    replyToSessionId,
    sessionId,
    to
};
/// By the names of the filter language (sys.Label, also sys.Subject); none for other names. A message has neither
/// number nor enqueued time in its subscription yet when the rules are asked.
std::optional<SystemProperty> findSystemProperty(std::string_view name);

/// Changes over an event's own properties; none of the value: removed.
struct BusProperties {
    std::map<std::string, std::optional<Value>, CaselessLess> user;
    std::map<SystemProperty, std::optional<Value>> system;
};
/// The session that they say, empty for one taken away; none when they say nothing. It lies in `properties`.
std::optional<std::string_view> sessionOf(const BusProperties& properties);
/// With these application properties instead; of `properties` there may be none.
std::shared_ptr<const BusProperties> withChanges(const BusProperties* properties, const PropertyChanges& changes);
/// The properties with the session in them, for a message that goes on elsewhere; where they say one it stays.
std::shared_ptr<const BusProperties> withSession(const BusProperties* properties, std::string_view session);

/// What filters see of a message. It outlives nothing: make one, ask, let go.
class MessageView {
public:
    MessageView(const events::Event& event, const events::Dress& dress, std::uint64_t hop, const BusProperties* changes,
                std::string_view session)
        : m_event(event)
        , m_dress(dress)
        , m_hop(hop)
        , m_changes(changes)
        , m_session(session) {}

    std::optional<Value> user(std::string_view name) const;
    std::optional<Value> system(SystemProperty property) const;

private:
    const events::Event& m_event;
    const events::Dress& m_dress;
    std::uint64_t m_hop;
    const BusProperties* m_changes;
    std::string_view m_session;
};

/// Most bytes of a message's properties. What a sender or reader says beyond it is refused; the copy of a rule's action
/// is dead-lettered.
constexpr std::size_t kMaxHeaderBytes = 64 * 1024;
/// Bytes of all properties of a message on the wire, near enough for that limit.
std::size_t headerBytes(const events::Event& event, const events::Dress& dress, const BusProperties& changes);
/// The application properties as a JSON object, changes included.
void appendBusProperties(std::string& out, const events::Event& event, const events::Dress& dress, std::uint64_t hop,
                         const BusProperties& changes);

} // namespace twinflow::endpoints
