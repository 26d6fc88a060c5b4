// What goes to devices by the hub, and how its refusals come back.
function run(context) {
    const attempts = {
        send: () => context.hub.send('pump-7', { data: 'on', ack: 'full' }),
        invoke: () => context.hub.invokeDeviceMethod('pump-7', { methodName: 'reboot', payload: null }),
        getTwin: () => context.hub.getTwin('pump-7'),
        updateTwin: () => context.hub.updateTwin('pump-7', { properties: { desired: { rate: 2 } } }),
    };
    for (const name in attempts) {
        try {
            attempts[name]();
        } catch (error) {
            context.log(name, error.name, error.code, error.statusCode, error.message);
        }
    }
}
