// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/example_events.h"

#include "deployment/services.h"
#include "engine/sandbox.h"
#include "simulation/model_payload.h"
#include "simulation/payload.h"
#include "twins/json_pointer.h"

#include <map>
#include <set>

namespace twinflow::engine {

namespace {

Instant startOf(const deployment::Deployment& deployment) {
    const auto* scenario = deployment::defaultScenario(deployment);
    return scenario ? scenario->start : Instant{};
}

/// Makes changes; those that the graph refuses tell nothing, and so there is no example of them.
class Maker {
public:
    Maker(const deployment::Deployment& deployment, std::uint64_t seed)
        : m_sandbox(deployment, seed, startOf(deployment))
        , m_random(seed) {}

    std::vector<ExampleEvent> make() {
        const auto twins = firstTwins();
        for (std::uint32_t i = 0; i < m_sandbox.models.size() && m_sandbox.shelf.events().size() < kMostExamples; ++i) {
            const auto found = twins.find(i);
            ofModel(ModelIndex{i}, found == twins.end() ? std::string() : found->second);
        }
        ofRelationships();
        std::vector<ExampleEvent> examples;
        for (const events::EventRef& event : m_sandbox.shelf.events()) {
            if (examples.size() == kMostExamples) break;
            ExampleEvent example{std::string(m_sandbox.dress.type(*event)),
                                 std::string(m_sandbox.texts.text(event->twin)),
                                 std::string(m_sandbox.dress.body(*event)),
                                 {}};
            m_sandbox.dress.appendCloudEvent(example.cloudEvent, *event);
            examples.push_back(std::move(example));
        }
        return examples;
    }

private:
    std::map<std::uint32_t, std::string> firstTwins() const {
        std::map<std::uint32_t, std::string> first;
        for (const TwinIndex index : m_sandbox.graph.twins()) {
            const twins::Twin& twin = m_sandbox.graph.twin(index);
            first.emplace(twin.model.value, m_sandbox.graph.text(twin.id));
        }
        return first;
    }

    /// A new name for what is created and deleted again.
    std::string exampleName(const std::string& model) const {
        const std::size_t end = model.rfind(';');
        const std::size_t begin = model.rfind(':', end);
        std::string name = "example-" + model.substr(begin + 1, end - begin - 1);
        while (m_sandbox.graph.find(name)) name += "-2";
        return name;
    }

    void ofModel(ModelIndex model, std::string twin) {
        const std::string& id = m_sandbox.models.at(model).id;
        const std::string example = exampleName(id);
        const auto body = JsonDocument::parse(R"({"$metadata":{"$model":")" + id + R"("}})", "example");
        const bool isMade = body && m_sandbox.graph.putTwin(example, body->root()).has_value();
        if (twin.empty() && isMade) twin = example;
        if (!twin.empty()) measure(model, twin);
        if (isMade) static_cast<void>(m_sandbox.graph.deleteTwin(example));
    }

    /// What a device of the model would bring: an update of the properties, and the whole message as telemetry.
    void measure(ModelIndex model, const std::string& twin) {
        const auto members = simulation::modelPayload(m_sandbox.models, model);
        if (members.empty()) return;
        const simulation::Recordings none;
        simulation::PayloadMaker maker(members, none, std::chrono::seconds(10));
        std::vector<double> state(maker.stateSize());
        maker.begin(state, m_random);
        std::string message;
        const Instant now = m_sandbox.timeline.now();
        maker.append(message, state, m_random, {now, {}, now});
        const auto document = JsonDocument::parse(message, "example");
        if (!document) return;
        twins::Patch patch;
        for (const models::Slot& slot : m_sandbox.models.layout(model).slots) {
            const JsonNode* node = nodeAt(document->root(), slot.path);
            if (node) patch.push_back({twins::PatchOp::add, {slot.path, m_sandbox.texts}, node->value()});
        }
        if (!patch.empty()) static_cast<void>(m_sandbox.graph.patchTwin(twin, patch));
        if (const auto sender = m_sandbox.graph.find(twin))
            static_cast<void>(m_sandbox.graph.publishMessage(*sender, message));
    }

    static const JsonNode* nodeAt(const JsonNode& root, std::string_view path) {
        const JsonNode* node = &root;
        while (node && !path.empty()) node = twins::childOf(*node, twins::takeToken(path));
        return node;
    }

    void ofRelationships() {
        std::set<std::string, std::less<>> told;
        for (const RelationshipIndex index : m_sandbox.graph.relationships()) {
            const twins::Relationship& relationship = m_sandbox.graph.relationship(index);
            if (!told.emplace(m_sandbox.graph.text(relationship.name)).second) continue;
            std::string body;
            m_sandbox.graph.appendRelationship(body, index);
            const std::string source(m_sandbox.graph.text(m_sandbox.graph.twin(relationship.source).id));
            const std::string id(m_sandbox.graph.text(relationship.id));
            const auto document = JsonDocument::parse(body, "example");
            if (!document) continue;
            update(source, id, relationship);
            if (!m_sandbox.graph.deleteRelationship(source, id)) continue;
            static_cast<void>(m_sandbox.graph.putRelationship(source, id, document->root()));
        }
    }

    /// Its properties once more, as they are: what a client does that writes without reading.
    void update(const std::string& source, const std::string& id, const twins::Relationship& relationship) {
        twins::Patch patch;
        for (const auto& property : relationship.properties) {
            const std::string path = "/" + std::string(m_sandbox.graph.text(property.first));
            patch.push_back({twins::PatchOp::add, {path, m_sandbox.texts}, property.second});
        }
        if (!patch.empty()) static_cast<void>(m_sandbox.graph.patchRelationship(source, id, patch));
    }

    Sandbox m_sandbox;
    Random m_random;
};

} // namespace

std::vector<ExampleEvent> exampleEvents(const deployment::Deployment& deployment, std::uint64_t seed) {
    return Maker(deployment, seed).make();
}

} // namespace twinflow::engine
