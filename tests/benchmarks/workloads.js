// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What ./dev bench measures: a line a workload. Figures of engines that are not run here come from the machine that the
// targets were set on (README.md) and are scaled by a peer that ran there and runs here.
'use strict';

/**
 * A run of twinflow-bench, or of a script in peers with its first word, which is what the table calls it; then files of
 * the data and options, and what the run's JSON has to say for its figures to count.
 */
const product = (command, options, right) => ({ runs: 'product', name: 'itself', command: `${command} ${options}`, right });
const peer = (script, options, right) => ({ runs: 'peer', name: script, command: `${script} ${options}`, right });

/** Judgements. Of a pair: `of` is the product's figure, `by` the peer's; without `atLeast` the ratio is only stated. */
const ratio = (target, of, by, atLeast) => ({ target, of, by, atLeast });
/** Against an engine that gave `there` where the peer gave `peerThere`. */
const byWayOf = (target, engine, there, peerThere, of, by, atLeast) => ({ target, engine, there, peerThere, of, by, atLeast });
/** A figure of the product alone: what it is of, its unit, and what it may be at most. */
const figure = (target, of, what, unit, atMost) => ({ target, of, what, unit, atMost });

const kEvents = 'eventsPerSecond';
const kMessages = 'messagesPerSecond';

const match = (rules, matches, options = '') =>
    product('match', `events.ndjson ${rules}.tsv --repeat 3 ${options}`, { matches });
const lots = (ofClass, matches) =>
    product('match', `lots_events.ndjson rules_lots_${ofClass}.tsv --repeat 3`, { matches });
const pipeline = (rules, deliveries) =>
    product('pipeline', `tele_300.ndjson ${rules}.tsv --repeat 3`, { deliveries });
const layout = nodes =>
    product('layout', `graph_${nodes}.edges`, { nodes });
const functionsOf = (messages, sum) => product('functions', `tele_300.ndjson --repeat 3 --messages ${messages}`,
    { 'script.patches': messages, 'script.sum': sum, 'mapping.values': 3 * messages });

/** The yardstick of matching: functions in plain Node, tried in turn, 27 k events/s with 1000 rules where the targets were set. */
const plain = peer('match.js', 'events.ndjson rules_full_1000.tsv --events 10000', { matches: 290 });
const kPlainThere = 27e3;
const matching = (target, engine, there, atLeast) =>
    byWayOf(target, engine, there, kPlainThere, kEvents, kEvents, atLeast);
const hardPeer = (count, events, matches) =>
    peer('match.js', `events.ndjson rules_hard_${count}.tsv --events ${events} --repeat 2`, { matches });
const nodePipeline = (mode, rules, deliveries) =>
    peer(`pipeline.js ${mode}`, `tele_300.ndjson ${rules}.tsv`, { deliveries });
const nodeRed = (count, messages, deliveries) =>
    peer('node-red.js', `subj_${count}.tsv tele_300.ndjson --messages ${messages}`, { deliveries });
const map = (kind, messages, sum) =>
    peer(`map.js ${kind}`, `tele_300.ndjson --messages ${messages}`, { sum });
const scripted = atLeast => ({ ...ratio(atLeast ? 9 : null, 'script.messagesPerSecond', kMessages, atLeast), what: 'script' });
const mapped = atLeast => ({ ...ratio(atLeast ? 9 : null, 'mapping.messagesPerSecond', kMessages, atLeast), what: 'mapping' });
const kSumOf20000 = 5647113.795;

