// Plain operations cross without a text, others with one; the graph sees the same.
function run(context) {
    const update = (...operations) => context.twins.updateDigitalTwin('room', operations);
    update({ op: 'add', path: '/a', value: 21 }, { op: 'replace', path: '/b', value: -0.5 }, { op: 'remove', path: '/c' });
    update({ op: 'add', path: '/c', value: true }, { op: 'add', path: '/a', value: 'a"\u00fc' });
    update({ op: 'add', path: '/a', value: 1e21 }, { op: 'add', path: '/b', value: 9007199254740993 });
    update({ op: 'add', path: '/a', value: -0 }, { op: 'remove', path: '/b', value: { left: 'out' } });
    update({ op: 'add', path: '/a', value: { b: [1] } });
    update({ op: 'add', path: '/a', value: NaN });
    update({ op: 'add', path: '/a', value: null });
    update({ op: 'add', path: '/a' });
    update({ op: 'test', path: '/a', value: 1 });
    update({ op: 'add', path: 'a', value: 1 });
    update(null);
    context.twins.updateDigitalTwin('room', { toJSON: () => [] });
    for (let i = 0; i < 3; ++i) update({ op: 'add', path: '/' + i, value: i }, { op: 'add', path: '/' + (2 - i), value: i });
}
