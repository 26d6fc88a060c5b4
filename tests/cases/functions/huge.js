// Native steps cannot be stopped once they run: those that would run for minutes are refused.
function run(context) {
    const vast = new Array(4000000000);
    const attempts = {
        repeat: () => 'x'.repeat(1e9),
        padStart: () => 'x'.padStart(2e9),
        padEnd: () => 'x'.padEnd(2e9),
        raw: () => String.raw({ raw: vast }),
        fill: () => vast.fill(0),
        reverse: () => vast.reverse(),
        sort: () => vast.sort(),
        includes: () => vast.includes(1),
        copyWithin: () => vast.copyWithin(0, 5),
        concat: () => [].concat(vast),
        forEach: () => vast.forEach(() => {}),
        map: () => vast.map(() => 1),
        reduce: () => vast.reduce(() => 0),
        splice: () => vast.splice(0, 4e9),
        generic: () => Array.prototype.every.call({ length: 1e15 }, () => true),
    };
    for (const name in attempts) {
        try {
            attempts[name]();
            context.log(name, 'ran');
        } catch (error) {
            context.log(name, error);
        }
    }
    // What is not huge is as it was.
    context.log('ab'.repeat(2), 'a'.padStart(3, '-'), 'a'.padEnd(2), String.raw`\n${1}`);
    context.log([3, 1, 2].sort(), [3, 1, 2].sort((a, b) => b - a), [1].concat([2], 3), [1, 2, 3].map((x, i) => x * i));
    context.log([1, 2].reduce((a, b) => a + b), [1, 2].reduce((a, b) => a + b, 10), [1, NaN].includes(NaN));
    const counts = new Map([['a', 1]]);
    context.log(counts.set('b', 2).size, new Set([1, 1, 2]).size, counts.get('a'));
}
