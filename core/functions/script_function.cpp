// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/script_function.h"

#include "base/random.h"
#include "functions/event_reader.h"
#include "functions/prelude.h"
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

QString toQString(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

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

class ScriptFunction final : public Function {
public:
    ScriptFunction(const FunctionSettings& settings, FunctionHost& host)
        : m_settings(settings)
        , m_file(settings.file.empty() ? settings.name : settings.file)
        , m_bridge(host, m_settings.name)
        , m_reader(m_engine)
        , m_watch(Watchdog::shared(), settings.timeout, [this] { m_engine.setInterrupted(true); }) {
        QJSEngine::setObjectOwnership(&m_bridge, QJSEngine::CppOwnership);
    }

    /// Once, before the first call.
    Result<void> compile(std::string_view source, std::uint64_t seed);
    Invocation invoke(std::string_view input, Instant now) override;
    const FunctionSettings& settings() const override { return m_settings; }

private:
    void furnish(std::uint64_t seed);
    /// True when the script was stopped; the engine is ready for the next call either way.
    bool endWatch();
    Error compileError(const QJSValue& thrown, const QStringList& trace, std::string_view source);
    Error timedOut() const;
    Error suspended() const;
    Error threw(const QJSValue& failure) const;
    Place placeOf(const QJSValue& described) const;

    FunctionSettings m_settings;
    std::string m_file; // as errors name it
    QJSEngine m_engine;
    ScriptBridge m_bridge;
    EventReader m_reader;
    QJSValue m_world; // what the prelude gave
    QJSValue m_invoke;
    QJSValue m_entry;
    Watch m_watch; // after the engine, which it stops
    Suspension m_suspension;
    bool m_called = false;
};

void ScriptFunction::furnish(std::uint64_t seed) {
    Random random = Random(seed).fork(m_settings.name);
    QJSValue seeds = m_engine.newArray(4);
    for (quint32 i = 0; i < 4; ++i) seeds.setProperty(i, static_cast<double>(random.next() >> 32));
    const QJSValue prelude = m_engine.evaluate(toQString(preludeText()), toQString(kPreludeName));
    assert(prelude.isCallable());
    m_world = prelude.call({m_engine.newQObject(&m_bridge), m_engine.globalObject(), seeds});
    m_invoke = m_world.property(QStringLiteral("invoke"));
    assert(m_invoke.isCallable());
}

Result<void> ScriptFunction::compile(std::string_view source, std::uint64_t seed) {
    furnish(seed);
    const std::string& entry = m_settings.entry;
    if (!isIdentifier(entry)) {
        return refuse(fault("functions-entry-missing", "'{0}' cannot be the name of the function to call in '{1}'.",
                            entry, m_file)
                          .withHint(say("Name a function of the script, such as run.")));
    }
    if (source.starts_with("\xef\xbb\xbf")) source.remove_prefix(3);
    // The question stands behind the script, as names declared with const are seen nowhere else.
    const std::string program =
        std::string(source) + "\n;typeof " + entry + " === 'function' ? " + entry + " : undefined;";
    QStringList trace;
    m_bridge.beginCall();
    m_watch.begin();
    QJSValue result = m_engine.evaluate(toQString(program), toQString(m_file), 1, &trace);
    if (endWatch()) return refuse(timedOut());
    if (!trace.isEmpty()) return refuse(compileError(result, trace, source));
    if (!result.isCallable()) {
        return refuse(fault("functions-entry-missing", "There is no function '{0}' in '{1}'.", entry, m_file)
                          .at({m_file, 0, 0, {}})
                          .withHint(say("Write: function {0}(context, event) { … }", entry)));
    }
    m_entry = std::move(result);
    return {};
}

Invocation ScriptFunction::invoke(std::string_view input, Instant now) {
    assert(!m_called); // a host queues what a call causes
    if (m_suspension.suspended(now)) return {Invocation::Result::suspended, suspended()};
    m_called = true;
    m_bridge.beginCall();
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch()).count();
    QJSValue event = m_reader.read(input);
    const bool isText = event.isUndefined();
    if (isText) event = QJSValue(toQString(input));
    m_watch.begin();
    const QJSValue failure =
        m_invoke.call({m_entry, event, QJSValue(isText), QJSValue(static_cast<double>(milliseconds))});
    m_called = false;
    if (endWatch()) {
        m_suspension.timedOut(now);
        return {Invocation::Result::timedOut, timedOut()};
    }
    m_suspension.ended();
    if (m_bridge.exceeded()) {
        return {Invocation::Result::threw, Error(*m_bridge.exceeded()).at(placeOf(failure))};
    }
    if (!failure.isUndefined()) return {Invocation::Result::threw, threw(failure)};
    return {};
}

bool ScriptFunction::endWatch() {
    const bool stopped = m_watch.end();
    if (stopped) m_engine.setInterrupted(false);
    return stopped;
}

Place ScriptFunction::placeOf(const QJSValue& described) const {
    const ScriptPoint point = pointOfStack(textOf(described, "stack"));
    return {m_file, point.line, point.column, {}};
}

Error ScriptFunction::threw(const QJSValue& failure) const {
    const std::string message = messageOf(failure);
    if (textOf(failure, "code") == QLatin1String("functions-input-invalid")) {
        return fault("functions-input-invalid", "What '{0}' was given is not valid JSON: {1}", m_settings.name, message)
            .at({m_file, 0, 0, {}});
    }
    return fault("functions-threw", "'{0}' threw: {1}", m_settings.name, message)
        .at(placeOf(failure))
        .withHint(say("Catch it in the script, or mend what it says."));
}

Error ScriptFunction::compileError(const QJSValue& thrown, const QStringList& trace, std::string_view source) {
    const ScriptPoint point = pointOfFrame(trace.front());
    if (thrown.errorType() == QJSValue::SyntaxError && point.column > 0) { // one thrown by the script has no column
        const ScriptPoint found = within(point, source);
        return fault("functions-syntax", "The script cannot be read: {0}.", textOf(thrown, "message").toStdString())
            .at({m_file, found.line, found.column, {}})
            .withHint(say("The engine reads ECMAScript 2016: no async, no await, no import."));
    }
    m_watch.begin(); // to look at what was thrown may run more of the script
    const QJSValue described = m_world.property(QStringLiteral("describe")).call({thrown});
    if (endWatch()) return timedOut();
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

Error ScriptFunction::suspended() const {
    return fault("functions-suspended", "'{0}' is not called until {1}, as it timed out {2} times in a row.",
                 m_settings.name, formatInstant(m_suspension.until(), 0), Suspension::kTimeouts)
        .at({m_file, 0, 0, {}})
        .withHint(say("Look for a loop that does not end, or allow the function more time."));
}

} // namespace

Result<std::unique_ptr<Function>> makeScript(const FunctionSettings& settings, std::string_view source,
                                             FunctionHost& host, std::uint64_t seed) {
    assert(QCoreApplication::instance() != nullptr);
    auto function = std::make_unique<ScriptFunction>(settings, host);
    if (auto compiled = function->compile(source, seed); !compiled) return refuse(std::move(compiled.error()));
    return function;
}

} // namespace twinflow::functions
