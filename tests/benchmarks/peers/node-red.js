// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Node-RED without its editor as a pipeline: telemetry text -> json -> function (a twin's update) -> switch with a rule
// a filter -> link -> function that counts.
//     node node-red.js SUBJECTS.tsv TELEMETRY.ndjson [--messages N] [--repeat R]
// Three things are done in its favour, as they would be in a flow made with care: at most 400 messages are under way (a
// burst halves the rate); a switch has at most 100 rules (it walks them by recursion, and 1000 overflow the stack); and
// prefixes are asked for with 'contains', which is the same on these subjects and faster than its regular expressions.
'use strict';

const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const RED = require('node-red');
const { argumentsOf, linesOf, timed } = require('./passes');

const kUnderWay = 400;
const kRulesOfSwitch = 100;

const { plain: [subjectsFile, telemetryFile], options } =
    argumentsOf(process.argv.slice(2), { messages: 20000, repeat: 3 });
const rules = linesOf(subjectsFile).map(line => line.split('\t'));
const lines = linesOf(telemetryFile, options.messages);
/** What the flow's functions see as the global 'bench'. The first rule takes every message: when it has seen all, a pass is over. */
const bench = { lines, first: 0, all: 0, underWay: kUnderWay, next: setImmediate, over: null };

function makeFlow() {
    const switches = [];
    for (let from = 0; from < rules.length; from += kRulesOfSwitch) {
        const part = rules.slice(from, from + kRulesOfSwitch);
        switches.push({
            id: 'switch' + from, type: 'switch', property: 'payload.subject', propertyType: 'msg', checkall: 'true',
            repair: false, outputs: part.length,
            rules: part.map(([kind, text]) => ({ t: kind === 'exact' ? 'eq' : 'cont', v: text, vt: 'str' })),
            wires: part.map((_, i) => [from + i === 0 ? 'firstOut' : 'otherOut'])
        });
    }
    const nodes = [
        { id: 'source', type: 'function', outputs: 1, wires: [['json']], func: `
            const bench = global.get('bench');
            let i = 0;
            const step = () => {
                const end = Math.min(i + 100, bench.lines.length, bench.first + bench.underWay);
                for (; i < end; ++i) node.send({ payload: bench.lines[i] });
                if (i < bench.lines.length) bench.next(step);
            };
            step();` },
        { id: 'json', type: 'json', property: 'payload', action: 'obj', wires: [['update']] },
        { id: 'update', type: 'function', outputs: 1, wires: [switches.map(each => each.id)], func: `
            const body = msg.payload;
            msg.payload = {
                type: 'Microsoft.DigitalTwins.Twin.Update', subject: body.deviceId.slice(4),
                data: { modelId: 'dtmi:bench:Model0001;1', patch: [
                    { op: 'replace', path: '/temperature', value: body.temperature },
                    { op: 'replace', path: '/humidity', value: body.humidity } ] }
            };
            return msg;` },
        ...switches,
        { id: 'firstOut', type: 'link out', mode: 'link', links: ['firstIn'], wires: [] },
        { id: 'otherOut', type: 'link out', mode: 'link', links: ['otherIn'], wires: [] },
        { id: 'firstIn', type: 'link in', links: ['firstOut'], wires: [['first']] },
        { id: 'otherIn', type: 'link in', links: ['otherOut'], wires: [['other']] },
        { id: 'first', type: 'function', outputs: 0, wires: [], func: `
            const bench = global.get('bench');
            ++bench.all;
            if (++bench.first === bench.lines.length) bench.over();
            return null;` },
        { id: 'other', type: 'function', outputs: 0, wires: [], func: "++global.get('bench').all; return null;" }
    ];
    // One without a position is taken for a configuration node.
    return [{ id: 'flow', type: 'tab', label: 'bench' }, ...nodes.map(node => ({ ...node, z: 'flow', x: 1, y: 1 }))];
}

async function main() {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'node-red-'));
    fs.writeFileSync(path.join(folder, 'flows.json'), JSON.stringify(makeFlow()));
    RED.init(http.createServer(), {
        userDir: folder, flowFile: 'flows.json', httpAdminRoot: false, httpNodeRoot: false, disableEditor: true,
        functionGlobalContext: { bench }, logging: { console: { level: 'error' } }, credentialSecret: false,
        telemetry: { enabled: false, updateNotification: false }
    });
    const started = new Promise(resolve => RED.events.once('flows:started', resolve));
    await RED.start();
    await started;
    const pass = async () => {
        bench.first = bench.all = 0;
        const over = new Promise(resolve => { bench.over = resolve; });
        RED.nodes.getNode('source').receive({});
        await over;
        return bench;
    };
    const { last, perSecond } = await timed({ passes: options.repeat, warmUps: 1, units: lines.length }, pass);
    await new Promise(resolve => setImmediate(resolve)); // the last message's other rules
    console.log(JSON.stringify({ rules: rules.length, messages: lines.length, deliveries: last.all, messagesPerSecond: perSecond }));
    fs.rmSync(folder, { recursive: true, force: true });
    process.exit(0);
}

main();
