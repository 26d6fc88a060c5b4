// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ./dev bench: product and peer in turn, A B A B …, and a table with what was wanted.
//     node run.js [--pairs N] [NAME…]
// Exit status: 0 measured, whether targets were met or not and peers that cannot be run left out; 1 something gave a
// wrong result, or a workload could not be measured; 2 wrong use.
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { LeftOut, NotMeasured, Wrong, execute, kRoot } = require('./commands');
const { head, judge, markdown, rowOf } = require('./judge');
const workloads = require('./workloads');

function readArguments(words) {
    const known = [...new Set(workloads.map(each => each.name))];
    const chosen = { pairs: 5, names: [] };
    while (words.length > 0) {
        const word = words.shift();
        if (word === '--pairs') {
            chosen.pairs = Number(words.shift());
            if (!Number.isInteger(chosen.pairs) || chosen.pairs < 1) fail("'--pairs' wants a whole number from 1.");
        } else if (known.includes(word)) {
            chosen.names.push(word);
        } else {
            fail(`There is no workload '${word}'. Known are: ${known.join(', ')}.`);
        }
    }
    if (chosen.names.length === 0) chosen.names = known;
    return chosen;
}

function fail(sentence) {
    console.error('bench: ' + sentence);
    process.exit(2);
}

const load = () => Number(os.loadavg()[0].toFixed(1));

function machine() {
    const [cpu] = os.cpus();
    return {
        processor: cpu.model, cores: os.cpus().length, memoryGb: Number((os.totalmem() / 1e9).toFixed(1)),
        system: `${os.type()} ${os.release()}`, node: process.version
    };
}

/** The lines of a workload; where it could not be measured, one that says why. */
function measure(workload, pairs) {
    const given = [];
    try {
        for (let i = 0; i < pairs; ++i) given.push(workload.runs.map(execute));
        return workload.judge.map(judgement => ({ ...judge(workload, judgement, given), load: load() }));
    } catch (error) {
        const verdict = error instanceof Wrong ? 'wrong' : error instanceof LeftOut ? 'left out'
            : error instanceof NotMeasured ? 'not measured' : null;
        if (verdict === null) throw error;
        return [{ target: workload.judge[0].target, work: workload.work, verdict, reason: `${verdict}: ${error.message}`, load: load() }];
    }
}

const { pairs, names } = readArguments(process.argv.slice(2));
const begun = new Date();
const about = { date: begun.toISOString(), machine: machine(), pairs, load: load() };
console.log(`${about.date.slice(0, 10)}, ${about.machine.processor}, ${about.machine.cores} cores, ${about.machine.memoryGb} GB, ` +
    `${about.machine.system}, Node ${about.machine.node}, load ${about.load}; medians of ${pairs} pairs\n`);
console.log(head());
const lines = [];
for (const workload of workloads.filter(each => names.includes(each.name))) {
    for (const line of measure(workload, pairs)) {
        lines.push({ name: workload.name, ...line });
        console.log(markdown(rowOf(line)));
    }
}
about.seconds = Math.round((Date.now() - begun) / 1000);
const folder = path.join(kRoot, 'build/bench-results');
fs.mkdirSync(folder, { recursive: true });
const file = path.join(folder, about.date.slice(0, 19).replaceAll(':', '-') + '.json');
fs.writeFileSync(file, JSON.stringify({ ...about, lines }, null, 2) + '\n');
const count = verdict => lines.filter(line => line.verdict === verdict).length;
const counts = ['met', 'missed', 'left out', 'not measured', 'wrong'].map(verdict => `${count(verdict)} ${verdict}`);
console.log(`\n${counts.join(', ')}, after ${about.seconds} s; ${path.relative(kRoot, file)}`);
process.exit(count('wrong') + count('not measured') > 0 ? 1 : 0);
