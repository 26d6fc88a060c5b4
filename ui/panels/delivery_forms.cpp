// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Endpoints, what hangs behind them, and couplings: the way out.
#include "panels/service_forms.h"

#include "bridge/text.h"
#include "deployment/services.h"
#include "panels/binder.h"

namespace twinflow::ui {

using Words = FormWords;
using deployment::Deployment;
using endpoints::EndpointKind;
using endpoints::EndpointSettings;

namespace {

QStringList storages(const Deployment& deployment) {
    QStringList names;
    for (const auto& service : deployment.downstream) {
        if (service.kind == downstream::DownstreamKind::storage) names << text(service.name);
    }
    return names;
}

void addEventHub(const Binder<EndpointSettings>& bind) {
    bind.number(Words::tr("Partitions"), {1, 32}, &EndpointSettings::partitions);
    bind.duration(Words::tr("Retention"), &EndpointSettings::retention);
    bind.choice<endpoints::HubTier>(
        Words::tr("Tier"),
        {{endpoints::HubTier::basic, Words::tr("basic")}, {endpoints::HubTier::standard, Words::tr("standard")}},
        &EndpointSettings::tier);
    bind.number(Words::tr("Throughput units"), {0, 40, {}, Words::tr("no limit")}, &EndpointSettings::throughputUnits);
}

void addEventGrid(const Binder<EndpointSettings>& bind) {
    bind.choice<endpoints::EventGridSchema>(
        Words::tr("Schema"),
        {{endpoints::EventGridSchema::eventGrid, QStringLiteral("EventGridSchema")},
         {endpoints::EventGridSchema::cloudEvents, QStringLiteral("CloudEventSchemaV1_0")}},
        &EndpointSettings::schema);
    bind.duration(
        Words::tr("Time to live"), [](auto& endpoint) -> auto& { return endpoint.retry.timeToLive; });
    bind.number(
        Words::tr("Attempts"), {1, 30}, [](auto& endpoint) -> auto& { return endpoint.retry.maxAttempts; });
}

/// How a queue is read; a topic says it for each of its subscriptions, as text.
void addReader(const Binder<EndpointSettings>& bind) {
    bind.toggle(
        Words::tr("Read by sessions"), [](auto& endpoint) -> auto& { return endpoint.reader.requiresSession; });
    bind.toggle(
        Words::tr("Keep what expires"),
        [](auto& endpoint) -> auto& { return endpoint.reader.deadLetteringOnMessageExpiration; });
    bind.duration(
        Words::tr("Processing time"), [](auto& endpoint) -> auto& { return endpoint.reader.processingTime; });
    bind.number(
        Words::tr("At the same time"), {1, 1000},
        [](auto& endpoint) -> auto& { return endpoint.reader.maxConcurrentCalls; });
}

void addServiceBus(const Binder<EndpointSettings>& bind, bool isQueue) {
    bind.choice<endpoints::BusEntity>(
        Words::tr("Entity"),
        {{endpoints::BusEntity::topic, Words::tr("topic")}, {endpoints::BusEntity::queue, Words::tr("queue")}},
        &EndpointSettings::entity);
    bind.number(Words::tr("Deliveries"), {1, 2000}, &EndpointSettings::maxDeliveryCount,
                Words::tr("Then a message becomes a dead letter."));
    bind.duration(Words::tr("Lock"), &EndpointSettings::lockDuration, Words::tr("At most 5m."));
    bind.duration(Words::tr("Time to live"), &EndpointSettings::timeToLive);
    bind.choice<endpoints::SessionIds>(
        Words::tr("Sessions"),
        {{endpoints::SessionIds::none, Words::tr("none")}, {endpoints::SessionIds::twin, Words::tr("by twin")}},
        &EndpointSettings::sessionIds);
    bind.toggle(Words::tr("Duplicate detection"), &EndpointSettings::requiresDuplicateDetection);
    bind.duration(Words::tr("Its window"), &EndpointSettings::duplicateDetectionHistoryTimeWindow);
    if (isQueue) addReader(bind);
}

} // namespace

void fillEndpoint(Form& form, const FormContext& context, const ServiceRef& ref) {
    const Binder<EndpointSettings> bind(form, &Deployment::endpoints, ref.name);
    const auto* endpoint = bind.find(context.controller.deployment());
    if (!endpoint) return;
    const EndpointKind kind = endpoint->kind;
    form.title(text(ref.name), kind == EndpointKind::eventHub    ? Words::tr("Endpoint: Event Hub")
                               : kind == EndpointKind::eventGrid ? Words::tr("Endpoint: Event Grid topic")
                               : endpoint->isQueue()             ? Words::tr("Endpoint: Service Bus queue")
                                                                 : Words::tr("Endpoint: Service Bus topic"));
    addFindings(form, context, ref);
    form.section(Words::tr("Settings"));
    addNameField(form, context, ref);
    if (kind == EndpointKind::eventHub) addEventHub(bind);
    if (kind == EndpointKind::eventGrid) addEventGrid(bind);
    if (kind == EndpointKind::serviceBus) addServiceBus(bind, endpoint->isQueue());
    bind.reference(Words::tr("Dead letters"), storages, &EndpointSettings::deadLetter, Words::tr("not kept"),
                   Words::tr("The storage that keeps what is given up."));
    addLedger(form, context, ref);
}

void fillDownstream(Form& form, const FormContext& context, const ServiceRef& ref) {
    using downstream::DownstreamKind;
    using downstream::DownstreamSettings;
    const Binder<DownstreamSettings> bind(form, &Deployment::downstream, ref.name);
    const auto* service = bind.find(context.controller.deployment());
    if (!service) return;
    const auto title = [](DownstreamKind kind) {
        switch (kind) {
        case DownstreamKind::storage:
            return Words::tr("Storage");
        case DownstreamKind::timeSeries:
            return Words::tr("Time series");
        case DownstreamKind::map:
            return Words::tr("Map");
        case DownstreamKind::webhook:
            return Words::tr("Webhook");
        case DownstreamKind::dataHistory:
            return Words::tr("Data history");
        }
        return QString();
    };
    form.title(text(ref.name), title(service->kind));
    addFindings(form, context, ref);
    form.section(Words::tr("Settings"));
    addNameField(form, context, ref);
    switch (service->kind) {
    case DownstreamKind::storage:
        bind.text(Words::tr("Container"), &DownstreamSettings::container, Words::tr("Empty: the storage's name."));
        form.section(Words::tr("Capture of Event Hubs"));
        bind.choice<downstream::CaptureEncoding>(
            Words::tr("Encoding"),
            {{downstream::CaptureEncoding::avro, QStringLiteral("Avro")},
             {downstream::CaptureEncoding::avroDeflate, QStringLiteral("AvroDeflate")},
             {downstream::CaptureEncoding::ndjson, QStringLiteral("Ndjson")}},
            [](auto& s) -> auto& { return s.capture.encoding; });
        bind.duration(
            Words::tr("Interval"), [](auto& s) -> auto& { return s.capture.interval; }, Words::tr("1m to 15m."));
        bind.toggle(
            Words::tr("Skip empty archives"), [](auto& s) -> auto& { return s.capture.skipEmptyArchives; });
        break;
    case DownstreamKind::map:
        bind.text(Words::tr("State set"), &DownstreamSettings::stateset);
        break;
    case DownstreamKind::webhook:
        bind.text(Words::tr("Address"), &DownstreamSettings::url,
                  Words::tr("Simulated: it records what it would get."));
        form.section(Words::tr("How it answers"));
        bind.number(
            Words::tr("Status"), {100, 599}, [](auto& s) -> auto& { return s.answers.statusCode; });
        bind.duration(
            Words::tr("Latency"), [](auto& s) -> auto& { return s.answers.latency; });
        bind.number(
            Words::tr("Failure status"), {100, 599}, [](auto& s) -> auto& { return s.answers.failureStatusCode; });
        break;
    case DownstreamKind::dataHistory:
        bind.text(
            Words::tr("Properties"), [](auto& s) -> auto& { return s.history.adxTableName; },
            Words::tr("Name of the table."));
        bind.text(
            Words::tr("Twins"), [](auto& s) -> auto& { return s.history.adxTwinLifecycleEventsTableName; },
            Words::tr("Name of the table; empty: not kept."));
        bind.text(
            Words::tr("Relationships"),
            [](auto& s) -> auto& { return s.history.adxRelationshipLifecycleEventsTableName; },
            Words::tr("Name of the table; empty: not kept."));
        bind.toggle(
            Words::tr("Record removals"), [](auto& s) -> auto& { return s.history.recordPropertyAndItemRemovals; });
        break;
    case DownstreamKind::timeSeries:
        break;
    }
    addLedger(form, context, ref);
}

void fillCoupling(Form& form, const FormContext& context, const ServiceRef& ref) {
    form.title(text(ref.name) + QStringLiteral(" → ") + text(ref.to), Words::tr("Coupling"));
    addFindings(form, context, ref);
    if (deployment::findEndpoint(context.controller.deployment(), ref.name)) {
        form.section(Words::tr("Settings"));
        const auto find = [ref](auto& deployment) {
            auto* found = static_cast<decltype(&deployment.couplings.front())>(nullptr);
            for (auto& coupling : deployment.couplings) {
                if (coupling.from == ref.name && coupling.to == ref.to) found = &coupling;
            }
            return found;
        };
        form.textField(
            Words::tr("Subscription"),
            [find](const Deployment& deployment) -> std::optional<QString> {
                const auto* coupling = find(deployment);
                return coupling ? std::optional(text(coupling->subscription)) : std::nullopt;
            },
            [find](Deployment& deployment, const QString& put) {
                if (auto* coupling = find(deployment)) coupling->subscription = utf8(put);
            },
            Words::tr("Consumer group or subscription. Empty: named after the taker."));
    }
    addLedger(form, context, ref);
}

} // namespace twinflow::ui
