// The receiver's and the sender's calls of @azure/service-bus, their arguments and refusals.
function run(context) {
    const bus = context.serviceBus, message = { lockToken: 'lock-1', body: {} };
    bus.completeMessage(message);
    bus.abandonMessage(message);
    bus.abandonMessage(message, { round: 2, at: new Date() });
    bus.deferMessage(message, null);
    bus.deadLetterMessage(message, { deadLetterReason: 'Odd', deadLetterErrorDescription: 'It is odd.', by: 'me' });
    context.log(bus.renewMessageLock(message) instanceof Date, message.lockedUntilUtc);
    const [deferred] = bus.receiveDeferredMessages(5);
    context.log(deferred.sequenceNumber, bus.receiveDeferredMessages([5, 6]).length);
    bus.completeMessage(deferred);
    const sender = bus.createSender('orders');
    context.log(sender.sendMessages({ body: 'text', timeToLive: 60000 }));
    const due = new Date(Date.now() + 600000);
    const numbers = sender.scheduleMessages([{ body: 1 }, { body: 2, scheduledEnqueueTimeUtc: due }], due);
    sender.cancelScheduledMessages(numbers);
    sender.cancelScheduledMessages(numbers[0]);
    const attempts = [
        () => bus.completeMessage({ lockToken: 'lost' }),
        () => bus.completeMessage(),
        () => bus.deferMessage({ body: 1 }),
        () => bus.createSender('nowhere').sendMessages({ body: 1 }),
        () => sender.scheduleMessages({ body: 1 }),
        () => sender.scheduleMessages({ body: 1 }, ''),
        () => sender.scheduleMessages({ body: 1 }, null),
    ];
    for (const attempt of attempts) {
        try {
            attempt();
            context.log('done');
        } catch (error) {
            context.log(error.name, error.code, error.statusCode, error.message);
        }
    }
    context.log(Object.keys(bus).join(), Object.isFrozen(bus), Object.isFrozen(sender));
}
