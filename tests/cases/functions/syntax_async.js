async function run(context, event) {
    await context.twins.getDigitalTwin('room');
}
