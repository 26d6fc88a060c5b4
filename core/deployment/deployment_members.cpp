// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/deployment_members.h"

#include "deployment/endpoint_members.h"

namespace twinflow::deployment {

namespace {

using namespace std::chrono_literals;
using delivery::Policy;
using downstream::AnswerSettings;
using downstream::CaptureEncoding;
using downstream::CaptureSettings;
using downstream::DownstreamKind;
using downstream::DownstreamSettings;
using downstream::Handshake;
using downstream::HistorySettings;
using endpoints::BusEntity;
using endpoints::EndpointKind;
using endpoints::EndpointSettings;
using endpoints::EventGridSchema;
using endpoints::HubTier;
using endpoints::SessionIds;
using functions::FunctionKind;
using functions::FunctionSettings;
using functions::MappingRule;
using functions::RetrySettings;
using functions::RetryStrategy;
using functions::ScriptLimits;
using ingress::CloudToDeviceSettings;
using ingress::DeviceStatus;
using ingress::Enrichment;
using ingress::HubRoute;
using ingress::HubSettings;
using ingress::MessageAnswer;
using ingress::RouteSource;
using routes::RouteSettings;
using simulation::ConnectsWhen;
using simulation::DeviceBehaviour;
using simulation::DeviceMethod;
using simulation::InitialTwin;

template <typename T, typename Kind>
std::function<bool(const T&)> ofKind(Kind kind) {
    return [kind](const T& thing) { return thing.kind == kind; };
}

const Members<TwinsSettings>& twinsMembers() {
    static const Members<TwinsSettings> table = [] {
        Members<TwinsSettings> members("The twins");
        members.text("name", &TwinsSettings::name, "Name of the instance: 3 to 63 letters, digits and hyphens.");
        members.text("host", &TwinsSettings::host, "Host name of the instance, the source of its events.");
        members.textList("decommissioned", &TwinsSettings::decommissioned,
                         "DTMIs of decommissioned models: their twins live on, but no new one can be made.");
        members.flag("rateLimits", &TwinsSettings::rateLimits,
                     "Calls of functions beyond the service's rates (10 writes a second to one twin, 1000 patches and "
                     "1000 reads, 500 creations and deletions) get a 429. Off: they are only counted.");
        return members;
    }();
    return table;
}

const Members<DeviceMethod>& methodMembers() {
    static const Members<DeviceMethod> table = [] {
        Members<DeviceMethod> members("A direct method");
        members.text("name", &DeviceMethod::name, "Name of the method.").required();
        members.integer("status", &DeviceMethod::status, 0, 999, "What the device answers: 200 by custom for success.");
        members.json("payload", &DeviceMethod::payload, false, "The answer's payload, any JSON value.");
        members.duration("after", &DeviceMethod::after, 0s, 1h, "How long the device takes to answer.");
        return members;
    }();
    return table;
}

const Members<InitialTwin>& initialTwinMembers() {
    static const Members<InitialTwin> table = [] {
        Members<InitialTwin> members("A device twin");
        members.json("tags", &InitialTwin::tags, true, "The tags, as an object.");
        members.json("desired", &InitialTwin::desired, true, "The desired properties, as an object.");
        members.json("reported", &InitialTwin::reported, true, "What a device reports when it connects.");
        return members;
    }();
    return table;
}

const Members<DeviceBehaviour>& behaviourMembers() {
    static const Members<DeviceBehaviour> table = [] {
        using B = DeviceBehaviour;
        Members<B> members("The behaviour of devices");
        members.choice<ConnectsWhen>("connects", &B::connects,
                                     {{"whenSending", ConnectsWhen::sending}, {"atStart", ConnectsWhen::started}},
                                     "When a device connects: with its first message, or as soon as it is there.");
        members.choice<MessageAnswer>("cloudToDevice", &B::cloudToDevice,
                                      {{"complete", MessageAnswer::complete},
                                       {"reject", MessageAnswer::reject},
                                       {"abandon", MessageAnswer::abandon},
                                       {"ignore", MessageAnswer::none}},
                                      "What a device does with each message from the cloud.");
        members.flag("appliesDesired", &B::appliesDesired,
                     "Whether a device reports desired properties with the values that are wished.");
        members.object("twin", &B::twin, initialTwinMembers(), "What the hub's twins of the devices begin with.");
        members.list("methods", &B::methods, methodMembers(), "Direct methods that the devices have.");
        return members;
    }();
    return table;
}

const Members<DeviceGroup>& deviceMembers() {
    static const Members<DeviceGroup> table = [] {
        Members<DeviceGroup> members("A group of devices");
        members.text("name", &DeviceGroup::name, "Name of the group; scenarios refer to it.").required();
        members.text("hub", &DeviceGroup::hub, "The hub that the devices send to.").required();
        members.text("twinsOf", &DeviceGroup::twinsOf,
                     "DTMI of a model: one device for each twin of exactly this model, named as the twin.");
        members.text("idPrefix", &DeviceGroup::idPrefix,
                     "Without twinsOf: ids are this prefix and a number from 1 to count.");
        members.integer("count", &DeviceGroup::count, 0, 1'000'000, "Without twinsOf: how many devices there are.");
        members.choice<DeviceStatus>(
            "status", &DeviceGroup::status, {{"enabled", DeviceStatus::enabled}, {"disabled", DeviceStatus::disabled}},
            "Whether the hub's registry lets the devices connect; messages of disabled ones are refused.");
        members.text("statusReason", &DeviceGroup::statusReason, "Why, in at most 128 characters.");
        members.text("modelId", &DeviceGroup::modelId,
                     "DTMI that the devices announce when they connect; messages carry it as dt-dataschema.");
        members.duration("registerAfter", &DeviceGroup::registered, 0s, 24h * 365,
                         "When the devices are registered, counted from the start; without it they are there before.");
        members.duration("removeAfter", &DeviceGroup::removed, 0s, 24h * 365,
                         "When they are removed from the registry, counted from the start; without it they stay.");
        members.object("behaviour", &DeviceGroup::behaviour, behaviourMembers(),
                       "What the devices do when the cloud talks to them.");
        return members;
    }();
    return table;
}

const Members<Policy>& retryMembers() {
    static const Members<Policy> table = [] {
        Members<Policy> members("A retry policy", Policy::eventGrid());
        members.durations("ladder", &Policy::ladder, 0s, 24h * 365,
                          "Waits before the second, third, … attempt; the last repeats.");
        members.duration("timeToLive", &Policy::timeToLive, 1s, 24h * 365,
                         "How long an event is tried before it is given up.");
        members.integer("maxAttempts", &Policy::maxAttempts, 1, 1000,
                        "How often an event is tried before it is given up.");
        return members;
    }();
    return table;
}

const Members<HubRoute>& hubRouteMembers() {
    static const Members<HubRoute> table = [] {
        Members<HubRoute> members("A route of a hub");
        members.text("name", &HubRoute::name, "Name of the route.").required();
        members.choice<RouteSource>("source", &HubRoute::source,
                                    {{"DeviceMessages", RouteSource::deviceMessages},
                                     {"TwinChangeEvents", RouteSource::twinChangeEvents},
                                     {"DeviceLifecycleEvents", RouteSource::deviceLifecycleEvents},
                                     {"DeviceConnectionStateEvents", RouteSource::deviceConnectionStateEvents}},
                                    "Which messages it is for.");
        members.text("condition", &HubRoute::condition, "Which of them it takes, in the IoT Hub query language.");
        members
            .text("endpoint", &HubRoute::endpoint,
                  "Where they go: events or eventgrid, which are built in, or a function or storage.")
            .required();
        members.flag("enabled", &HubRoute::enabled, "Whether the route is looked at.");
        return members;
    }();
    return table;
}

const Members<Enrichment>& enrichmentMembers() {
    static const Members<Enrichment> table = [] {
        Members<Enrichment> members("An enrichment");
        members.text("key", &Enrichment::key, "Name of the application property that is stamped.").required();
        members
            .text("value", &Enrichment::value,
                  "A text, $iothubname, or a place in the device's twin such as $twin.tags.floor.")
            .required();
        members.textList("endpoints", &Enrichment::endpoints, "The endpoints whose messages are stamped.");
        return members;
    }();
    return table;
}

const Members<CloudToDeviceSettings>& cloudToDeviceMembers() {
    static const Members<CloudToDeviceSettings> table = [] {
        using C = CloudToDeviceSettings;
        Members<C> members("The messages to devices");
        members.duration("timeToLive", &C::timeToLive, 1min, 48h, "How long a message waits that says nothing else.");
        members.integer("maxDeliveryCount", &C::maxDeliveryCount, 1, 100,
                        "How often a device may abandon a message before it is given up.");
        return members;
    }();
    return table;
}

const Members<HubSettings>& hubMembers() {
    static const Members<HubSettings> table = [] {
        Members<HubSettings> members("A hub");
        members.text("name", &HubSettings::name, "Name of the hub.").required();
        members.object("retry", &HubSettings::retry, retryMembers(),
                       "How messages are brought to the coupled functions.");
        members.integer("partitions", &HubSettings::partitions, 1, 128,
                        "Partitions of its Event Hub-compatible endpoints.");
        members.list("routes", &HubSettings::routes, hubRouteMembers(),
                     "Where messages go instead of the built-in endpoint.");
        members.flag("fallbackRoute", &HubSettings::fallbackRoute,
                     "Whether messages that no route takes go to the built-in endpoint.");
        members.list("enrichments", &HubSettings::enrichments, enrichmentMembers(),
                     "Application properties that the hub stamps on messages.");
        members.object("cloudToDevice", &HubSettings::cloudToDevice, cloudToDeviceMembers(),
                       "Messages from the cloud to devices.");
        return members;
    }();
    return table;
}

const Members<MappingRule>& mappingMembers() {
    static const Members<MappingRule> table = [] {
        Members<MappingRule> members("A line of a mapping");
        members.text("from", &MappingRule::from, "JSON pointer into the message, for example /temperature.").required();
        members.text("to", &MappingRule::to, "JSON pointer into the twin, for example /motor/current.").required();
        members.number("scale", &MappingRule::scale, "Numbers are multiplied by it.");
        members.number("offset", &MappingRule::offset, "Added to numbers after scaling.");
        members.text("fromUnit", &MappingRule::fromUnit,
                     "The unit in which numbers come, after scale and offset, for example degreeFahrenheit.");
        members.text("toUnit", &MappingRule::toUnit,
                     "The unit to which they are converted, for example degreeCelsius.");
        return members;
    }();
    return table;
}

const Members<ScriptLimits>& limitsMembers() {
    static const Members<ScriptLimits> table = [] {
        Members<ScriptLimits> members("A script's limits");
        members.integer("memoryMb", &ScriptLimits::memoryMb, 16, 16384,
                        "Megabytes that the script may hold, and that one call may add.");
        members.integer("outputKb", &ScriptLimits::outputKb, 1, 1'048'576,
                        "Kilobytes that one call may hand to services.");
        members.integer("logKb", &ScriptLimits::logKb, 1, 65536, "Kilobytes that one call may log.");
        members.integer("calls", &ScriptLimits::calls, 1, 1'000'000, "Calls to services in one call.");
        return members;
    }();
    return table;
}

const Members<RetrySettings>& functionRetryMembers() {
    static const Members<RetrySettings> table = [] {
        using R = RetrySettings;
        Members<R> members("A function's retry policy");
        members
            .choice<RetryStrategy>(
                "strategy", &R::strategy,
                {{"fixedDelay", RetryStrategy::fixedDelay}, {"exponentialBackoff", RetryStrategy::exponentialBackoff}},
                "How long it waits between two attempts.")
            .required();
        members.integer("maxRetryCount", &R::maxRetryCount, 0, 100'000, "After so many retries an event is given up.");
        members.duration("delayInterval", &R::delayInterval, 0s, 24h, "The wait before each retry.")
            .onlyFor("fixed delays", [](const R& retry) { return retry.strategy == RetryStrategy::fixedDelay; });
        const auto backsOff = [](const R& retry) { return retry.strategy == RetryStrategy::exponentialBackoff; };
        members.duration("minimumInterval", &R::minimumInterval, 1ms, 24h, "The first wait; each is twice the last.")
            .onlyFor("exponential backoff", backsOff);
        members.duration("maximumInterval", &R::maximumInterval, 1ms, 24h, "The longest wait.")
            .onlyFor("exponential backoff", backsOff);
        return members;
    }();
    return table;
}

const Members<FunctionSettings>& functionMembers() {
    static const Members<FunctionSettings> table = [] {
        const auto script = ofKind<FunctionSettings>(FunctionKind::script);
        Members<FunctionSettings> members("A function");
        members.text("name", &FunctionSettings::name, "Name of the function.").required();
        members
            .choice<FunctionKind>("kind", &FunctionSettings::kind,
                                  {{"script", FunctionKind::script}, {"mapping", FunctionKind::mapping}},
                                  "A JavaScript file, or a list of what goes where.")
            .required();
        members.text("file", &FunctionSettings::file, "The script, relative to the project folder.")
            .onlyFor("scripts", script);
        members.text("entry", &FunctionSettings::entry, "The function in the script that is called.")
            .onlyFor("scripts", script);
        members.duration("timeout", &FunctionSettings::timeout, 1ms, 1h, "Real time that one call may take.")
            .onlyFor("scripts", script);
        members.texts("settings", &FunctionSettings::environment, "What the script reads as process.env. No secrets.")
            .onlyFor("scripts", script);
        members.object("retry", &FunctionSettings::retry, functionRetryMembers(),
                       "How often it is called again with an event of an Event Hub on which it failed.");
        members.object("limits", &FunctionSettings::limits, limitsMembers(), "What a call may use besides time.")
            .onlyFor("scripts", script);
        members
            .list("mapping", &FunctionSettings::mapping, mappingMembers(),
                  "What of a device's message goes where in the twin of the same name.")
            .onlyFor("mappings", ofKind<FunctionSettings>(FunctionKind::mapping));
        members
            .flag("publishTelemetry", &FunctionSettings::publishTelemetry,
                  "Whether each message also goes out as telemetry of the twin, after the properties are written.")
            .onlyFor("mappings", ofKind<FunctionSettings>(FunctionKind::mapping));
        return members;
    }();
    return table;
}

const Members<EndpointSettings>& endpointMembers() {
    static const Members<EndpointSettings> table = [] {
        using E = EndpointSettings;
        const auto hub = ofKind<E>(EndpointKind::eventHub);
        const auto grid = ofKind<E>(EndpointKind::eventGrid);
        const auto bus = ofKind<E>(EndpointKind::serviceBus);
        const auto queue = [](const E& endpoint) { return endpoint.isQueue(); };
        const auto topic = [bus](const E& endpoint) { return bus(endpoint) && !endpoint.isQueue(); };
        Members<E> members("An endpoint");
        members.text("name", &E::name, "3 to 50 letters, digits and hyphens, not only digits, no hyphen at the ends.")
            .required();
        members
            .choice<EndpointKind>("kind", &E::kind,
                                  {{endpoints::kindName(EndpointKind::eventHub), EndpointKind::eventHub},
                                   {endpoints::kindName(EndpointKind::eventGrid), EndpointKind::eventGrid},
                                   {endpoints::kindName(EndpointKind::serviceBus), EndpointKind::serviceBus}},
                                  "The service behind the endpoint.")
            .required();
        members.integer("partitions", &E::partitions, 1, 32, "Number of partitions.").onlyFor("Event Hubs", hub);
        members.duration("retention", &E::retention, 1h, 24h * 90, "How long events are kept for readers.")
            .onlyFor("Event Hubs", hub);
        members
            .choice<HubTier>("tier", &E::tier, {{"basic", HubTier::basic}, {"standard", HubTier::standard}},
                             "Events of at most 256 KB and one consumer group, or of 1 MB and twenty.")
            .onlyFor("Event Hubs", hub);
        members
            .integer("throughputUnits", &E::throughputUnits, 0, 40,
                     "Each takes 1 MB or 1,000 events a second and gives 2 MB or 4,096; 0 for no limit.")
            .onlyFor("Event Hubs", hub);
        members
            .list("consumerGroups", &E::consumerGroups, consumerGroupMembers(),
                  "Groups that exist without a taker, too.")
            .onlyFor("Event Hubs", hub);
        members
            .choice<EventGridSchema>("schema", &E::schema,
                                     {{"EventGridSchema", EventGridSchema::eventGrid},
                                      {"CloudEventSchemaV1_0", EventGridSchema::cloudEvents}},
                                     "The envelope of its events.")
            .onlyFor("Event Grid topics", grid);
        members.object("retry", &E::retry, retryMembers(), "How events are brought to subscribers.")
            .onlyFor("Event Grid topics", grid);
        members
            .list("eventSubscriptions", &E::eventSubscriptions, eventSubscriptionMembers(),
                  "Subscriptions with settings; a taker without an entry gets one without.")
            .onlyFor("Event Grid topics", grid);
        members
            .choice<BusEntity>("entity", &E::entity, {{"topic", BusEntity::topic}, {"queue", BusEntity::queue}},
                               "A topic, to which routes may lead, or a queue, which topics forward to and functions "
                               "send to.")
            .onlyFor("Service Bus topics and queues", bus);
        members
            .integer("maxDeliveryCount", &E::maxDeliveryCount, 1, 2000,
                     "Deliveries of a message before it goes to the dead letters.")
            .onlyFor("Service Bus topics and queues", bus);
        members.duration("lockDuration", &E::lockDuration, 1s, 5min, "How long a reader may hold a message.")
            .onlyFor("Service Bus topics and queues", bus);
        members.duration("timeToLive", &E::timeToLive, 1s, 24h * 3650, "How long a message waits for a reader.")
            .onlyFor("Service Bus topics and queues", bus);
        members
            .integer("maxMessageKilobytes", &E::maxMessageKilobytes, 256, 102'400,
                     "What is larger is refused: 256 in the standard tier, up to 102400 in the premium one.")
            .onlyFor("Service Bus topics and queues", bus);
        members
            .choice<SessionIds>("sessionIds", &E::sessionIds, {{"none", SessionIds::none}, {"twin", SessionIds::twin}},
                                "The session of a message: none, as the twin service sends it, or its twin.")
            .onlyFor("Service Bus topics and queues", bus);
        members
            .flag("requiresDuplicateDetection", &E::requiresDuplicateDetection,
                  "Messages whose id came before within the window are dropped.")
            .onlyFor("Service Bus topics and queues", bus);
        members
            .duration("duplicateDetectionHistoryTimeWindow", &E::duplicateDetectionHistoryTimeWindow, 20s, 24h * 7,
                      "How long message ids are remembered.")
            .onlyFor("Service Bus topics and queues", bus);
        members
            .list("subscriptions", &E::subscriptions, topicSubscriptionMembers(),
                  "Subscriptions with settings; a taker without an entry gets one without.")
            .onlyFor("Service Bus topics", topic);
        members
            .object("reader", &E::reader, queueReaderMembers(),
                    "How a queue is read: what a topic has in each of its subscriptions.")
            .onlyFor("Service Bus queues", queue);
        members.text("deadLetter", &E::deadLetter, "The storage that keeps what could not be delivered.");
        return members;
    }();
    return table;
}

const Members<RouteSettings>& routeMembers() {
    static const Members<RouteSettings> table = [] {
        Members<RouteSettings> members("A route");
        members.text("name", &RouteSettings::name, "Name of the route.").required();
        members.text("endpoint", &RouteSettings::endpoint, "The endpoint that gets the events.").required();
        members.text("filter", &RouteSettings::filter, "Which events it lets pass; without a filter all.");
        return members;
    }();
    return table;
}

const Members<CaptureSettings>& captureMembers() {
    static const Members<CaptureSettings> table = [] {
        using C = CaptureSettings;
        Members<C> members("A capture");
        members.choice<CaptureEncoding>("encoding", &C::encoding,
                                        {{"Avro", CaptureEncoding::avro},
                                         {"AvroDeflate", CaptureEncoding::avroDeflate},
                                         {"Ndjson", CaptureEncoding::ndjson}},
                                        "What the files hold: the service's Avro records, or a CloudEvent a line.");
        members.duration("interval", &C::interval, 1min, 15min, "A file ends after so much time.");
        members.integer("sizeLimitInBytes", &C::sizeLimitInBytes, 10'485'760, 524'288'000,
                        "A file ends when it holds so much.");
        members.flag("skipEmptyArchives", &C::skipEmptyArchives, "No file for a window without events.");
        members.text("namespace", &C::eventHubNamespace, "The Event Hubs namespace that the files' names begin with.");
        members.text("archiveNameFormat", &C::archiveNameFormat,
                     "The files' names: {Namespace}, {EventHub}, {PartitionId}, {Year}, {Month}, {Day}, {Hour}, "
                     "{Minute} and {Second} in any order.");
        return members;
    }();
    return table;
}

const Members<AnswerSettings>& answerMembers() {
    static const Members<AnswerSettings> table = [] {
        using A = AnswerSettings;
        Members<A> members("The answers of a webhook");
        members.integer("statusCode", &A::statusCode, 200, 599, "What it answers.");
        members.duration("latency", &A::latency, 0s, 1h, "How long an answer takes; Event Grid waits 30 seconds.");
        members.number("failureRate", &A::failureRate, 0, 1, "The share of requests that get failureStatusCode.");
        members.integer("failureStatusCode", &A::failureStatusCode, 200, 599, "What those are answered.");
        members.choice<Handshake>("handshake", &A::handshake,
                                  {{"accepts", Handshake::accepts}, {"refuses", Handshake::refuses}},
                                  "What it says when Event Grid asks whether it wants events.");
        return members;
    }();
    return table;
}

const Members<HistorySettings>& historyMembers() {
    static const Members<HistorySettings> table = [] {
        using H = HistorySettings;
        Members<H> members("A data history");
        members.text("adxTableName", &H::adxTableName, "The table of property events.");
        members.text("adxTwinLifecycleEventsTableName", &H::adxTwinLifecycleEventsTableName,
                     "The table of twins created and deleted; empty: not kept.");
        members.text("adxRelationshipLifecycleEventsTableName", &H::adxRelationshipLifecycleEventsTableName,
                     "The table of relationships created and deleted; empty: not kept.");
        members.flag("recordPropertyAndItemRemovals", &H::recordPropertyAndItemRemovals,
                     "Removals are rows as well, told apart by the column Action.");
        return members;
    }();
    return table;
}

/// The styles of a feature state set, as the map service has them.
Json styleListSchema() {
    const Json number{{"type", {"number", "string"}}};
    const Json range{
        {"type", "object"},
        {"properties",
         {{"minimum", number}, {"maximum", number}, {"exclusiveMinimum", number}, {"exclusiveMaximum", number}}}};
    const Json rule{{"type", "object"},
                    {"properties", {{"range", range}, {"color", {{"type", "string"}}}}},
                    {"additionalProperties", {{"type", "string"}}}};
    const Json style{{"type", "object"},
                     {"properties",
                      {{"keyname", {{"type", "string"}}},
                       {"type", {{"type", "string"}, {"enum", {"boolean", "number", "string"}}}},
                       {"rules", {{"type", "array"}, {"items", rule}}}}},
                     {"required", {"keyname", "type", "rules"}}};
    return {{"type", "array"}, {"items", style}};
}

const Members<DownstreamSettings>& downstreamMembers() {
    static const Members<DownstreamSettings> table = [] {
        using D = DownstreamSettings;
        Members<D> members("A downstream service");
        members.text("name", &D::name, "Name of the service.").required();
        std::vector<std::pair<std::string_view, DownstreamKind>> kinds;
        for (const auto kind : {DownstreamKind::storage, DownstreamKind::timeSeries, DownstreamKind::map,
                                DownstreamKind::webhook, DownstreamKind::dataHistory}) {
            kinds.emplace_back(downstream::kindName(kind), kind);
        }
        members.choice<DownstreamKind>("kind", &D::kind, kinds, "What it is.").required();
        members.text("container", &D::container, "The blob container; without one the service's name.")
            .onlyFor("storages", ofKind<D>(DownstreamKind::storage));
        members.object("capture", &D::capture, captureMembers(), "How Event Hubs are captured into it.")
            .onlyFor("storages", ofKind<D>(DownstreamKind::storage));
        members.text("stateset", &D::stateset, "The feature state set that is updated.")
            .onlyFor("maps", ofKind<D>(DownstreamKind::map));
        members
            .foreignList("styles", &D::styles, styleListSchema(), "Which states the state set has, and their styles.")
            .onlyFor("maps", ofKind<D>(DownstreamKind::map));
        members.text("url", &D::url, "Where it posts to; a simulated one only records.")
            .onlyFor("webhooks", ofKind<D>(DownstreamKind::webhook));
        members.object("answers", &D::answers, answerMembers(), "How a simulated one answers.")
            .onlyFor("webhooks", ofKind<D>(DownstreamKind::webhook));
        members.object("history", &D::history, historyMembers(), "Which tables it keeps.")
            .onlyFor("data histories", ofKind<D>(DownstreamKind::dataHistory));
        return members;
    }();
    return table;
}

const Members<Coupling>& couplingMembers() {
    static const Members<Coupling> table = [] {
        Members<Coupling> members("A coupling");
        members.text("from", &Coupling::from, "The service that gives.").required();
        members.text("to", &Coupling::to, "The service that takes.").required();
        members.text("subscription", &Coupling::subscription,
                     "Consumer group or subscription behind an endpoint; without one the taker's name.");
        members.choice<HubReading>(
            "reads", &Coupling::reads,
            {{"messages", HubReading::simple}, {"events", HubReading::events}, {"eventgrid", HubReading::eventGrid}},
            "From a hub: messages of the built-in endpoint in the dress of Event Grid, the same "
            "in the dress of an Event Hub, or a subscription of the hub's Event Grid events.");
        members.textList("eventTypes", &Coupling::eventTypes,
                         "For eventgrid: Microsoft.Devices.DeviceTelemetry (which alone it is without this member), "
                         "DeviceConnected, DeviceDisconnected, DeviceCreated, DeviceDeleted.");
        return members;
    }();
    return table;
}

/// Later formats have higher numbers; this one is 1.
void checkVersion(const JsonNode& node, Reading& reading) {
    std::int64_t version = 0;
    if (node.asInteger(version) && version == 1) return;
    std::string given;
    node.appendJson(given);
    reading.say(
        fault("deployment-version", "This project has format {0}; format 1 is the one that is understood.", given)
            .withHint(say("Open it with a newer version of the program.")),
        node.offset);
}

} // namespace

const Members<Deployment>& deploymentMembers() {
    static const Members<Deployment> table = [] {
        using D = Deployment;
        Members<D> members("A deployment");
        members.constant("$schema", kSchemaId, {{"type", "string"}}, "The JSON Schema of this file, for editors.",
                         [](const JsonNode& node, Reading& reading) { reading.text(node, "$schema"); });
        members.constant("version", 1, {{"const", 1}}, "The version of this format.", checkVersion).required();
        members.text("name", &D::name, "The deployment's title.").required();
        members.text("description", &D::description, "What it is for, in a sentence or two.");
        members.object("twins", &D::twins, twinsMembers(), "The twin graph's instance.");
        members.list("devices", &D::devices, deviceMembers(), "Groups of devices.");
        members.list("hubs", &D::hubs, hubMembers(), "IoT Hubs.");
        members.list("functions", &D::functions, functionMembers(), "Code between services.");
        members.list("endpoints", &D::endpoints, endpointMembers(), "Where event routes may lead.");
        members.list("routes", &D::routes, routeMembers(), "Event routes from the twins to endpoints.");
        members.list("downstream", &D::downstream, downstreamMembers(), "What hangs behind endpoints and functions.");
        members.list("couplings", &D::couplings, couplingMembers(),
                     "Which service gives to which, event routes apart.");
        return members;
    }();
    return table;
}

} // namespace twinflow::deployment