module.exports = [
    { name: 'match', work: 'matching, 1000 routes', runs: [match('rules_full_1000', 3084), plain], judge: [ratio(null, kEvents, kEvents), matching(3, 'event-ruler', 320e3, 8)] },
    { name: 'match', work: 'matching, 1000 routes, no ranges', runs: [match('rules_norange_1000', 2702), plain], judge: [matching(3, 'quamina', 558e3, 4.5)] },
    { name: 'match', work: 'matching, 100 000 routes', runs: [match('rules_full_100000', 309393), plain], judge: [matching(4, 'event-ruler', 106e3, 11)] },
    { name: 'match', work: 'matching, 100 000 routes, no ranges', runs: [match('rules_norange_100000', 269249), plain], judge: [matching(4, 'quamina', 13.6e3, 80)] },
    { name: 'match', work: 'matching, 100 000 routes beside 1', runs: [match('rules_full_100000', 309393), match('rules_full_1', 0)], judge: [ratio(4, kEvents, kEvents, 0.5)] },
    { name: 'match', work: 'matching, 10 routes', runs: [match('rules_full_10', 24)], judge: [figure(null, kEvents, '', '/s')] },
    { name: 'match', work: 'matching, 100 routes', runs: [match('rules_full_100', 294)], judge: [figure(null, kEvents, '', '/s')] },
    { name: 'match', work: 'matching, 10 000 routes', runs: [match('rules_full_10000', 30786)], judge: [figure(null, kEvents, '', '/s')] },

    { name: 'hard', work: 'matching, 1000 hard filters', runs: [match('rules_hard_1000', 26120, '--events 20000'), hardPeer(1000, 5000, 6500)], judge: [ratio(5, kEvents, kEvents, 20), byWayOf(5, 'event-ruler', 55e3, 29e3, kEvents, kEvents, 10)] },
    { name: 'hard', work: 'matching, 10 000 hard filters', runs: [match('rules_hard_10000', 128096, '--events 10000'), hardPeer(10000, 500, 6170)], judge: [ratio(5, kEvents, kEvents, 20), byWayOf(5, 'event-ruler', 21e3, 1.0e3, kEvents, kEvents, 10)] },

    { name: 'lots', work: 'city lots, EXACT', runs: [lots('EXACT', 1), plain], judge: [matching(6, 'quamina', 2521e3, 2)] },
    { name: 'lots', work: 'city lots, NUMERIC', runs: [lots('NUMERIC', 69390), plain], judge: [matching(6, 'event-ruler', 209e3, 10)] },
    { name: 'lots', work: 'city lots, PREFIX', runs: [lots('PREFIX', 10013), plain], judge: [matching(null, 'event-ruler', 344e3)] },
    { name: 'lots', work: 'city lots, SUFFIX', runs: [lots('SUFFIX', 21162), plain], judge: [matching(null, 'event-ruler', 347e3)] },
    { name: 'lots', work: 'city lots, ANYTHING_BUT', runs: [lots('ANYTHING_BUT', 192499), plain], judge: [matching(null, 'event-ruler', 238e3)] },

    { name: 'build', work: '100 000 routes in a matcher', runs: [match('rules_full_100000', 3023, '--events 1000 --changes 10000')], judge: [
        figure(7, 'buildSeconds', 'time', ' s', 0.28), figure(7, 'matcherMb', 'memory', ' MB', 40),
        figure(15, run => run.matcherMb * 1e6 / run.rules, 'memory of a route', ' B', 120),
        figure(7, 'addMicroseconds.p50', 'one more, median', ' us', 10), figure(7, 'addMicroseconds.p99', 'one more, p99', ' us', 10),
        figure(7, 'removeMicroseconds.p50', 'one less, median', ' us', 10), figure(7, 'removeMicroseconds.p99', 'one less, p99', ' us', 10)] },

    { name: 'pipeline', work: 'pipeline, 1000 routes', runs: [pipeline('rules_full_1000', 3129), nodePipeline('indexed', 'rules_full_1000', 3129)], judge: [ratio(1, kMessages, kMessages, 10), byWayOf(1, 'Java with event-ruler', 126e3, 188e3, kMessages, kMessages, 16)] },
    { name: 'pipeline', work: 'pipeline, 10 000 routes beside 10', runs: [pipeline('rules_full_10000', 31161), pipeline('rules_full_10', 32)], judge: [ratio(2, kMessages, kMessages, 0.85)] },
    { name: 'pipeline', work: 'pipeline, 100 routes', runs: [pipeline('rules_full_100', 286), nodePipeline('linear', 'rules_full_100', 286)], judge: [ratio(null, kMessages, kMessages)] },

    { name: 'pipeline', work: 'latency at half of the full rate, 1000 routes', runs: [pipeline('rules_full_1000', 3129)], judge: [
        figure(14, 'latencyMicroseconds.p99', 'p99', ' us', 1000), figure(null, 'latencyMicroseconds.p50', 'p50', ' us'), figure(null, 'latencyMicroseconds.p999', 'p99.9', ' us')] },
    { name: 'scale', work: '100 000 twins and devices', runs: [product('scale', '--twins 100000', { twins: 100000, devices: 100000 })], judge: [
        figure(null, 'loadSeconds', 'load', ' s', 1), figure(15, 'bytesPerTwin', 'a twin with three values', ' B', 320), figure(null, 'bytesPerDevice', 'a device', ' B')] },
    { name: 'scale', work: '1 000 000 twins and devices', runs: [product('scale', '--twins 1000000', { twins: 1000000, devices: 1000000 })], judge: [
        figure(null, 'loadSeconds', 'load', ' s', 10), figure(null, 'peakRssMb', 'most memory', ' MB', 8000)] },

    { name: 'node-red', work: 'pipeline, 10 filters of subjects', runs: [pipeline('rules_subj_10', 100009), nodeRed(10, 10000, 10003)], judge: [ratio(8, kMessages, kMessages, 70)] },
    { name: 'node-red', work: 'pipeline, 1000 filters of subjects', runs: [pipeline('rules_subj_1000', 104168), nodeRed(1000, 3000, 3139)], judge: [ratio(8, kMessages, kMessages, 450)] },

    { name: 'functions', work: 'function', runs: [functionsOf(20000, kSumOf20000), map('function', 20000, kSumOf20000)], judge: [scripted(2), mapped(7)] },
    { name: 'functions', work: 'function', runs: [functionsOf(20000, kSumOf20000), map('jsonata', 20000, kSumOf20000)], judge: [scripted(), mapped()] },

    { name: 'layout', work: 'layout of 1000 twins', runs: [layout(1000)], judge: [figure(10, 'seconds', 'time', ' s', 0.01), figure(null, 'stress', 'stress', ''), figure(null, 'neighbours', 'neighbours', '')] },
    { name: 'layout', work: 'layout of 10 000 twins', runs: [layout(10000)], judge: [figure(null, 'seconds', 'time', ' s'), figure(null, 'stress', 'stress', ''), figure(null, 'neighbours', 'neighbours', '')] },
    { name: 'layout', work: 'layout of 100 000 twins', runs: [layout(100000)], judge: [figure(null, 'seconds', 'time', ' s'), figure(null, 'stress', 'stress', ''), figure(null, 'neighbours', 'neighbours', '')] },
];
