// Every call of the context, as the service's SDK names them.
const run = (context, event) => {
    const twins = context.twins;
    context.log(context.now);
    context.log(twins.getDigitalTwin('room').$dtId);
    twins.upsertDigitalTwin('room', { $metadata: { $model: 'dtmi:a;1' } });
    twins.upsertDigitalTwin('room', JSON.stringify({ a: 1 }));
    twins.updateDigitalTwin(7, []);
    twins.deleteDigitalTwin('room');
    context.log(twins.listRelationships('room').length);
    context.log(twins.listRelationships('room', 'contains')[0].$relationshipId);
    for (const r of twins.listIncomingRelationships('room')) context.log(r.$sourceId);
    twins.upsertRelationship('floor', 'f-r', { $targetId: 'room', $relationshipName: 'contains' });
    twins.deleteRelationship('floor', 'f-r');
    twins.publishTelemetry('room', { t: 1 }, 'message-1');
    twins.publishComponentTelemetry('room', 'sensor', { t: 2 }, 'message-2');
    context.send('orders', { twin: 'room' });
    context.send('orders', 'text');
    console.error('from the console');
};
