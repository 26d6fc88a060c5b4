// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Route filters in plain Node: each rule is a compiled function, and all are tried in turn. Text in, matches out.
//     node match.js EVENTS.ndjson RULES.tsv [--events N] [--repeat R]
'use strict';

const { argumentsOf, linesOf, rulesOf, timed } = require('./passes');

const { plain: [eventsFile, rulesFile], options } = argumentsOf(process.argv.slice(2), { events: Infinity, repeat: 3 });
const lines = linesOf(eventsFile, options.events);
const rules = rulesOf(rulesFile);

function pass() {
    let matches = 0;
    for (const line of lines) {
        const event = JSON.parse(line);
        for (const rule of rules) if (rule.matches(event)) ++matches;
    }
    return matches;
}

timed({ passes: options.repeat, warmUps: 1, units: lines.length }, pass).then(({ last, perSecond }) => {
    console.log(JSON.stringify({ rules: rules.length, events: lines.length, matches: last, eventsPerSecond: perSecond }));
});
