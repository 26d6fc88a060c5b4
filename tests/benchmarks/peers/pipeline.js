// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Telemetry to queues in plain Node, as a function app would do it: a body is parsed, a twin patched, an update event
// built and matched, its text appended to a queue for each match.
//     node pipeline.js indexed|linear TELEMETRY.ndjson RULES.tsv [--messages N] [--repeat R]
// indexed: routes in maps by subject, floor and model, written by hand for the kinds of rules that there are: the best
// that can be had in JavaScript. linear: every route is a compiled function, and all are tried in turn.
'use strict';

const { argumentsOf, linesOf, rulesOf, timed } = require('./passes');

const { plain: [mode, telemetryFile, rulesFile], options } =
    argumentsOf(process.argv.slice(2), { messages: Infinity, repeat: 3 });
if (mode !== 'indexed' && mode !== 'linear') throw new Error("The first argument is 'indexed' or 'linear'.");

const kQueues = 8;
const kQueueRoom = 65536;
const kFloorLength = 'b0000-f00-'.length;

const padded = (number, digits) => String(number).padStart(digits, '0');

function makeTwins() {
    const twins = new Map();
    for (let i = 0; i < 100000; ++i) {
        const id = `b${padded(Math.floor(i / 100), 4)}-f${padded(Math.floor(i / 10) % 10, 2)}-t${padded(i % 10, 2)}`;
        twins.set(id, {
            $dtId: id, $metadata: { $model: `dtmi:bench:Model${padded(i % 1000, 4)};1` },
            temperature: 0, humidity: 0, status: 'ok'
        });
    }
    return twins;
}

/** Calls take(rule) for the rules that may match an event. */
function makeFinder(rules) {
    if (mode === 'linear') return (event, take) => { for (const rule of rules) take(rule); };
    const bySubject = new Map(), byFloor = new Map(), byModel = new Map(), others = [];
    const put = (map, key, rule) => map.has(key) ? map.get(key).push(rule) : map.set(key, [rule]);
    for (const rule of rules) {
        const [subject] = rule.pattern.subject ?? [];
        if (typeof subject === 'string') put(bySubject, subject, rule);
        else if (subject?.prefix.length === kFloorLength) put(byFloor, subject.prefix, rule);
        else if (subject) others.push(rule);
        else put(byModel, rule.pattern.data.$metadata.$model[0], rule);
    }
    return (event, take) => {
        bySubject.get(event.subject)?.forEach(take);
        byFloor.get(event.subject.slice(0, kFloorLength))?.forEach(take);
        byModel.get(event.data.$metadata.$model)?.forEach(take);
        others.forEach(take);
    };
}

const lines = linesOf(telemetryFile, options.messages);
const rules = rulesOf(rulesFile);
const twins = makeTwins();
const find = makeFinder(rules);
const queues = Array.from({ length: kQueues }, () => []);

function pass() {
    let deliveries = 0;
    for (let i = 0; i < lines.length; ++i) {
        const body = JSON.parse(lines[i]);
        const twin = twins.get(body.deviceId.slice('dev-'.length));
        twin.temperature = body.temperature;
        twin.humidity = body.humidity;
        twin.status = body.status;
        const event = {
            specversion: '1.0', id: String(i), type: 'Microsoft.DigitalTwins.Twin.Update',
            source: 'bench.api.weu.digitaltwins.azure.net', subject: twin.$dtId, time: body.ts,
            datacontenttype: 'application/json', data: twin
        };
        const text = JSON.stringify(event);
        find(event, rule => {
            if (!rule.matches(event)) return;
            const queue = queues[rule.number % kQueues];
            if (queue.length >= kQueueRoom) queue.length = 0;
            queue.push(text);
            ++deliveries;
        });
    }
    return deliveries;
}

timed({ passes: options.repeat, warmUps: 2, units: lines.length }, pass).then(({ last, perSecond }) => {
    console.log(JSON.stringify({ rules: rules.length, messages: lines.length, deliveries: last, messagesPerSecond: perSecond }));
});
