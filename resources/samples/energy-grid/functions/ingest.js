// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Device messages into the graph. A line above its rated current says so once, and again only after it has come down.

// What each kind of device sends, and where in its twin it goes. The kind is the part of the device id before the first "-".
const METER = { power: "/power", energy: "/energy", voltage: "/voltage" };
const PATHS = {
    substation: { voltage: "/voltage", frequency: "/frequency" },
    line: { current: "/current", temperature: "/temperature" },
    home: METER,
    shop: METER,
    works: METER,
};

const CALM = 0.95; // of the rated current: below it, an overload is over

// Script variables live as long as the run.
const ratedOf = {};    // line -> ampere
const overloaded = {}; // line -> true

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
        if (member in body) patch.push({ op: "add", path: paths[member], value: body[member] });
    }
    if (body.sentAt) patch.push({ op: "add", path: "/lastSeen", value: body.sentAt });
    const changed = kind === "line" ? watch(context, device, body.current) : null;
    if (changed !== null) patch.push({ op: "add", path: "/overloaded", value: changed });
    if (patch.length > 0) context.twins.updateDigitalTwin(device, patch);
    if (changed === null) return;
    if (changed) {
        context.twins.publishTelemetry(device, { overload: { current: body.current, ratedCurrent: ratedOf[device] } }, event.id);
    }
    // Remembered last: if a call fails, the message comes again and finds the line as it was.
    overloaded[device] = changed;
}

// True or false when the line changes its state, else null.
function watch(context, line, current) {
    if (!(line in ratedOf)) ratedOf[line] = context.twins.getDigitalTwin(line).ratedCurrent;
    if (!overloaded[line] && current > ratedOf[line]) return true;
    if (overloaded[line] && current < CALM * ratedOf[line]) return false;
    return null;
}
