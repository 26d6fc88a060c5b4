// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A sink with all that it stands on, and the files that it wrote.
#pragma once

#include "base/file.h"
#include "downstream/sink.h"
#include "support.h"

#include <QtCore/QTemporaryDir>

#include <map>
#include <stdexcept>
#include <string>

namespace twinflow::test {

using namespace std::chrono_literals;

/// All files below a folder by their relative path.
inline std::map<std::string, std::string> filesIn(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    if (!std::filesystem::exists(folder)) return files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        files[entry.path().lexically_relative(folder).generic_string()] = readFile(entry.path()).value();
    }
    return files;
}

inline std::string namesOf(const std::map<std::string, std::string>& files) {
    std::string names;
    for (const auto& [name, content] : files) names += name + "\n";
    return names;
}

class SinkBench {
public:
    static Instant start() { return *parseInstant("2024-03-05T10:15:30Z"); }

    explicit SinkBench(downstream::DownstreamSettings settings, bool ownThread = false)
        : lane(ownThread)
        , sink(*downstream::Sink::make(settings, dress, folder(), lane, timeline)) {}

    std::filesystem::path folder() const { return std::filesystem::path(dir.path().toStdString()) / "out"; }

    events::EventRef event(events::EventType type, std::string_view twin) {
        auto [reference, event] = pool.take();
        event->type = type;
        event->twin = texts.intern(twin);
        event->number = ++numbers;
        event->time = event->origin = timeline.now();
        return reference;
    }
    events::EventRef update(std::string_view twin, std::string_view patch) {
        auto [reference, event] = pool.take();
        event->twin = texts.intern(twin);
        event->number = ++numbers;
        event->time = event->origin = timeline.now();
        event->patch = *twins::parsePatch(json(patch).root(), texts);
        return reference;
    }
    events::EventRef telemetry(std::string_view twin, std::string_view component, std::string_view body) {
        auto [reference, event] = pool.take();
        event->type = events::EventType::telemetry;
        event->twin = texts.intern(twin);
        if (!component.empty()) event->component = texts.intern(component);
        event->number = ++numbers;
        event->time = event->origin = timeline.now();
        event->messageId = "message-" + std::to_string(numbers);
        event->body = body;
        return reference;
    }

    delivery::Outcome fromEventHub(const events::EventRef& event, std::uint32_t partition = 0,
                                   std::string_view endpoint = "hub") {
        return sink
            ->consume(
                {event, endpoints::EndpointKind::eventHub, {}, endpoint, 1, numbers, 0, partition, timeline.now()})
            .outcome;
    }
    delivery::Outcome fromEventGrid(const events::EventRef& event,
                                    endpoints::EventGridSchema schema = endpoints::EventGridSchema::eventGrid,
                                    std::string_view subscription = "sub") {
        endpoints::Delivery delivery{event,         endpoints::EndpointKind::eventGrid, schema, "topic", 1, 0, 0, 0,
                                     timeline.now()};
        delivery.subscriber = subscription;
        return sink->consume(delivery).outcome;
    }
    Result<void> send(std::string_view payload) { return sink->send(payload, timeline.now(), timeline.now()); }
    /// Sends or fails the test loudly.
    void mustSend(std::string_view payload) {
        if (const Result<void> sent = send(payload); !sent) throw std::runtime_error(sent.error().str());
    }
    void pass(Duration duration) { timeline.advanceTo(timeline.now() + duration); }

    /// What was written, after the end of the run.
    std::map<std::string, std::string> finish() {
        sink->finish();
        lane.drain();
        return filesIn(folder());
    }

    QTemporaryDir dir;
    Interner texts;
    models::ModelSet models;
    events::Dress dress{texts, models, "acme.api.weu.digitaltwins.azure.net", 7};
    events::EventPool pool;
    Timeline timeline{start()};
    downstream::WriteLane lane;
    std::unique_ptr<downstream::Sink> sink;
    std::uint64_t numbers = 0;
};

/// Runs `play` on an inline lane and on one with its own thread; empty when files, digest and bytes are the same, else
/// what differs.
template <typename Play>
std::string differenceBetweenLanes(const downstream::DownstreamSettings& settings, Play play) {
    SinkBench same(settings, false), own(settings, true);
    play(same);
    play(own);
    const auto files = same.finish();
    if (files.empty()) return "nothing was written";
    if (files != own.finish()) return "files";
    if (same.sink->digest() != own.sink->digest()) return "digest";
    if (same.sink->bytes() != own.sink->bytes()) return "bytes";
    if (same.sink->row() != own.sink->row()) return "ledger";
    return {};
}

} // namespace twinflow::test
