function run(context, event) {
    const id = event.data.systemProperties['iothub-connection-device-id'];
    context.twins.updateDigitalTwin(id, [{ op: 'add', path: '/temperature', value: event.data.body.temperature }]);
    context.log('updated', id, event.data.body.list, null, undefined, 1.5);
}
