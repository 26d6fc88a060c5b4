// What a script does to prototypes does not reach the patches that cross to the host.
function run(context) {
    const taken = { get() { return -1; }, set() {} };
    for (let i = 0; i < 200; ++i) Object.defineProperty(Array.prototype, i, taken);
    const first = { op: 'add', path: '/a', value: 1 }, second = { op: 'replace', path: '/b', value: 'x' };
    context.twins.updateDigitalTwin('room', [first, second]);
    context.twins.updateDigitalTwin('room', [second]);
    context.twins.updateDigitalTwin('room', [first, second]);
    // A patch that grows while it is read: what it had at the beginning counts.
    const more = { value: first, writable: true, enumerable: true, configurable: true };
    const grow = () => { for (let i = 1; i < 100; ++i) Object.defineProperty(growing, i, more); };
    const growing = [{ op: 'add', path: '/c', get value() { grow(); return 2; } }];
    context.twins.updateDigitalTwin('room', growing);
}
