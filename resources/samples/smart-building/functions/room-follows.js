// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A thermostat's readings become those of the room that hosts it. The write is an event again and comes round through the
// route of the rooms, not through the one that feeds this function: its filter wants thermostats only.

const FOLLOWED = ["/temperature", "/humidity"];
const roomOf = {}; // thermostat -> room

function run(context, event) {
    const readings = event.data.data.patch.filter(op => op.op !== "remove" && FOLLOWED.includes(op.path));
    if (readings.length === 0) return;
    const room = roomOf[event.subject] || (roomOf[event.subject] = hostOf(context, event.subject));
    if (!room) return;
    context.twins.updateDigitalTwin(room, readings.map(op => ({ op: "add", path: op.path, value: op.value })));
}

function hostOf(context, thermostat) {
    const host = context.twins.listIncomingRelationships(thermostat).find(link => link.$relationshipName === "hosts");
    return host ? host.$sourceId : "";
}
