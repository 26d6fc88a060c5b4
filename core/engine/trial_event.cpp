// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/trial_event.h"

namespace twinflow::engine {

namespace {

using events::EventType;

std::string_view textAt(const JsonNode& node, std::string_view name) {
    const JsonNode* member = node.find(name);
    return member && member->isString() ? std::string_view(member->text) : std::string_view();
}

/// <twin>, <twin>/relationships/<id>; of telemetry the twin stands in the source, the component here.
void readNames(events::Event& event, const JsonNode& cloudEvent, Interner& texts) {
    const std::string_view subject = textAt(cloudEvent, "subject");
    if (event.type == EventType::telemetry) {
        const std::string_view source = textAt(cloudEvent, "source");
        event.twin = texts.intern(source.substr(source.rfind('/') + 1));
        if (!subject.empty()) event.component = texts.intern(subject);
        return;
    }
    constexpr std::string_view kBetween = "/relationships/";
    const std::size_t at = subject.find(kBetween);
    event.twin = texts.intern(subject.substr(0, at));
    if (at != std::string_view::npos) event.relationship = texts.intern(subject.substr(at + kBetween.size()));
}

std::string_view modelOf(const JsonNode& cloudEvent, const JsonNode& data) {
    if (const std::string_view schema = textAt(cloudEvent, "dataschema"); !schema.empty()) return schema;
    const JsonNode* metadata = data.find("$metadata");
    return metadata ? textAt(*metadata, "$model") : textAt(data, "modelId");
}

} // namespace

Result<events::EventRef> eventFrom(const JsonNode& cloudEvent, Sandbox& sandbox) {
    const auto type = events::findType(textAt(cloudEvent, "type"));
    const JsonNode* data = cloudEvent.find("data");
    if (!type || !data) {
        return refuse(
            fault("engine-trial-event", "This is no event of a twin graph.")
                .withHint(say("Take an event as the twin service tells it, a CloudEvent with type and data.")));
    }
    const auto time = parseInstant(textAt(cloudEvent, "time"));
    if (!time) return refuse(time.error());
    auto [ref, event] = sandbox.pool.take();
    event->type = *type;
    event->number = 1;
    event->cause = Sandbox::kChain;
    event->time = *time;
    event->origin = *time;
    readNames(*event, cloudEvent, sandbox.texts);
    if (const auto model = sandbox.models.find(modelOf(cloudEvent, *data))) event->model = *model;
    if (event->type == EventType::telemetry) event->messageId = textAt(cloudEvent, "id");
    const JsonNode* patch = event->isUpdate() ? data->find("patch") : nullptr;
    if (patch) {
        auto read = twins::parsePatch(*patch, sandbox.texts);
        if (!read) return refuse(read.error());
        event->patch = std::move(*read);
    } else {
        data->appendJson(event->body);
    }
    return ref;
}

} // namespace twinflow::engine
