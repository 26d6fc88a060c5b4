// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A room's readings as feature states of the indoor map: {"featureId", "states": [{"keyName", "value", "eventTimestamp"}]}.

const SHOWN = { "/temperature": "temperature", "/humidity": "humidity" };
const featureOf = {}; // room -> feature id on the map

function run(context, event) {
    const states = [];
    for (const op of event.data.data.patch) {
        if (op.op === "remove" || !(op.path in SHOWN)) continue;
        // The map keeps a state only when it is later than the one it has.
        states.push({ keyName: SHOWN[op.path], value: op.value.toFixed(1), eventTimestamp: event.eventTime });
    }
    if (states.length === 0) return;
    const room = event.subject;
    const feature = featureOf[room] || (featureOf[room] = context.twins.getDigitalTwin(room).mapUnit);
    if (feature) context.send("floor-map", { featureId: feature, states: states });
}
