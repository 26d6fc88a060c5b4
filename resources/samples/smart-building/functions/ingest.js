// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Device messages into the graph. Also watches the thermostats: a room that gets too warm opens an incident, one that has
// cooled down closes it.

// What each kind of device sends, and where in its twin it goes. The kind is the part of the device id before the first "-".
const PATHS = {
    thermostat: { temperature: "/temperature", humidity: "/humidity", battery: "/battery/voltage" },
    light: { state: "/on", brightness: "/brightness", power: "/power" },
    meter: { energy: "/energy", power: "/power" },
    ahu: { supplyTemperature: "/supplyTemperature", airFlow: "/airFlow" },
};

const TOO_WARM = 24;       // degrees Celsius: opens an incident
const COOL_AGAIN = 23.5;   // closes it; lower, so that noise around the limit does not open and close

// Script variables live as long as the run.
const roomOf = {};         // thermostat -> room
const incidentIn = {};     // room -> id of its open incident
const incidentsOf = {};    // room -> how many it has had

function run(context, event) {
    const device = event.data.systemProperties["iothub-connection-device-id"];
    const body = event.data.body;
    if (body === null || typeof body !== "object") {
        // Base64 text: the hub could not read the body as JSON. Trying again would not help, so it is logged and let go.
        context.log("Unreadable message from " + device);
        return;
    }
    const kind = device.split("-")[0];
    const paths = PATHS[kind] || {};
    const patch = [];
    for (const member of Object.keys(paths)) {
        if (!(member in body)) continue;
        const value = member === "state" ? body.state === "on" : body[member];
        // "add" sets a property whether or not it was set before; "replace" would fail the first time.
        patch.push({ op: "add", path: paths[member], value: value });
    }
    if (patch.length > 0) context.twins.updateDigitalTwin(device, patch);
    if (kind === "thermostat" && "temperature" in body) watch(context, event, device, body.temperature);
}

function watch(context, event, thermostat, temperature) {
    const room = roomOf[thermostat] || (roomOf[thermostat] = hostOf(context, thermostat));
    if (!room) return;
    if (temperature > TOO_WARM && !incidentIn[room]) open(context, event, thermostat, room, temperature);
    if (temperature < COOL_AGAIN && incidentIn[room]) close(context, room);
}

function hostOf(context, thermostat) {
    const host = context.twins.listIncomingRelationships(thermostat).find(link => link.$relationshipName === "hosts");
    return host ? host.$sourceId : "";
}

// A twin, a relationship and a telemetry message: each is an event of its own kind, and each has its route. What is remembered
// is remembered last: if a call fails, the message comes again and writes the same twin under the same id.
function open(context, event, thermostat, room, temperature) {
    const number = (incidentsOf[room] || 0) + 1;
    const incident = room + "-incident-" + number;
    context.twins.upsertDigitalTwin(incident, {
        $metadata: { $model: "dtmi:twinflow:building:Incident;1" },
        kind: "overheating",
        room: room,
        temperature: temperature,
        limit: TOO_WARM,
        openedAt: context.now,
    });
    context.twins.upsertRelationship(incident, incident + "-concerns", {
        $relationshipName: "concerns",
        $targetId: room,
        since: context.now,
    });
    context.twins.publishTelemetry(thermostat, { overheat: { temperature: temperature, limit: TOO_WARM } }, event.id);
    incidentIn[room] = incident;
    incidentsOf[room] = number;
}

// A twin can only be deleted when no relationship is left.
function close(context, room) {
    const incident = incidentIn[room];
    context.twins.deleteRelationship(incident, incident + "-concerns");
    context.twins.deleteDigitalTwin(incident);
    delete incidentIn[room];
}
