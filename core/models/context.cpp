// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/context.h"

#include "models/dtmi.h"

namespace twinflow::models {

namespace {

constexpr std::string_view kDtdlContext = "dtmi:dtdl:context";

class ContextReader {
public:
    ContextReader(const JsonDocument& document, const Scope& outer, Report& report)
        : m_document(document)
        , m_report(report)
        , m_scope(outer) {}

    std::optional<Scope> read(const JsonNode& context) {
        if (context.isArray()) {
            const bool top = m_scope.version == 0;
            if (top && context.items.empty()) {
                error(context, "empty-context", say("The '@context' is empty."), kNeedsVersion);
            }
            for (const JsonNode& item : context.items) readOne(item);
        } else {
            readOne(context);
        }
        if (m_failed) return std::nullopt;
        return m_scope;
    }

private:
    void error(const JsonNode& at, std::string_view code, Sentence what, std::string_view hint) {
        m_report.error({&m_document, at.offset}, code, std::move(what), say(hint));
        m_failed = true;
    }

    void readOne(const JsonNode& value) {
        if (m_failed) return;
        if (value.isObject()) {
            error(value, "disallowed-local-context", say("'@context' holds an object; DTDL allows no local terms."),
                  "Name contexts by their DTMI and spell terms out.");
        } else if (!value.isString()) {
            error(value, "invalid-context", say("'@context' holds a value that is no string."), kNeedsVersion);
        } else if (value.text.substr(0, 5) != "dtmi:") {
            error(value, "non-dtmi-context-specifier", say("The context '{0}' is no DTMI.", value.text), kNeedsVersion);
        } else if (isDtdlContext(value.text)) {
            readDtdl(value);
        } else {
            readExtension(value);
        }
    }

    static bool isDtdlContext(std::string_view text) {
        if (text.substr(0, kDtdlContext.size()) != kDtdlContext) return false;
        return text.size() == kDtdlContext.size() || text[kDtdlContext.size()] == ';' ||
               text[kDtdlContext.size()] == '#';
    }

    void readDtdl(const JsonNode& value) {
        const std::string_view text = value.text;
        const std::string_view version = versionSuffix(text.substr(0, text.find('#')));
        if (m_affiliateSeen) {
            error(value, "dtdl-context-follows-affiliate", say("The context '{0}' follows an extension.", text),
                  "Put the DTDL context first.");
        } else if (version.empty()) {
            error(value, "missing-context-version", say("The context '{0}' has no version.", text), kNeedsVersion);
        } else if (version != ";2" && version != ";3" && version != ";4") {
            error(value, "unrecognized-context-version", say("There is no version '{0}' of DTDL.", version.substr(1)),
                  "Use version 2 or 3.");
        } else if (version != ";4" && text.find('#') != std::string_view::npos) {
            error(value, "disallowed-context-fragment", say("The context '{0}' has a fragment.", text),
                  "Leave '#' and what follows out; only version 4 knows it.");
        } else {
            m_scope = {.version = version[1] - '0'};
            if (m_scope.version < 4) m_scope.contexts.add(m_scope.version == 2 ? ContextId::dtdl2 : ContextId::dtdl3);
        }
    }

    void readExtension(const JsonNode& value) {
        const std::string_view text = value.text;
        const std::optional<Dtmi> dtmi = parseDtmi(text);
        if (!dtmi) {
            error(value, "invalid-context-specifier", say("The context '{0}' is no valid DTMI.", text), kExtensions);
        } else if (m_scope.version == 0) {
            error(value, "missing-dtdl-context", say("The first context is '{0}', not one of DTDL.", text),
                  kNeedsVersion);
        } else if (dtmi->major == 0) {
            error(value, "missing-context-version", say("The context '{0}' has no version.", text), kExtensions);
        } else if (const std::optional<ContextId> known = findContext(text)) {
            m_scope.contexts.add(*known);
        } else if (m_scope.version != 3) {
            m_scope.incomplete = true; // a model of version 4 is refused as a whole, whatever it extends
        } else if (isKnownExtension(withoutVersion(text))) {
            error(value, "unresolvable-context-version",
                  say("The extension '{0}' has no version '{1}'.", withoutVersion(text), versionSuffix(text).substr(1)),
                  kExtensions);
        } else {
            error(value, "unresolvable-context-specifier", say("The extension '{0}' is not known.", text), kExtensions);
        }
        m_affiliateSeen = true;
    }

    static bool isKnownExtension(std::string_view name) {
        for (int context = 0; context <= static_cast<int>(ContextId::mqtt3); ++context) {
            if (withoutVersion(contextDtmi(static_cast<ContextId>(context))) == name) return true;
        }
        return false;
    }

    static constexpr std::string_view kNeedsVersion = "Use 'dtmi:dtdl:context;3' or 'dtmi:dtdl:context;2'.";
    static constexpr std::string_view kExtensions = "Known extensions are dtmi:dtdl:extension:quantitativeTypes;1, "
                                                    "annotation, overriding, historization, requirement and mqtt.";

    const JsonDocument& m_document;
    Report& m_report;
    Scope m_scope;
    bool m_affiliateSeen = false;
    bool m_failed = false;
};

} // namespace

std::optional<Scope> readContext(const JsonDocument& document, const JsonNode& context, const Scope& outer,
                                 Report& report) {
    return ContextReader(document, outer, report).read(context);
}

} // namespace twinflow::models
