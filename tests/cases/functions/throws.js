function fail(value) {
    return value.no.such;
}

function run(context, event) {
    fail(event);
}
