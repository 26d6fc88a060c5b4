// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// From the pairs of a workload to the lines of the table.
'use strict';

const { valueAt } = require('./commands');
const { median } = require('./peers/passes');

/** Three digits: 1.23 M, 45.6 k, 789. */
function short(number) {
    for (const [size, unit] of [[1e6, ' M'], [1e3, ' k']]) {
        if (number >= size) return Number((number / size).toPrecision(3)) + unit;
    }
    return String(Number(number.toPrecision(3)));
}

function verdict(isMet) {
    return isMet === null ? 'stated' : isMet ? 'met' : 'missed';
}

/** A line of the table as numbers and texts; `isByWay`: the peer is not run but scaled by one that is. */
function judge(workload, judgement, pairs) {
    const { target, of, by, what, engine, there, peerThere, atLeast, atMost } = judgement;
    const products = pairs.map(([product]) => valueAt(product, of));
    const line = {
        target, work: workload.work + (what ? ': ' + what : ''), product: median(products), unit: judgement.unit ?? '/s'
    };
    if (by === undefined) {
        const isMet = atMost === undefined ? null : line.product <= atMost;
        return { ...line, wanted: atMost === undefined ? '' : `<= ${atMost}`, verdict: verdict(isMet) };
    }
    const scale = engine ? there / peerThere : 1;
    const peers = pairs.map(([, peer]) => valueAt(peer, by) * scale);
    const ratio = median(products.map((product, i) => product / peers[i]));
    const isMet = atLeast === undefined ? null : ratio >= atLeast;
    return {
        ...line, engine: engine ?? workload.runs[1].name, isByWay: engine !== undefined, peer: median(peers), ratio,
        wanted: atLeast === undefined ? '' : `>= ${atLeast}`, verdict: verdict(isMet)
    };
}

const kHead = ['target', 'work', 'Twinflow', 'peer', 'ratio', 'wanted', 'result', 'load'];

/** The cells of a line. */
function rowOf(line) {
    const begin = [line.target ?? '', line.work];
    if (line.reason) return [...begin, '', '', '', '', line.reason, line.load];
    const peer = line.peer === undefined ? '' : `${line.engine}${line.isByWay ? ' (by way of)' : ''} ${short(line.peer)}/s`;
    const ratio = line.ratio === undefined ? '' : Number(line.ratio.toPrecision(3));
    return [...begin, short(line.product) + line.unit, peer, ratio, line.wanted, line.verdict, line.load];
}

const markdown = cells => `| ${cells.join(' | ')} |`;
const head = () => markdown(kHead) + '\n' + markdown(kHead.map(() => '---'));

module.exports = { head, judge, markdown, rowOf };
