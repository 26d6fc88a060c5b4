// Recursion without an end is a RangeError, however it goes round.
function attempt(context, name, recurse) {
    try {
        recurse();
        context.log(name, 'ended');
    } catch (error) {
        context.log(name, error instanceof RangeError);
    }
}

function run(context) {
    attempt(context, 'plain', function f() { f(); });
    attempt(context, 'forEach', function f() { [1].forEach(f); });
    attempt(context, 'sort', function f() { [3, 2, 1].sort(f); });
    attempt(context, 'replace', function f() { 'aa'.replace(/a/g, f); });
    attempt(context, 'apply', function f() { f.apply(null, []); });
    attempt(context, 'construct', function f() { Reflect.construct(f, []); });
    attempt(context, 'toJSON', () => { const o = { toJSON() { return JSON.stringify(o); } }; JSON.stringify(o); });
    attempt(context, 'toString', () => { const o = { toString() { return '' + o; } }; return '' + o; });
    attempt(context, 'getter', () => { const o = { get x() { return this.x; } }; return o.x; });
    attempt(context, 'generator', () => { function* g() { yield* g(); } g().next(); });
    attempt(context, 'generator loop', () => { function* g() { for (const x of g()) yield x; } for (const x of g()) ; });
    attempt(context, 'generator spread', () => { function* g() { yield [...g()]; } return [...g()]; });
    attempt(context, 'nested text', () => { let a = []; for (let i = 0; i < 100000; ++i) a = [a]; return String(a); });
    attempt(context, 'nested JSON', () => { let a = []; for (let i = 0; i < 100000; ++i) a = [a]; return JSON.stringify(a); });
    attempt(context, 'nested log', () => { let a = []; for (let i = 0; i < 100000; ++i) a = [a]; context.log(a); });
}
