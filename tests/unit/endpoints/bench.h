// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An endpoint on a bench: events to give it, consumers that answer as told, a store that remembers.
#pragma once

#include "endpoints/endpoint.h"
#include "support.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace twinflow::test {

/// Answers as told and notes what it got.
class BenchConsumer final : public endpoints::Consumer {
public:
    delivery::Outcome answer = delivery::Outcome::delivered;
    std::uint16_t httpStatus = 0; ///< beside an answer that is not delivered
    std::function<void(const endpoints::Delivery&)> whenCalled;
    std::optional<std::uint64_t> poison; ///< the number of an event that is refused whatever the answer

    struct Call {
        std::uint64_t number = 0;
        std::uint32_t attempt = 0;
        std::uint32_t partition = 0;
        std::uint64_t sequenceNumber = 0;
        Duration at{};
    };
    std::vector<Call> calls;
    std::vector<Call> got;
    std::string lost; ///< a line each: number and why

    explicit BenchConsumer(const Timeline& timeline)
        : m_timeline(timeline) {}

    endpoints::Reply consume(const endpoints::Delivery& delivery) override {
        const Call call{delivery.event->number, delivery.attempt, delivery.partition, delivery.sequenceNumber,
                        m_timeline.now() - Instant{}};
        calls.push_back(call);
        if (whenCalled) whenCalled(delivery);
        if (poison == delivery.event->number) return delivery::Outcome::refused;
        if (answer != delivery::Outcome::delivered) return {answer, httpStatus};
        got.push_back(call);
        return answer;
    }
    void lose(const events::Event& event, endpoints::Loss loss, std::string_view why) override {
        lost += std::to_string(event.number);
        if (loss == endpoints::Loss::filtered) lost += " filtered";
        if (!why.empty()) lost += " " + std::string(why);
        lost += '\n';
    }
    std::optional<Duration> waitBefore(std::uint32_t) const override { return std::nullopt; }
    /// The numbers of the events that it took: "1 2 3".
    std::string gotNumbers() const {
        std::string text;
        for (const Call& call : got) text += (text.empty() ? "" : " ") + std::to_string(call.number);
        return text;
    }
    /// number@seconds of every call.
    std::string callTimes() const {
        std::string text;
        for (const Call& call : calls) {
            text += (text.empty() ? "" : " ") + std::to_string(call.number) + "@" +
                    std::to_string(call.at / std::chrono::seconds(1));
        }
        return text;
    }

private:
    const Timeline& m_timeline;
};

class BenchStore final : public endpoints::DeadLetterStore {
public:
    std::map<std::string, std::string, std::less<>> blobs;
    std::size_t kept = 0;
    void keep(std::string_view path, std::string_view content) override {
        ++kept;
        blobs.insert_or_assign(std::string(path), std::string(content));
    }
};

class Bench {
public:
    explicit Bench(endpoints::EndpointSettings settings, Instant start = Instant{}, bool withStore = true)
        : timeline(start)
        , dress(texts, models, "acme.api.weu.digitaltwins.azure.net", 7) {
        endpoint = endpoints::Endpoint::make(std::move(settings), timeline, dress, withStore ? &store : nullptr);
    }

    /// Telemetry of a twin; events are numbered from 1, and so are their message ids: m-1, m-2, …
    events::EventRef event(std::string_view twin) {
        auto [ref, event] = pool.take();
        event->type = events::EventType::telemetry;
        event->twin = texts.intern(twin);
        event->number = ++numbered;
        event->time = event->origin = timeline.now();
        event->messageId = "m-" + std::to_string(event->number);
        event->body = R"({"rpm":)" + std::to_string(event->number) + "}";
        return ref;
    }
    delivery::Outcome give(std::string_view twin) {
        const delivery::Outcome outcome = endpoint->accept(event(twin));
        giveCaused();
        return outcome;
    }
    /// What a consumer causes while it is called: given as soon as the call is over, as the engine's queue does.
    void cause(std::string_view twin) { m_caused.emplace_back(twin); }

    /// Lets time pass and counts every moment at which some row does not balance.
    void pass(Duration duration) {
        const Instant end = timeline.now() + duration;
        while (timeline.step(end)) {
            giveCaused();
            check();
        }
        timeline.advanceTo(end);
        check();
    }
    void check() {
        if (!sound(endpoint->row())) ++unbalanced;
        for (const auto& [name, row] : endpoint->subscriptions()) {
            if (!sound(row)) ++unbalanced;
        }
    }
    /// Balances, and no count fell below zero: sums of unsigned numbers alone would hide that.
    static bool sound(const metrics::LedgerRow& row) {
        return row.balances() && row.waiting <= row.accepted && row.retrying <= row.accepted;
    }
    /// The row of a subscriber: "delivered 1 waiting 2 …", zeros left out, attempts last.
    static std::string text(const metrics::LedgerRow& row) {
        std::string text;
        const auto add = [&](std::string_view name, std::uint64_t count) {
            if (count > 0) text.append(text.empty() ? "" : " ").append(name).append(" ").append(std::to_string(count));
        };
        add("accepted", row.accepted);
        add("delivered", row.delivered);
        add("waiting", row.waiting);
        add("retrying", row.retrying);
        add("deadLettered", row.deadLettered);
        add("expired", row.expired);
        add("dropped", row.dropped);
        add("attempts", row.attempts);
        return text;
    }
    std::string rowText(std::size_t subscriber = 0) const {
        return text(endpoint->subscriptions().at(subscriber).second);
    }

    Interner texts;
    models::ModelSet models;
    Timeline timeline;
    events::Dress dress;
    events::EventPool pool;
    BenchStore store;
    std::unique_ptr<endpoints::Endpoint> endpoint;
    std::uint64_t numbered = 0;
    std::size_t unbalanced = 0;
    std::uint64_t causedTaken = 0; ///< what consumers caused and the endpoint took

private:
    void giveCaused() {
        for (std::size_t i = 0; i < m_caused.size(); ++i) {
            const std::string twin = m_caused[i];
            if (endpoint->accept(event(twin)) == delivery::Outcome::delivered) ++causedTaken;
        }
        m_caused.clear();
    }
    std::vector<std::string> m_caused;
};

} // namespace twinflow::test
