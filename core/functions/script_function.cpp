// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/script_function.h"

#include "base/random.h"
#include "functions/event_reader.h"
#include "functions/heap_meter.h"
#include "functions/prelude.h"
#include "functions/qt_text.h"
#include "functions/script_bridge.h"
#include "functions/script_error.h"
#include "functions/suspension.h"
#include "functions/watchdog.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>
#include <QtQml/QJSEngine>

#include <algorithm>
#include <cassert>

namespace twinflow::functions {

namespace {

constexpr qsizetype kMaxMessageLength = 2000;
constexpr std::size_t kTextsBeforeCollection = 4 * 1024 * 1024;

/// Letters, digits, _ and $, as far as ASCII goes: the name is put into a line of script.
bool isIdentifier(std::string_view name) {
    const auto isStart = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    };
    if (name.empty() || !isStart(name.front())) return false;
    return std::all_of(name.begin(), name.end(), [&](char c) { return isStart(c) || (c >= '0' && c <= '9'); });
}

QString textOf(const QJSValue& described, const char* member) {
    return described.property(QLatin1String(member)).toString();
}

/// The message of a described exception as a sentence, cut where it is long.
std::string messageOf(const QJSValue& described) {
    std::string sentence = textOf(described, "message").left(kMaxMessageLength).toStdString();
    if (sentence.empty() || std::string_view(".!?").find(sentence.back()) == std::string_view::npos) sentence += '.';
    return sentence;
}

/// An engine with the script in it. One that hoards is thrown away, as the cloud ends a process.
struct World {
    World(FunctionHost& host, const FunctionSettings& settings)
        : bridge(host, settings)
        , reader(engine)
        , meter(engine) {
        QJSEngine::setObjectOwnership(&bridge, QJSEngine::CppOwnership);
    }
    QJSEngine engine;
    ScriptBridge bridge;
    EventReader reader;
    HeapMeter meter;
    QJSValue prelude; // what it gave
    QJSValue invoke;
    QJSValue entry;
    std::size_t nextCheck = 0; // of the memory, when so many bytes are set aside
};

class ScriptFunction final : public Function {
public:
    ScriptFunction(const FunctionSettings& settings, std::string_view source, FunctionHost& host, std::uint64_t seed)
        : m_settings(settings)
        , m_file(settings.file.empty() ? settings.name : settings.file)
        , m_source(source.starts_with("\xef\xbb\xbf") ? source.substr(3) : source)
        , m_host(host)
        , m_random(Random(seed).fork(settings.name))
        , m_watch(Watchdog::shared(), settings.timeout, memoryLimit(),
                  [this] { m_world->engine.setInterrupted(true); }) {}

    /// Before the first call, and after the world was thrown away.
    Result<void> load();
    Invocation invoke(std::string_view input, Instant now) override;
    const FunctionSettings& settings() const override { return m_settings; }

private:
    std::size_t memoryLimit() const { return std::size_t{m_settings.limits.memoryMb} * 1024 * 1024; }
    void furnish();
    Result<void> compile();
    /// Why the script was stopped; the engine is ready for the next call either way.
    Watch::Ended endWatch();
    bool hoards();
    Invocation breach(Invocation::Result result, Error error, Instant now);
    Error compileError(const QJSValue& thrown, const QStringList& trace);
    Error timedOut() const;
    Error tooMuchMemory() const;
    Error suspended() const;
    Error threw(const QJSValue& failure) const;
    Place placeOf(const QString& stack) const;

