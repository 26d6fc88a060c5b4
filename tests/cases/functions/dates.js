// There is no clock but the run's and no zone but UTC.
var loaded = Date.now();

function run(context) {
    context.log(loaded, Date.now(), new Date().toISOString(), typeof Date(), new Date() instanceof Date);
    const date = new Date(2024, 6, 1, 12, 30);
    context.log(date.toISOString(), date.getHours(), date.getDay(), date.getTimezoneOffset(), String(date));
    context.log(date.toLocaleString(), date.toDateString(), date.toTimeString(), JSON.stringify(date), date - 0);
    date.setHours(0, 0, 0, 0);
    context.log(date.toISOString(), new Date(date).getTime() === date.getTime(), new Date(5).getTime());
    for (const text of ['2024-07-01', '2024-07-01T12:30:00', '2024-07-01T12:30:00.5Z', '2024-07-01T12:30:00+02:00', String(date),
        '2024-07-01 12:30', 'July 1, 2024', 'x']) {
        context.log(text, Date.parse(text), new Date(text).getTime());
    }
    class Day extends Date {
        name() { return 'day ' + this.getDate(); }
    }
    context.log(new Day().name(), new Day(0).name(), date.constructor === Date, Date.name, Date.UTC(2024, 0), new Date(NaN) + '');
    context.log('b'.localeCompare('a'), 'Z'.localeCompare('a'), (1234.5).toLocaleString());
}
