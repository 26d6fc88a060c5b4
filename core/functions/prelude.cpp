// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/prelude.h"

namespace twinflow::functions {

namespace {

constexpr std::string_view kPrelude = R"js((function (host, global, seeds) {
'use strict';

const NativeDate = Date, NativeError = Error, NativeString = String;
const parse = JSON.parse, stringify = JSON.stringify;
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
        time = Reflect.apply(NativeDate.UTC, undefined, arguments);
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
    owner[name] = function () { return Reflect.apply(native, this, arguments); };
}
counted(Array.prototype, 'join');
counted(Array.prototype, 'toLocaleString');
const generators = Object.getPrototypeOf(function* () {}).prototype;
counted(generators, 'next');
counted(generators, 'return');
counted(generators, 'throw');

// --- The context. Refusals are thrown as the service's SDK throws them. ---

const hostLog = host.log, hostSend = host.send, getDigitalTwin = host.getDigitalTwin;
const upsertDigitalTwin = host.upsertDigitalTwin, updateDigitalTwin = host.updateDigitalTwin;
const deleteDigitalTwin = host.deleteDigitalTwin, listRelationships = host.listRelationships;
const listIncomingRelationships = host.listIncomingRelationships, upsertRelationship = host.upsertRelationship;
const deleteRelationship = host.deleteRelationship, publishTelemetry = host.publishTelemetry;
const sendToDevice = host.sendToDevice, invokeDeviceMethod = host.invokeDeviceMethod;
const getDeviceTwin = host.getDeviceTwin, updateDeviceTwin = host.updateDeviceTwin;

function refusal() {
    const error = new NativeError(host.refusalSentence());
    error.name = 'RestError';
    error.code = host.refusalCode();
    return error;
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
function log() {
    let line = '';
    for (let i = 0; i < arguments.length; ++i) line += (i ? ' ' : '') + readable(arguments[i]);
    if (!hostLog(line)) throw refusal();
}
function telemetry(id, component, payload, messageId) {
    const message = messageId === undefined || messageId === null || messageId === '' ? drawId() : NativeString(messageId);
    if (!publishTelemetry(NativeString(id), component, message, json(payload, 'payload'))) throw refusal();
}
const context = Object.freeze({
    log,
    send(service, payload) { if (!hostSend(NativeString(service), json(payload, 'payload'))) throw refusal(); },
    get now() { return new NativeDate(now).toISOString(); },
    hub: Object.freeze({
        send(device, message) { if (!sendToDevice(NativeString(device), json(message, 'message'))) throw refusal(); },
        invokeDeviceMethod(device, call) {
            const text = invokeDeviceMethod(NativeString(device), json(call, 'call'));
            if (!text) throw refusal();
            return parse(text);
        },
        getTwin(device) {
            const text = getDeviceTwin(NativeString(device));
            if (!text) throw refusal();
            return parse(text);
        },
        updateTwin(device, patch) { if (!updateDeviceTwin(NativeString(device), json(patch, 'patch'))) throw refusal(); },
    }),
    twins: Object.freeze({
        getDigitalTwin(id) {
            const text = getDigitalTwin(NativeString(id));
            if (!text) throw refusal();
            return parse(text);
        },
        upsertDigitalTwin(id, twin) {
            const text = typeof twin === 'string' ? twin : json(twin, 'twin');
            if (!upsertDigitalTwin(NativeString(id), text)) throw refusal();
        },
        updateDigitalTwin(id, patch) {
            if (!updateDigitalTwin(NativeString(id), json(patch, 'patch'))) throw refusal();
        },
        deleteDigitalTwin(id) { if (!deleteDigitalTwin(NativeString(id))) throw refusal(); },
        listRelationships(id, name) {
            const text = listRelationships(NativeString(id), name === undefined ? '' : NativeString(name));
            if (!text) throw refusal();
            return parse(text);
        },
        listIncomingRelationships(id) {
            const text = listIncomingRelationships(NativeString(id));
            if (!text) throw refusal();
            return parse(text);
        },
        upsertRelationship(source, id, relationship) {
            if (!upsertRelationship(NativeString(source), NativeString(id), json(relationship, 'relationship'))) throw refusal();
        },
        deleteRelationship(source, id) {
            if (!deleteRelationship(NativeString(source), NativeString(id))) throw refusal();
        },
        publishTelemetry(id, payload, messageId) { telemetry(id, '', payload, messageId); },
        publishComponentTelemetry(id, component, payload, messageId) {
            telemetry(id, NativeString(component), payload, messageId);
        },
    }),
});
global.console = Object.freeze({ log, info: log, warn: log, error: log, debug: log });

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
