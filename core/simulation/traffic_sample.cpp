// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/traffic_sample.h"

#include "base/json_document.h"
#include "simulation/fleet.h"
#include "twins/json_pointer.h"

namespace twinflow::simulation {

namespace {

class Collector final : public MessageTaker {
public:
    Collector(const Timeline& timeline, Instant began)
        : m_timeline(timeline)
        , m_began(began) {}
    void take(ingress::DeviceMessage& message) override {
        messages.push_back({m_timeline.now() - m_began, message.body});
    }

    std::vector<SampledMessage> messages;

private:
    const Timeline& m_timeline;
    Instant m_began;
};

const JsonNode* nodeAt(const JsonNode& root, std::string_view pointer) {
    const JsonNode* node = &root;
    while (node && !pointer.empty()) node = twins::childOf(*node, twins::takeToken(pointer));
    return node;
}

} // namespace

std::vector<SampledMessage> sampleTraffic(const Scenario& scenario, std::size_t line, const std::string& device,
                                          const Recordings& recordings, std::uint64_t seed, Duration span,
                                          std::size_t most) {
    Timeline timeline(scenario.start);
    Collector collector(timeline, scenario.start);
    const Random stream = lineStreams(scenario.traffic, Random(seed))[line];
    Fleet fleet(scenario.traffic[line], {device}, recordings, stream, timeline, collector);
    fleet.start();
    while (collector.messages.size() < most && timeline.step(scenario.start + span)) {
    }
    return std::move(collector.messages);
}

std::vector<std::pair<double, double>> numbersAt(const std::vector<SampledMessage>& messages,
                                                 std::string_view pointer) {
    std::vector<std::pair<double, double>> numbers;
    for (const SampledMessage& message : messages) {
        const auto document = JsonDocument::parse(message.body, {});
        const JsonNode* node = document ? nodeAt(document->root(), pointer) : nullptr;
        if (node && node->isNumber()) numbers.emplace_back(toSeconds(message.at), node->number());
    }
    return numbers;
}

} // namespace twinflow::simulation
