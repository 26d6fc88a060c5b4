// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Messages from the cloud to devices: a queue for each device, from which the device completes, rejects or abandons.
#pragma once

#include "base/result.h"
#include "base/timeline.h"
#include "ingress/device_client.h"
#include "ingress/settings.h"
#include "metrics/ledger.h"

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::ingress {

/// What a back end wants to hear about a message: nothing, that it was completed, that it was not, both.
enum class Acknowledgement : std::uint8_t { none, positive, negative, full };
std::optional<Acknowledgement> findAcknowledgement(std::string_view name);

/// What became of a message, by the service's status codes.
enum class FeedbackStatus : std::uint8_t { success, expired, deliveryCountExceeded, rejected, purged };
constexpr std::size_t kFeedbackStatuses = 5;
std::string_view feedbackStatusName(FeedbackStatus status);

/// One record of the feedback that a back end asked for.
struct Feedback {
    std::string messageId;
    Instant at{};
    FeedbackStatus status = FeedbackStatus::success;
    std::string device;
    std::uint64_t generation = 0;
};
/// Appends {"originalMessageId", "enqueuedTimeUtc", "statusCode", "description", "deviceId", "deviceGenerationId"}.
void appendFeedback(std::string& out, const Feedback& feedback);

class CloudToDevice final : public TimerTarget {
public:
    static constexpr std::size_t kMaxQueue = 50; ///< messages that wait for one device
    static constexpr std::size_t kMaxBytes = 64 * 1024;
    static constexpr Duration kLock = std::chrono::minutes(1);
    static constexpr Duration kMaxTimeToLive = std::chrono::hours(48);
    static constexpr std::size_t kFeedbackKept = 1000;

    /// `received` is called for each message that a device is handed, before it is. All references outlive it.
    CloudToDevice(const CloudToDeviceSettings& settings, Timeline& timeline,
                  std::function<void(std::string_view device)> received)
        : m_settings(settings)
        , m_timeline(timeline)
        , m_received(std::move(received)) {}

    /// Puts a message into the device's queue; gives its sequence number in it. No `expiry`: after the default time
    /// to live. Error codes: ingress-queue-full, ingress-message-too-large, ingress-message-id, ingress-property-name,
    /// ingress-expiry.
    Result<std::uint64_t> enqueue(std::string_view device, std::uint64_t generation, CloudMessage message,
                                  Acknowledgement acknowledgement, std::optional<Instant> expiry);
    /// Counts a message that never came so far: its device is unknown.
    void countRefused();

    /// The device is there and receives what waits, now and from now on; nobody: it is gone. What it has not answered
    /// for comes back when its lock ends.
    void connect(std::string_view device, DeviceClient* client);
    /// The device was removed: what waits for it is purged, without feedback, as the service does.
    void remove(std::string_view device);

    /// The device answers for a message that it got and kept. Error code: ingress-lock-lost.
    Result<void> settle(std::string_view device, std::uint64_t sequenceNumber, MessageAnswer answer);

    std::size_t waitingFor(std::string_view device) const;
    /// Messages sent by back ends (offered), refused (filtered) and queued (accepted): waiting, retrying (handed over
    /// at least once), delivered (completed), expired, dropped (rejected, abandoned too often, purged).
    const metrics::LedgerRow& row() const { return m_row; }
    /// What became of messages, by FeedbackStatus.
    const std::array<std::uint64_t, kFeedbackStatuses>& outcomes() const { return m_outcomes; }
    /// The feedback that was asked for, oldest first, at most the last kFeedbackKept.
    const std::deque<Feedback>& feedback() const { return m_feedback; }
    std::uint64_t feedbackCount() const { return m_feedbackCount; }

    void onTimer(std::uint64_t token) override;

private:
    enum class State : std::uint8_t { enqueued, invisible };
    struct Queued {
        CloudMessage message;
        Acknowledgement acknowledgement = Acknowledgement::none;
        State state = State::enqueued;
        bool wasHanded = false;
        Instant expiry{};
        Instant lockedUntil{};
    };
    struct Queue {
        std::uint64_t generation = 0;
        std::uint64_t nextNumber = 1;
        DeviceClient* client = nullptr; // none: not connected
        bool isDraining = false;        // further up the stack: that one goes on
        std::deque<Queued> messages;
    };
    struct Due {
        std::string device;
        std::uint64_t number = 0;
    };

    void drain(std::string_view device);
    void handOver(const std::string& device, Queue& queue, Queued& queued);
    void apply(const std::string& device, Queue& queue, Queued& queued, MessageAnswer answer);
    void finish(const std::string& device, Queue& queue, std::uint64_t number, FeedbackStatus status);
    /// The lock or the life of a message ends.
    void wake(std::string_view device, std::uint64_t number, Instant due, Duty duty);
    static Queued* find(Queue& queue, std::uint64_t number);

    const CloudToDeviceSettings& m_settings;
    Timeline& m_timeline;
    std::function<void(std::string_view device)> m_received;
    std::map<std::string, Queue, std::less<>> m_queues;
    std::map<std::uint64_t, Due> m_due; // by timer token
    std::uint64_t m_nextToken = 1;
    metrics::LedgerRow m_row;
    std::array<std::uint64_t, kFeedbackStatuses> m_outcomes{};
    std::deque<Feedback> m_feedback;
    std::uint64_t m_feedbackCount = 0;
};

} // namespace twinflow::ingress
