// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Incidents as work orders for the help desk. Behind Service Bus the twin is the message's body, and what kind of event it
// was stands in the application properties. When the help desk does not answer, send() throws, and Service Bus delivers again.

const ACTIONS = {
    "Microsoft.DigitalTwins.Twin.Create": "open",
    "Microsoft.DigitalTwins.Twin.Delete": "close",
};

function run(context, event) {
    const action = ACTIONS[event.applicationProperties["cloudEvents:type"]];
    if (!action) return;
    const incident = event.body;
    context.send("helpdesk", {
        action: action,
        order: incident.$dtId,
        room: incident.room,
        reason: incident.kind + ": " + incident.temperature.toFixed(1) + " degrees Celsius, limit " + incident.limit,
        openedAt: incident.openedAt,
        sentAt: context.now,
    });
}
