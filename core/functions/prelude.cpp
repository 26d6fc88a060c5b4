// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/prelude.h"

namespace twinflow::functions {

namespace {

constexpr std::string_view kPrelude = R"js((function (host, global, seeds, environment) {
'use strict';

const NativeDate = Date, NativeError = Error, NativeString = String;
const parse = JSON.parse, stringify = JSON.stringify, apply = Reflect.apply;
let now = 0; // virtual, in milliseconds

// --- Time: there is no clock but the run's, and no zone but UTC, as in the cloud. ---

const kDays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const kMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dates = NativeDate.prototype;
const nativeParse = NativeDate.parse;

function parseDate(text) {
    text = NativeString(text);
    if (/^([+-]\d{6}|\d{4})-\d\d(-\d\d)?T\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)) return nativeParse(text + 'Z');
    if (/^([+-]\d{6}|\d{4})(-\d\d(-\d\d)?)?$/.test(text)) return nativeParse(text);
    if (/(Z|GMT|[+-]\d\d:?\d\d)$/.test(text)) return nativeParse(text);
    return NaN; // other forms mean something else on every system
}
function VirtualDate(value) {
    if (new.target === undefined) return new NativeDate(now).toString();
    let time = now;
    if (arguments.length === 1) {
        if (value instanceof NativeDate) time = value.getTime();
        else time = typeof value === 'string' ? parseDate(value) : Number(value);
    } else if (arguments.length > 1) {
        time = apply(NativeDate.UTC, undefined, arguments);
    }
    return Reflect.construct(NativeDate, [time], new.target);
}
VirtualDate.prototype = dates;
Object.defineProperty(VirtualDate, 'name', { value: 'Date' });
VirtualDate.now = function () { return now; };
VirtualDate.parse = parseDate;
VirtualDate.UTC = NativeDate.UTC;
dates.constructor = VirtualDate;
for (const part of ['Date', 'FullYear', 'Hours', 'Milliseconds', 'Minutes', 'Month', 'Seconds']) {
    dates['get' + part] = dates['getUTC' + part];
    dates['set' + part] = dates['setUTC' + part];
}
dates.getDay = dates.getUTCDay;
dates.getTimezoneOffset = function () { return 0; };
delete dates.getYear;
delete dates.setYear;
dates.toUTCString = dates.toGMTString = dates.toString = dates.toLocaleString = function () {
    if (isNaN(this.getTime())) return 'Invalid Date';
    const iso = this.toISOString();
    return kDays[this.getUTCDay()] + ', ' + iso.slice(-16, -14) + ' ' + kMonths[this.getUTCMonth()] + ' '
        + this.getUTCFullYear() + ' ' + iso.slice(-13, -5) + ' GMT';
};
dates.toDateString = dates.toLocaleDateString = function () { return this.toISOString().slice(0, -14); };
dates.toTimeString = dates.toLocaleTimeString = function () { return this.toISOString().slice(-13, -5); };
global.Date = VirtualDate;

// --- Chance: sfc32, the same draws on every system. ---

let a = seeds[0] | 0, b = seeds[1] | 0, c = seeds[2] | 0, d = seeds[3] | 0;
function draw() {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
}
Math.random = function random() { return ((draw() >>> 5) * 67108864 + (draw() >>> 6)) / 9007199254740992; };
function drawId() {
    let digits = '';
    for (let i = 0; i < 4; ++i) digits += (draw() + 4294967296).toString(16).slice(1);
    return digits.slice(0, 8) + '-' + digits.slice(8, 12) + '-' + digits.slice(12, 16) + '-' + digits.slice(16, 20) + '-'
        + digits.slice(20);
}

// --- What would differ from machine to machine, outlive the call, wait, or recurse past the stack's end. ---

Number.prototype.toLocaleString = function () { return this.toString(); };
String.prototype.localeCompare = function (other) {
    const mine = NativeString(this), theirs = NativeString(other);
    return mine < theirs ? -1 : mine > theirs ? 1 : 0;
};
String.prototype.toLocaleLowerCase = String.prototype.toLowerCase;
String.prototype.toLocaleUpperCase = String.prototype.toUpperCase;
delete global.Promise;
delete global.Atomics;
delete global.SharedArrayBuffer;
delete global.Proxy;
// A call of a JavaScript function counts against the engine's depth, a native one inside a native one does not.
function counted(owner, name) {
    const native = owner[name];
    owner[name] = function () { return apply(native, this, arguments); };
}
counted(Array.prototype, 'join');
counted(Array.prototype, 'toLocaleString');
const generators = Object.getPrototypeOf(function* () {}).prototype;
counted(generators, 'next');
counted(generators, 'return');
counted(generators, 'throw');

// --- Native steps run to their end whatever the time: huge ones are refused before they begin. ---

const kMaxLength = 4194304, kMaxEntries = 1000000;
function tooLarge(what) { return new RangeError('This ' + what + ' is too large for a function.'); }
function boundedLength(owner, names) {
    for (const name of names) {
        const native = owner[name];
        owner[name] = function () {
            if (this.length > kMaxLength) throw tooLarge('array');
            return apply(native, this, arguments);
        };
    }
}
boundedLength(Array.prototype, ['copyWithin', 'every', 'fill', 'filter', 'forEach', 'includes', 'map', 'reduce', 'reduceRight',
    'reverse', 'some', 'sort', 'splice']);
const nativeConcat = Array.prototype.concat;
Array.prototype.concat = function () {
    let length = this.length;
    for (let i = 0; i < arguments.length; ++i) length += Array.isArray(arguments[i]) ? arguments[i].length : 1;
    if (length > kMaxLength) throw tooLarge('array');
    return apply(nativeConcat, this, arguments);
};
const nativeRepeat = String.prototype.repeat;
String.prototype.repeat = function (count) {
    if (NativeString(this).length * count > kMaxLength) throw tooLarge('text');
    return apply(nativeRepeat, this, [count]);
};
for (const name of ['padStart', 'padEnd']) {
    const native = String.prototype[name];
    String.prototype[name] = function (length) {
        if (length > kMaxLength) throw tooLarge('text');
        return apply(native, this, arguments);
    };
}
const nativeRaw = String.raw;
String.raw = function (strings) {
    if (strings.raw.length > kMaxLength) throw tooLarge('text');
    return apply(nativeRaw, this, arguments);
};
// What these hold is not in the engine's own count of its memory.
for (const [type, name] of [[Map, 'set'], [Set, 'add']]) {
    const native = type.prototype[name];
    type.prototype[name] = function (key, value) {
        if (this.size >= kMaxEntries && !this.has(key)) throw tooLarge(name === 'set' ? 'map' : 'set');
        return apply(native, this, [key, value]);
    };
}
for (const kind of ['Int8', 'Uint8', 'Uint8Clamped', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64']) {
    delete global[kind + 'Array'];
}
delete global.ArrayBuffer;
delete global.DataView;

// --- The context. Refusals are thrown as the service's SDK throws them. ---

const hostLog = host.log, hostSend = host.send, getDigitalTwin = host.getDigitalTwin;
const upsertDigitalTwin = host.upsertDigitalTwin, updateDigitalTwin = host.updateDigitalTwin;
const deleteDigitalTwin = host.deleteDigitalTwin, getComponent = host.getComponent, updateComponent = host.updateComponent;
const getRelationship = host.getRelationship, listRelationships = host.listRelationships;
const listIncomingRelationships = host.listIncomingRelationships, upsertRelationship = host.upsertRelationship;
const updateRelationship = host.updateRelationship, deleteRelationship = host.deleteRelationship;
const publishTelemetry = host.publishTelemetry, patchProperties = host.patchProperties, registerPath = host.registerPath;
const sendToDevice = host.sendToDevice, invokeDeviceMethod = host.invokeDeviceMethod;
const getDeviceTwin = host.getDeviceTwin, updateDeviceTwin = host.updateDeviceTwin;
const settleMessage = host.settleMessage, renewMessageLock = host.renewMessageLock;
const receiveDeferredMessages = host.receiveDeferredMessages, sendMessages = host.sendMessages;
const cancelScheduledMessages = host.cancelScheduledMessages;
const isArray = Array.isArray;

function refusal() {
    const error = new NativeError(host.refusalSentence());
    error.name = 'RestError';
    error.code = host.refusalCode();
    const status = host.refusalStatus();
    if (status > 0) error.statusCode = status;
    host.refusedAt(NativeString(error.stack));
    return error;
}
function done(taken) {
    if (!taken) throw refusal();
}
function answer(text) {
    if (!text) throw refusal();
    return parse(text);
}
function json(value, what) {
    const text = stringify(value);
    if (text === undefined) throw new TypeError('There is no JSON for the ' + what + '.');
    return text;
}
function readable(value) {
    if (typeof value !== 'object' || value === null || value instanceof NativeError) return NativeString(value);
    try {
        return stringify(value);
    } catch (error) {
        return NativeString(value);
    }
}
function logAt(level) {
    return function () {
        let line = '';
        for (let i = 0; i < arguments.length; ++i) line += (i ? ' ' : '') + readable(arguments[i]);
        done(hostLog(level, line));
    };
}
const trace = logAt(0), debug = logAt(1), info = logAt(2), warn = logAt(3), error = logAt(4), log = logAt(2);
log.verbose = log.trace = trace;
log.info = info;
log.warn = warn;
log.error = error;
Object.freeze(log);

function ifMatch(options) {
    const etag = options === undefined || options === null ? undefined : options.ifMatch;
    return etag === undefined || etag === null ? '' : NativeString(etag);
}
function createOnly(options) {
    const etag = options === undefined || options === null ? undefined : options.ifNoneMatch;
    if (etag === undefined || etag === null) return false;
    if (etag !== '*') throw new TypeError("ifNoneMatch can only be '*'.");
    return true;
}

// --- Patches. Most are short lists of plain operations, which cross to the host without a text. ---

const kMaxPaths = 4096, kMaxOperations = 64, kMaxExact = 9007199254740992;
const pathNumbers = Object.create(null), lastPaths = [], lastNumbers = []; // the last ones by place in a patch
const crossing = []; // two places an operation
for (let i = 0; i < kMaxOperations; ++i) { // a write to a place that is not there yet would ask Array.prototype
    lastPaths.push(undefined);
    lastNumbers.push(0);
    crossing.push(0, 0);
}
host.usePatchArray(crossing);

function pathNumber(path) {
    let number = pathNumbers[path]; // a path begins with /, so it is no index
    if (number === undefined) {
        if (path[0] !== '/' || path.length > 256) return -1;
        number = registerPath(path);
        if (number >= 0) pathNumbers[path] = number;
    }
    return number;
}
// How many operations it laid out; -1 for whatever is not plain: its text says to the host what it is. An operation with a toJSON
// of its own is taken as it stands, as to look for one in each costs more than the rest.
function layOut(patch) {
    if (!isArray(patch) || patch.toJSON !== undefined) return -1;
    const count = patch.length; // asked once: a getter within may change it
    if (count > kMaxOperations) return -1;
    for (let i = 0; i < count; ++i) {
        const each = patch[i];
        if (typeof each !== 'object' || each === null) return -1;
        const op = each.op, path = each.path, value = each.value;
        const operation = op === 'add' ? 0 : op === 'replace' ? kMaxPaths : op === 'remove' ? 2 * kMaxPaths : -1;
        if (operation < 0 || typeof path !== 'string') return -1;
        const isPlain = typeof value === 'number' ? value < kMaxExact && value > -kMaxExact
            : typeof value === 'string' || typeof value === 'boolean' || operation === 2 * kMaxPaths;
        if (!isPlain) return -1;
        crossing[2 * i + 1] = operation === 2 * kMaxPaths ? 0 : value;
        if (lastPaths[i] !== path) {
            const number = pathNumber(path);
            if (number < 0) return -1;
            lastPaths[i] = path;
            lastNumbers[i] = number;
        }
        crossing[2 * i] = operation + lastNumbers[i];
    }
    return count;
}
function update(id, patch, options) {
    const twin = NativeString(id), guard = ifMatch(options);
    const count = guard === '' ? layOut(patch) : -1;
    if (count >= 0) done(patchProperties(twin, count));
    else done(updateDigitalTwin(twin, json(patch, 'patch'), guard));
}
function telemetry(id, component, payload, messageId, options) {
    const message = messageId === undefined || messageId === null || messageId === '' ? drawId() : NativeString(messageId);
    const time = options === undefined || options === null ? undefined : options.telemetrySourceTime;
    const sourceTime = time === undefined || time === null ? '' : time instanceof NativeDate ? time.toISOString() : NativeString(time);
    done(publishTelemetry(NativeString(id), component, message, json(payload, 'payload'), sourceTime));
}

// --- Service Bus, with the receiver's and the sender's names of @azure/service-bus. ---

function busRefusal() {
    const error = refusal();
    error.name = 'ServiceBusError';
    delete error.statusCode;
    return error;
}
function busDone(taken) {
    if (!taken) throw busRefusal();
}
function busAnswer(text) {
    if (!text) throw busRefusal();
    return parse(text);
}
function lockOf(message) {
    const lock = message === undefined || message === null ? undefined : message.lockToken;
    if (lock === undefined) throw new TypeError('This takes a message that was received from a queue or a subscription.');
    return NativeString(lock);
}
function settling(how) {
    return function (message, properties) {
        const text = properties === undefined || properties === null ? '{}' : json(properties, 'properties');
        busDone(settleMessage(how, lockOf(message), text));
    };
}
function list(items, what) { return json(isArray(items) ? items : [items], what); }
function utc(time) { return time instanceof NativeDate ? time.toISOString() : NativeString(time); }
function dueTime(time) {
    const text = time === undefined || time === null ? '' : utc(time);
    if (text === '') throw new TypeError('scheduleMessages takes the time at which the messages are to come in.');
    return text;
}
function createSender(service) {
    service = NativeString(service);
    return Object.freeze({
        sendMessages(messages) { busAnswer(sendMessages(service, list(messages, 'messages'), '')); },
        scheduleMessages(messages, time) { return busAnswer(sendMessages(service, list(messages, 'messages'), dueTime(time))); },
        cancelScheduledMessages(numbers) { busDone(cancelScheduledMessages(service, list(numbers, 'sequence numbers'))); },
    });
}
const settleComplete = settling(0);
const serviceBus = Object.freeze({
    completeMessage(message) { settleComplete(message); },
    abandonMessage: settling(1), deferMessage: settling(2), deadLetterMessage: settling(3),
    renewMessageLock(message) {
        const until = new NativeDate(busAnswer(renewMessageLock(lockOf(message))));
        message.lockedUntilUtc = until.toISOString();
        return until;
    },
    receiveDeferredMessages(numbers) { return busAnswer(receiveDeferredMessages(list(numbers, 'sequence numbers'))); },
    createSender,
});

const context = Object.freeze({
    log, trace, debug, info, warn, error,
    send(service, payload) { done(hostSend(NativeString(service), json(payload, 'payload'))); },
    get now() { return new NativeDate(now).toISOString(); },
    serviceBus,
    hub: Object.freeze({
        send(device, message) { done(sendToDevice(NativeString(device), json(message, 'message'))); },
        invokeDeviceMethod(device, call) { return answer(invokeDeviceMethod(NativeString(device), json(call, 'call'))); },
        getTwin(device) { return answer(getDeviceTwin(NativeString(device))); },
        updateTwin(device, patch) { done(updateDeviceTwin(NativeString(device), json(patch, 'patch'))); },
    }),
    twins: Object.freeze({
        getDigitalTwin(id) { return answer(getDigitalTwin(NativeString(id))); },
        upsertDigitalTwin(id, twin, options) {
            const text = typeof twin === 'string' ? twin : json(twin, 'twin');
            done(upsertDigitalTwin(NativeString(id), text, createOnly(options)));
        },
        updateDigitalTwin: update,
        deleteDigitalTwin(id, options) { done(deleteDigitalTwin(NativeString(id), ifMatch(options))); },
        getComponent(id, component) { return answer(getComponent(NativeString(id), NativeString(component))); },
        updateComponent(id, component, patch, options) {
            done(updateComponent(NativeString(id), NativeString(component), json(patch, 'patch'), ifMatch(options)));
        },
        getRelationship(source, id) { return answer(getRelationship(NativeString(source), NativeString(id))); },
        listRelationships(id, name) {
            return answer(listRelationships(NativeString(id), name === undefined ? '' : NativeString(name)));
        },
        listIncomingRelationships(id) { return answer(listIncomingRelationships(NativeString(id))); },
        upsertRelationship(source, id, relationship, options) {
            const text = json(relationship, 'relationship');
            done(upsertRelationship(NativeString(source), NativeString(id), text, createOnly(options)));
        },
        updateRelationship(source, id, patch, options) {
            done(updateRelationship(NativeString(source), NativeString(id), json(patch, 'patch'), ifMatch(options)));
        },
        deleteRelationship(source, id, options) {
            done(deleteRelationship(NativeString(source), NativeString(id), ifMatch(options)));
        },
        publishTelemetry(id, payload, messageId, options) { telemetry(id, '', payload, messageId, options); },
        publishComponentTelemetry(id, component, payload, messageId, options) {
            telemetry(id, NativeString(component), payload, messageId, options);
        },
    }),
});
global.console = Object.freeze({ log, trace, debug, info, warn, error });
global.process = Object.freeze({ env: Object.freeze(environment) });

// --- Speed: the engine's collector gives every page that it empties back to the system and asks for it again, which costs more
// than most calls. Small objects that stay, spread over the first megabyte or two of the heap, keep its pages. ---

const pins = [];
for (let i = 0; i < 100; ++i) {
    for (let k = 0; k < 300; ++k) {
        const pin = { i, k };
        if (k === 0) pins.push(pin);
    }
}

function describe(error) {
    try {
        if (error instanceof NativeError) {
            return { message: NativeString(error), stack: NativeString(error.stack), code: NativeString(error.code) };
        }
        return { message: readable(error), stack: '', code: '' };
    } catch (another) {
        return { message: 'an exception that cannot be shown', stack: '', code: '' };
    }
}

function invoke(entry, input, isText, at) {
    now = at;
    let event = input;
    if (isText) {
        try {
            event = parse(input);
        } catch (error) {
            return { message: error.message, stack: '', code: 'functions-input-invalid' };
        }
    }
    try {
        entry(context, event);
    } catch (error) {
        return describe(error);
    }
}
return { invoke, describe, pins };
}))js";

} // namespace

std::string_view preludeText() {
    return kPrelude;
}

} // namespace twinflow::functions
