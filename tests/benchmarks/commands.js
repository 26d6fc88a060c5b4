// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the product's workloads and the peers' scripts, and holds what they give against what is right.
'use strict';

const { spawnSync } = require('child_process');
const path = require('path');

const kRoot = path.resolve(__dirname, '../..');
const kData = path.join(kRoot, 'build/bench-data');
const kProduct = path.join(kRoot, 'build/release/tests/benchmarks/twinflow-bench');
const kPeers = path.join(kRoot, 'build/bench-peers/node_modules');
const kLongest = 600e3; // milliseconds

/** What an object holds at a path such as 'script.sum'; a function is asked instead. */
function valueAt(object, where) {
    if (typeof where === 'function') return where(object);
    return where.split('.').reduce((inner, name) => inner?.[name], object);
}

/** The product's command failed: there is nothing to say about its speed. */
class NotMeasured extends Error {}
/** A peer could not be run here. */
class LeftOut extends Error {}
/** A run gave other results than the right ones. */
class Wrong extends Error {}

/** The line of what a program said that tells most. */
function reasonOf({ error, stderr, signal, status }) {
    if (error) return error.message;
    const lines = stderr.split('\n').filter(line => line.trim() !== '');
    return lines.find(line => line.includes('Error: ')) ?? lines[0] ?? (signal ?? `status ${status}`);
}

/** Gives what the command printed as JSON. */
function execute({ runs, command, right }) {
    const words = command.split(' ').filter(word => word !== '');
    const [program, begin] = runs === 'product'
        ? [kProduct, []]
        : [process.execPath, [path.join(__dirname, 'peers', words.shift())]];
    const done = spawnSync(program, [...begin, ...words], {
        cwd: kData, encoding: 'utf8', timeout: kLongest, env: { ...process.env, NODE_PATH: kPeers, QT_QPA_PLATFORM: 'offscreen' }
    });
    if (done.status !== 0)
        throw new (runs === 'product' ? NotMeasured : LeftOut)(`'${command}' failed: ${reasonOf(done)}`);
    const printed = JSON.parse(done.stdout.trim().split('\n').at(-1));
    for (const [where, expected] of Object.entries(right)) {
        const given = valueAt(printed, where);
        if (given !== expected) throw new Wrong(`'${command}' gave ${where} ${given}, not ${expected}`);
    }
    return printed;
}

module.exports = { LeftOut, NotMeasured, Wrong, execute, kRoot, valueAt };
