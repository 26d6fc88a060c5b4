// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the peers share: lines of files, passes that are timed, one JSON line at the end.
'use strict';

const fs = require('fs');

/** The lines of a file, at most so many. */
function linesOf(file, most = Infinity) {
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    if (lines.at(-1) === '') lines.pop();
    return lines.slice(0, most);
}

/** The rules of a file in the columns that twinflow-bench generate writes. */
function rulesOf(file) {
    return linesOf(file).map((line, number) => {
        const [id, kind, filter, pattern, , condition] = line.split('\t');
        return { id, number, kind, filter, pattern: JSON.parse(pattern), matches: new Function('e', 'return ' + condition) };
    });
}

/** The middle one; of an even number the lower of the two. */
function median(values) {
    return values.slice().sort((a, b) => a - b)[(values.length - 1) >> 1];
}

/**
 * Calls pass() to warm up and then so many times: what the last one gave, and how many of `units` a second went through.
 * pass() may be asynchronous; one that is not is not made to wait.
 */
async function timed({ passes, warmUps, units }, pass) {
    const rates = [];
    let last;
    for (let i = -warmUps; i < passes; ++i) {
        const begun = process.hrtime.bigint();
        const given = pass();
        last = given instanceof Promise ? await given : given;
        const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
        if (i >= 0) rates.push(units / seconds);
    }
    return { last, perSecond: Math.round(median(rates)) };
}

/** The arguments: words in order, and --name N. */
function argumentsOf(words, defaults) {
    const options = { ...defaults };
    const plain = [];
    for (let i = 0; i < words.length; ++i) {
        if (!words[i].startsWith('--')) { plain.push(words[i]); continue; }
        const name = words[i].slice(2);
        if (!(name in defaults)) throw new Error(`There is no option '--${name}'. Known are: ${Object.keys(defaults).join(', ')}.`);
        options[name] = Number(words[++i]);
        if (!(options[name] > 0)) throw new Error(`'--${name}' wants a number above 0.`);
    }
    return { plain, options };
}

module.exports = { argumentsOf, linesOf, median, rulesOf, timed };
