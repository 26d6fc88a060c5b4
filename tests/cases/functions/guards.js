// Etags, components, relationships and source times, in the options of the service's SDK.
function run(context) {
    const twins = context.twins;
    const patch = [{ op: 'replace', path: '/t', value: 1 }];
    twins.updateDigitalTwin('room', patch, { ifMatch: 'W/"1"' });
    twins.updateDigitalTwin('room', patch, {});
    twins.upsertDigitalTwin('room', { a: 1 }, { ifNoneMatch: '*' });
    twins.deleteDigitalTwin('room', { ifMatch: '*' });
    context.log(Object.keys(twins.getComponent('room', 'motor')).join());
    twins.updateComponent('room', 'motor', patch, { ifMatch: 'W/"2"' });
    context.log(twins.getRelationship('room', 'r1').$relationshipId);
    twins.upsertRelationship('floor', 'r1', { $targetId: 'room' }, { ifNoneMatch: '*' });
    twins.updateRelationship('floor', 'r1', patch);
    twins.deleteRelationship('floor', 'r1', { ifMatch: 'W/"3"' });
    twins.publishTelemetry('room', 5, 'm1', { telemetrySourceTime: '2024-03-05T10:00:00Z' });
    twins.publishTelemetry('room', 5, 'm2', { telemetrySourceTime: new Date() });
    for (const attempt of [
        () => twins.updateDigitalTwin('room', patch, { ifMatch: 'stale' }),
        () => twins.getComponent('room', 'missing'),
        () => context.send('nowhere', 1),
        () => twins.upsertDigitalTwin('room', {}, { ifNoneMatch: 'W/"4"' }),
    ]) {
        try {
            attempt();
        } catch (error) {
            context.log(error.name, error.statusCode, error.code);
        }
    }
    context.warn('low');
    context.log.error('failed', { at: 1 });
    console.debug('detail');
}
