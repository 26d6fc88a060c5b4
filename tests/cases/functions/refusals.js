// A refusal can be caught by its code; one that is not caught ends the call.
function run(context) {
    try {
        context.twins.getDigitalTwin('missing');
    } catch (error) {
        context.log(error instanceof Error, error.name, error.code, error.message);
    }
    try {
        context.send('nowhere', {});
    } catch (error) {
        if (error.code !== 'functions-not-coupled') throw error;
    }
    try {
        context.twins.updateDigitalTwin('room', undefined);
    } catch (error) {
        context.log(String(error));
    }
    context.twins.deleteDigitalTwin('missing');
    context.log('not reached');
}
