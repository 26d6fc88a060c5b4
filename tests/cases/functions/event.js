// The event is what JSON.parse makes of it, in the order of its members.
function run(context, event) {
    context.log(JSON.stringify(event.data.body));
    event.data.body.list.push(4); // and the function's own
    context.log(event.data.body.list.length, event.data.body[0], Object.keys(event).join());
}
