// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The load of a line: the sum over its consumers. The consumers are read once; after that each change only moves the sum.
// Sums are whole watts: they never drift.

const lineOf = {}; // consumer -> { id, watts: { consumer: number }, sum, written }

function run(context, event) {
    for (const op of event.data.data.patch) {
        if (op.path === "/power" && op.op !== "remove") note(context, event.subject, op.value);
    }
}

function note(context, consumer, power) {
    const line = lineOf[consumer] || readLineOf(context, consumer);
    if (!line) return;
    const watts = Math.round(power * 1000);
    const sum = line.sum - (line.watts[consumer] || 0) + watts;
    if (sum !== line.written) context.twins.updateDigitalTwin(line.id, [{ op: "add", path: "/load", value: sum / 1000 }]);
    // Remembered when the write has worked.
    line.watts[consumer] = watts;
    line.sum = sum;
    line.written = sum;
}

function readLineOf(context, consumer) {
    const link = context.twins.listIncomingRelationships(consumer).find(each => each.$relationshipName === "supplies");
    if (!link) return null;
    const line = { id: link.$sourceId, watts: {}, sum: 0, written: null };
    for (const each of context.twins.listRelationships(line.id, "supplies")) lineOf[each.$targetId] = line;
    return line;
}
