// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The average temperature of a floor's rooms. The rooms are read once; after that each change only moves a sum, so that a
// call costs the same however many rooms a floor has. Sums are whole hundredths of a degree: they never drift.

const floorOf = {}; // room -> { id, hundredths: { room: number }, sum, count, written }

function run(context, event) {
    for (const op of event.data.data.patch) {
        if (op.path === "/temperature" && op.op !== "remove") note(context, event.subject, op.value);
    }
}

function note(context, room, temperature) {
    const floor = floorOf[room] || readFloorOf(context, room);
    if (!floor) return;
    take(floor, room, temperature);
    const average = Math.round(floor.sum / floor.count);
    if (average === floor.written) return; // nothing that the twin could show
    context.twins.updateDigitalTwin(floor.id, [
        { op: "add", path: "/averageTemperature", value: average / 100 },
        { op: "add", path: "/roomsReporting", value: floor.count },
    ]);
    floor.written = average;
}

function take(floor, room, temperature) {
    const hundredths = Math.round(temperature * 100);
    if (room in floor.hundredths) {
        floor.sum -= floor.hundredths[room];
    } else {
        floor.count += 1;
    }
    floor.hundredths[room] = hundredths;
    floor.sum += hundredths;
}

function readFloorOf(context, room) {
    // Incidents point at rooms as well, so the name of the relationship matters.
    const parent = context.twins.listIncomingRelationships(room).find(link => link.$relationshipName === "contains");
    if (!parent) return null;
    const floor = { id: parent.$sourceId, hundredths: {}, sum: 0, count: 0, written: null };
    for (const link of context.twins.listRelationships(floor.id, "contains")) {
        const sibling = context.twins.getDigitalTwin(link.$targetId);
        if (typeof sibling.temperature === "number") take(floor, sibling.$dtId, sibling.temperature);
        floorOf[sibling.$dtId] = floor;
    }
    return floor;
}