    FunctionSettings m_settings;
    std::string m_file; // as errors name it
    std::string m_source;
    FunctionHost& m_host;
    Random m_random; // gives each world a seed of its own
    std::unique_ptr<World> m_world;
    Watch m_watch; // after the world, which it stops
    Suspension m_suspension;
    bool m_called = false;
};

void ScriptFunction::furnish() {
    QJSEngine& engine = m_world->engine;
    QJSValue seeds = engine.newArray(4);
    for (quint32 i = 0; i < 4; ++i) seeds.setProperty(i, static_cast<double>(m_random.next() >> 32));
    QJSValue environment = engine.newObject();
    for (const auto& [name, value] : m_settings.environment) environment.setProperty(toQString(name), toQString(value));
    const QJSValue prelude = engine.evaluate(toQString(preludeText()), toQString(kPreludeName));
    assert(prelude.isCallable());
    m_world->prelude = prelude.call({engine.newQObject(&m_world->bridge), engine.globalObject(), seeds, environment});
    m_world->invoke = m_world->prelude.property(QStringLiteral("invoke"));
    assert(m_world->invoke.isCallable());
}

Result<void> ScriptFunction::load() {
    m_world = std::make_unique<World>(m_host, m_settings);
    m_world->nextCheck = memoryLimit();
    auto compiled = compile();
    if (!compiled) m_world.reset();
    return compiled;
}

Result<void> ScriptFunction::compile() {
    furnish();
    const std::string& entry = m_settings.entry;
    if (!isIdentifier(entry)) {
        return refuse(fault("functions-entry-missing", "'{0}' cannot be the name of the function to call in '{1}'.",
                            entry, m_file)
                          .withHint(say("Name a function of the script, such as run.")));
    }
    // The question stands behind the script, as names declared with const are seen nowhere else.
    const std::string program = m_source + "\n;typeof " + entry + " === 'function' ? " + entry + " : undefined;";
    QStringList trace;
    m_world->bridge.beginCall();
    m_watch.begin();
    QJSValue result = m_world->engine.evaluate(toQString(program), toQString(m_file), 1, &trace);
    const Watch::Ended ended = endWatch();
    if (ended == Watch::Ended::tooLong) return refuse(timedOut());
    if (ended == Watch::Ended::tooMuchMemory || hoards()) return refuse(tooMuchMemory());
    if (const auto& exceeded = m_world->bridge.exceeded())
        return refuse(Error(*exceeded).at(placeOf(m_world->bridge.exceededAt())));
    if (!trace.isEmpty()) return refuse(compileError(result, trace));
    if (!result.isCallable()) {
        return refuse(fault("functions-entry-missing", "There is no function '{0}' in '{1}'.", entry, m_file)
                          .at({m_file, 0, 0, {}})
                          .withHint(say("Write: function {0}(context, event) { … }", entry)));
    }
    m_world->entry = std::move(result);
    return {};
}

Invocation ScriptFunction::invoke(std::string_view input, Instant now) {
    assert(!m_called); // a host queues what a call causes
    using Ended = Invocation::Result;
    if (m_suspension.suspended(now)) return {Ended::suspended, suspended()};
    if (!m_world) {
        if (auto loaded = load(); !loaded) {
            // It could be loaded once, so what differs now is time or memory, or a script that draws lots.
            if (loaded.error().code == "functions-timed-out") return breach(Ended::timedOut, loaded.error(), now);
            return breach(Ended::exceeded, loaded.error(), now);
        }
    }
    World& world = *m_world;
    world.meter.setTextsBeforeCollection(kTextsBeforeCollection);
    m_called = true;
    world.bridge.beginCall();
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch()).count();
    QJSValue event = world.reader.read(input);
    const bool isText = event.isUndefined();
    if (isText) event = QJSValue(toQString(input));
    m_watch.begin();
    const QJSValue failure =
        world.invoke.call({world.entry, event, QJSValue(isText), QJSValue(static_cast<double>(milliseconds))});
    m_called = false;
    switch (endWatch()) {
    case Watch::Ended::tooLong:
        return breach(Ended::timedOut, timedOut(), now);
    case Watch::Ended::tooMuchMemory:
        return breach(Ended::exceeded, tooMuchMemory(), now);
    case Watch::Ended::byItself:
        break;
    }
    if (hoards()) return breach(Ended::exceeded, tooMuchMemory(), now);
    if (const auto& exceeded = world.bridge.exceeded())
        return breach(Ended::exceeded, Error(*exceeded).at(placeOf(world.bridge.exceededAt())), now);
    m_suspension.ended();
    if (!failure.isUndefined()) return {Ended::threw, threw(failure)};
    return {};
}

