// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the reader of a Service Bus queue or subscription may do with messages while it is called with one.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "base/value.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twinflow::endpoints {

struct Delivery;

/// A lock of one queue, once given; it stays lost when it is.
using LockToken = std::uint64_t;

/// A lock among those of all queues. Its text has the form of a UUID, as the service's have.
struct LockId {
    std::uint64_t queue = 0; ///< a hash of the queue's name
    LockToken token = 0;

    std::string text() const;
    static std::optional<LockId> parse(std::string_view text);
    bool operator==(const LockId&) const = default;
};

/// Application properties that a reader gives to a message that it puts back; null: of no value.
using PropertyChanges = std::vector<std::pair<std::string, Value>>;

/// Names and refusals are those of the receiver in @azure/service-bus. A message that its reader settles is settled at
/// once; what it leaves is settled by what it answers. Error codes: MessageLockLost, of messages of a session
/// SessionLockLost; MessageSizeExceeded of changes; MessageNotFound; InvalidOperation.
class MessageActions {
public:
    virtual ~MessageActions() = default;
    virtual Result<void> completeMessage(const LockId& lock) = 0;
    virtual Result<void> abandonMessage(const LockId& lock, const PropertyChanges& changes) = 0;
    virtual Result<void> deferMessage(const LockId& lock, const PropertyChanges& changes) = 0;
    virtual Result<void> deadLetterMessage(const LockId& lock, std::string_view reason, std::string_view description,
                                           const PropertyChanges& changes) = 0;
    /// Gives the new end of the lock; not of messages of a session.
    virtual Result<Instant> renewMessageLock(const LockId& lock) = 0;
    /// Locks the deferred messages of these numbers, all or none, and shows each.
    virtual Result<void> receiveDeferredMessages(std::span<const std::uint64_t> numbers,
                                                 const std::function<void(const Delivery&)>& show) = 0;
};

} // namespace twinflow::endpoints
