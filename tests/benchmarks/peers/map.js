// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A device message to the text of a twin's patch: with a plain function, with JSONata, or read only.
//     node map.js function|jsonata|parse TELEMETRY.ndjson [--messages N] [--repeat R]
'use strict';

const { argumentsOf, linesOf, timed } = require('./passes');

/** The same as the script of twinflow-bench functions does. A message in five has no current. */
function patchOf(body) {
    const readings = body.readings;
    const patch = [
        { op: 'replace', path: '/temperature', value: body.temperature },
        { op: 'replace', path: '/humidity', value: body.humidity }
    ];
    if (readings.current !== undefined)
        patch.push({ op: 'replace', path: '/power', value: Math.round(readings.voltage * readings.current) / 1000 });
    return { twin: body.deviceId.slice(4), patch };
}

const kExpression = `{
    "twin": $substringAfter(deviceId, 'dev-'),
    "patch": $append([
        { "op": "replace", "path": "/temperature", "value": temperature },
        { "op": "replace", "path": "/humidity", "value": humidity }
    ], $exists(readings.current)
        ? { "op": "replace", "path": "/power", "value": $round(readings.voltage * readings.current / 1000, 3) } : [])
}`;

function makeMapping(kind) {
    if (kind === 'function') return patchOf;
    if (kind === 'parse') return () => null;
    if (kind !== 'jsonata') throw new Error("The first argument is 'function', 'jsonata' or 'parse'.");
    const expression = require('jsonata')(kExpression);
    return body => expression.evaluate(body);
}

const { plain: [kind, telemetryFile], options } = argumentsOf(process.argv.slice(2), { messages: Infinity, repeat: 3 });
const lines = linesOf(telemetryFile, options.messages);
const mapping = makeMapping(kind);

function pass() {
    let bytes = 0;
    for (const line of lines) bytes += JSON.stringify(mapping(JSON.parse(line))).length;
    return bytes;
}

async function passWaiting() {
    let bytes = 0;
    for (const line of lines) bytes += JSON.stringify(await mapping(JSON.parse(line))).length;
    return bytes;
}

/** Over the patches' values, as twinflow-bench functions counts them; not within the clock. */
async function valuesOf() {
    let values = 0, sum = 0;
    for (const line of lines) {
        for (const { value } of (await mapping(JSON.parse(line)))?.patch ?? []) {
            ++values;
            sum += value;
        }
    }
    return { values, sum: Number(sum.toFixed(3)) };
}

async function main() {
    const settings = { passes: options.repeat, warmUps: 2, units: lines.length };
    const { last, perSecond } = await timed(settings, kind === 'jsonata' ? passWaiting : pass);
    console.log(JSON.stringify({ messages: lines.length, ...await valuesOf(), bytes: last, messagesPerSecond: perSecond }));
}

main();
