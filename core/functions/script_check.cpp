// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/script_check.h"

#include "functions/qt_text.h"

#include <QtQml/private/qqmljsengine_p.h>
#include <QtQml/private/qqmljslexer_p.h>
#include <QtQml/private/qqmljsparser_p.h>

namespace twinflow::functions {

namespace {

bool isWordCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

/// There are many ways to give a name its function; without the name there is none.
bool hasWord(std::string_view source, std::string_view word) {
    for (std::size_t at = source.find(word); at != std::string_view::npos; at = source.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !isWordCharacter(source[at - 1]);
        if (begins && (end == source.size() || !isWordCharacter(source[end]))) return true;
    }
    return false;
}

} // namespace

Result<void> checkScript(const FunctionSettings& settings, std::string_view source) {
    QQmlJS::Engine engine;
    QQmlJS::Lexer lexer(&engine);
    lexer.setCode(toQString(source), 1, false);
    QQmlJS::Parser parser(&engine);
    if (!parser.parseProgram()) {
        Place place{settings.file, 0, 0, {}};
        std::string what = "Syntax error";
        if (const auto messages = parser.diagnosticMessages(); !messages.isEmpty()) {
            place.line = messages.front().loc.startLine;
            place.column = messages.front().loc.startColumn;
            what = messages.front().message.toStdString();
        }
        return refuse(fault("functions-syntax", "The script cannot be read: {0}.", what)
                          .at(place)
                          .withHint(say("The engine reads ECMAScript 2016: no async, no await, no import.")));
    }
    if (hasWord(source, settings.entry)) return {};
    return refuse(
        fault("functions-entry-missing", "There is no function '{0}' in '{1}'.", settings.entry, settings.file)
            .at({settings.file, 0, 0, {}})
            .withHint(say("Write: function {0}(context, event) { … }", settings.entry))
            .as(Severity::warning)); // a run looks it up: a script may make it in ways that its text does not show
}

} // namespace twinflow::functions
