// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Overloads as orders for the control room. Behind Service Bus the telemetry is the message's body. When the control room
// does not answer, send() throws and Service Bus delivers again; after five deliveries it keeps the message as a dead letter.

function run(context, event) {
    const overload = event.body.overload;
    context.send("control-room", {
        line: event.applicationProperties["cloudEvents:source"].split("/").pop(),
        order: "shed load",
        reason: overload.current.toFixed(0) + " A on a line rated for " + overload.ratedCurrent + " A",
        sentAt: context.now,
    });
}
