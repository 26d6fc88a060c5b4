// Nothing of ours, of Qt or of the machine can be reached.
var world = this;

function run(context) {
    context.log(Object.getOwnPropertyNames(world).sort().join(' '));
    for (const name of ['Qt', 'host', 'invoke', 'pins', 'print', 'gc', 'require', 'XMLHttpRequest', 'Promise', 'setTimeout']) {
        if (eval('typeof ' + name) !== 'undefined') context.log(name, 'can be reached');
    }
    context.log(Object.keys(context).join(), Object.isFrozen(context), Object.isFrozen(context.twins));
    let frames = [];
    try {
        context.twins.getDigitalTwin('missing');
    } catch (error) {
        frames = Object.keys(error);
    }
    context.log(frames.join());
    // What the script breaks is its own: the context goes on.
    JSON.stringify = JSON.parse = String = Error = Date = Object.prototype.toString = null;
    Array.prototype.join = Function.prototype.call = Function.prototype.apply = null;
    context.twins.updateDigitalTwin('room', [1]);
    context.log(context.twins.getDigitalTwin('room'), context.now);
}