Invocation ScriptFunction::breach(Invocation::Result result, Error error, Instant now) {
    m_suspension.breached(now);
    if (error.code == "functions-memory-limit") m_world.reset();
    return {result, std::move(error)};
}

/// Looked at after each call, so most of it is one comparison. A collection that frees enough lets the heap grow by
/// half its limit before the next look, as one that only has holes would be looked at for ever.
bool ScriptFunction::hoards() {
    World& world = *m_world;
    if (world.meter.reserved() <= world.nextCheck) return false;
    world.engine.collectGarbage();
    world.nextCheck = std::max(memoryLimit(), world.meter.reserved() + memoryLimit() / 2);
    return world.meter.used() > memoryLimit();
}

Watch::Ended ScriptFunction::endWatch() {
    const Watch::Ended ended = m_watch.end();
    if (ended != Watch::Ended::byItself) m_world->engine.setInterrupted(false);
    return ended;
}

Place ScriptFunction::placeOf(const QString& stack) const {
    const ScriptPoint point = pointOfStack(stack);
    return {m_file, point.line, point.column, {}};
}

Error ScriptFunction::threw(const QJSValue& failure) const {
    const std::string message = messageOf(failure);
    if (textOf(failure, "code") == QLatin1String("functions-input-invalid")) {
        return fault("functions-input-invalid", "What '{0}' was given is not valid JSON: {1}", m_settings.name, message)
            .at({m_file, 0, 0, {}});
    }
    return fault("functions-threw", "'{0}' threw: {1}", m_settings.name, message)
        .at(placeOf(textOf(failure, "stack")))
        .withHint(say("Catch it in the script, or mend what it says."));
}

Error ScriptFunction::compileError(const QJSValue& thrown, const QStringList& trace) {
    const ScriptPoint point = pointOfFrame(trace.front());
    if (thrown.errorType() == QJSValue::SyntaxError && point.column > 0) { // one thrown by the script has no column
        const ScriptPoint found = within(point, m_source);
        return fault("functions-syntax", "The script cannot be read: {0}.", textOf(thrown, "message").toStdString())
            .at({m_file, found.line, found.column, {}})
            .withHint(say("The engine reads ECMAScript 2016: no async, no await, no import."));
    }
    m_watch.begin(); // to look at what was thrown may run more of the script
    const QJSValue described = m_world->prelude.property(QStringLiteral("describe")).call({thrown});
    if (endWatch() != Watch::Ended::byItself) return timedOut();
    return fault("functions-threw", "The script threw while it was loaded: {0}", messageOf(described))
        .at({m_file, point.line, point.column, {}})
        .withHint(say("Move what needs the context into the function that is called."));
}

Error ScriptFunction::timedOut() const {
    return fault("functions-timed-out", "'{0}' ran longer than {1} and was stopped.", m_settings.name,
                 formatDuration(m_settings.timeout))
        .at({m_file, 0, 0, {}})
        .withHint(say("Look for a loop that does not end, or allow the function more time."));
}

Error ScriptFunction::tooMuchMemory() const {
    return fault("functions-memory-limit", "'{0}' took more than {1} MB and is begun anew, without its variables.",
                 m_settings.name, m_settings.limits.memoryMb)
        .at({m_file, 0, 0, {}})
        .withHint(say("Look for what grows from call to call, such as a global list, or raise limits.memoryMb."));
}

Error ScriptFunction::suspended() const {
    return fault("functions-suspended", "'{0}' is not called until {1}, as it went past a bound {2} times in a row.",
                 m_settings.name, formatInstant(m_suspension.until(), 0), Suspension::kBreaches)
        .at({m_file, 0, 0, {}})
        .withHint(say("The incidents say which bound: look for a loop that does not end, or for what grows."));
}

} // namespace

Result<std::unique_ptr<Function>> makeScript(const FunctionSettings& settings, std::string_view source,
                                             FunctionHost& host, std::uint64_t seed) {
    assert(QCoreApplication::instance() != nullptr);
    auto function = std::make_unique<ScriptFunction>(settings, source, host, seed);
    if (auto loaded = function->load(); !loaded) return refuse(std::move(loaded.error()));
    return function;
}

} // namespace twinflow::functions
