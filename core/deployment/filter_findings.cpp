// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/filter_findings.h"

#include "deployment/nearest.h"
#include "query/lexer.h"

#include <algorithm>
#include <array>

namespace twinflow::deployment {

using query::Expression;
using query::Field;
using query::Span;
using query::Token;
using routes::EventShapes;
using routes::Goal;

std::string replaced(const std::string& filter, Span span, std::string_view by) {
    return filter.substr(0, span.begin) + std::string(by) + filter.substr(span.end);
}

namespace {

constexpr std::size_t kMaxParts = 24;   // of an AND, that are tried one by one for what contradicts
constexpr std::size_t kMaxClauses = 64; // of a filter whose branches are looked at one by one
constexpr std::size_t kMaxFixes = 64;   // of a filter: each is a whole filter

/// The tokens of a clause, placed in the filter.
std::vector<Token> tokensIn(std::string_view filter, Span span) {
    auto tokens = query::readTokens(filter.substr(span.begin, span.end - span.begin));
    if (!tokens) return {};
    tokens->pop_back(); // the end
    for (Token& token : *tokens) token.span = {token.span.begin + span.begin, token.span.end + span.begin};
    return std::move(*tokens);
}

/// The clause whose text holds that byte, or none.
const Expression* clauseAt(const Expression& expression, std::size_t at) {
    if (at < expression.span.begin || at >= expression.span.end) return nullptr;
    if (expression.kind == Expression::Kind::clause) return &expression;
    const auto part = std::partition_point(expression.parts.begin(), expression.parts.end(),
                                           [&](const Expression& one) { return one.span.end <= at; });
    return part == expression.parts.end() ? nullptr : clauseAt(*part, at);
}

/// The types that the legacy $eventType names, as a filter of today.
std::string_view todaysForm(std::string_view legacy) {
    if (legacy == "DigitalTwinTelemetryMessages") return "type = 'microsoft.iot.telemetry'";
    if (legacy == "DigitalTwinChangeNotification") return "type = 'Microsoft.DigitalTwins.Twin.Update'";
    if (legacy == "DigitalTwinLifecycleNotification") {
        return "(type = 'Microsoft.DigitalTwins.Twin.Create' OR type = 'Microsoft.DigitalTwins.Twin.Delete')";
    }
    if (legacy == "DigitalTwinRelationshipChangeNotification")
        return "STARTS_WITH(type, 'Microsoft.DigitalTwins.Relationship.')";
    return {};
}

/// A fix for what the parser warned of.
void mendWarning(FilterFinding& finding, const std::string& filter, const Expression& root, const EventShapes& shapes) {
    const std::size_t at = query::offsetIn(filter, finding.error.place);
    const Expression* clause = clauseAt(root, at);
    if (!clause) return;
    const Span right = sideOf(filter, clause->span, true);
    const bool isRight = at == right.begin;
    const Span side = isRight ? right : sideOf(filter, clause->span, false);
    if (finding.error.code == "query-field-legacy") {
        const auto* literal = std::get_if<Value>(&clause->clause.right);
        if (clause->clause.op != query::Operator::equal || !literal || literal->kind() != Value::Kind::string) return;
        const std::string_view today = todaysForm(literal->text());
        if (today.empty()) return;
        finding.fixText = say("Write {0}", today);
        finding.mended = replaced(filter, clause->span, today);
        return;
    }
    if (finding.error.code != "query-field-unknown") return;
    const std::string name = filter.substr(side.begin, side.end - side.begin);
    std::string meant;
    if (isRight) {
        query::appendQuoted(meant, name);
    } else {
        const std::vector<std::string>& members = shapes.memberNames();
        const bool isMember =
            std::find(members.begin(), members.end(), name.substr(0, name.find('.'))) != members.end();
        meant = isMember ? "$body." + name
                         : nearest(name, {"type", "source", "subject", "dataschema", "datacontenttype", "specversion"});
    }
    if (meant.empty()) return;
    finding.fixText = say("Write {0}", meant);
    finding.mended = replaced(filter, side, meant);
}

/// The parts of an AND, those of an AND within it included; anything else is its own only part.
void addParts(std::vector<const Expression*>& parts, const Expression& expression) {
    if (expression.kind != Expression::Kind::all) {
        parts.push_back(&expression);
        return;
    }
    for (const Expression& part : expression.parts) addParts(parts, part);
}

std::size_t clausesOf(const Expression& expression) {
    std::size_t count = expression.kind == Expression::Kind::clause ? 1 : 0;
    for (const Expression& part : expression.parts) count += clausesOf(part);
    return count;
}

bool canPass(const std::vector<const Expression*>& parts, const EventShapes& shapes) {
    std::vector<Goal> goals;
    for (const Expression* part : parts) goals.push_back({part, true});
    return routes::typesThatMeet(goals, shapes) != 0;
}

/// Walks down to what can never be true where it stands.
class NeverFinder {
public:
    NeverFinder(const std::string& filter, const Expression& root, const EventShapes& shapes,
                std::vector<FilterFinding>& findings)
        : m_filter(filter)
        , m_clauses(clausesOf(root))
        , m_shapes(shapes)
        , m_findings(findings) {}

    /// `context` are the parts that must be true beside `expression`, which can all be true together.
    void look(const Expression& expression, std::vector<const Expression*> context, bool whole) {
        std::vector<const Expression*> parts = context;
        addParts(parts, expression);
        if (!canPass(parts, m_shapes)) {
            if (expression.kind == Expression::Kind::any) {
                for (const Expression& part : expression.parts) look(part, context, whole);
            } else {
                report(parts, whole);
            }
            return;
        }
        if (m_clauses > kMaxClauses) return;
        std::vector<const Expression*> own;
        addParts(own, expression);
        for (const Expression* group : own) {
            if (group->kind != Expression::Kind::any) continue;
            std::vector<const Expression*> beside = context;
            std::copy_if(own.begin(), own.end(), std::back_inserter(beside),
                         [&](const Expression* other) { return other != group; });
            for (const Expression& branch : group->parts) look(branch, beside, false);
        }
    }

private:
    void report(const std::vector<const Expression*>& parts, bool whole) {
        FilterFinding finding = parts.size() > kMaxParts ? manyParts(parts) : fewParts(parts);
        if (m_findings.size() >= kMaxFixes) finding = {std::move(finding.error), {}, {}};
        finding.error.code = whole ? "routes-never-matches" : "routes-branch-never-matches";
        finding.error.severity = Severity::warning;
        const auto same = [&](const FilterFinding& other) { return other.error == finding.error; };
        if (std::none_of(m_findings.begin(), m_findings.end(), same)) m_findings.push_back(std::move(finding));
    }

    /// Leaves out every part without which the rest still contradicts itself.
    FilterFinding fewParts(std::vector<const Expression*> parts) const {
        for (std::size_t i = 0; i < parts.size() && parts.size() > 1;) {
            std::vector<const Expression*> rest = parts;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
            if (canPass(rest, m_shapes))
                ++i;
            else
                parts = std::move(rest);
        }
        return whyNever(m_filter, parts, m_shapes);
    }
    FilterFinding manyParts(const std::vector<const Expression*>& parts) const {
        return {
            fault("", "Of the {0} conditions that AND joins here, some are never true of the same event.", parts.size())
                .withHint(say("Look for two that exclude each other, and join them with OR or remove one."))
                .at(query::placeIn(m_filter, parts.front()->span.begin)),
            {},
            {}};
    }

    const std::string& m_filter;
    const std::size_t m_clauses;
    const EventShapes& m_shapes;
    std::vector<FilterFinding>& m_findings;
};

/// Members of bodies that only telemetry could have, and that no model names.
void findUnknownMembers(const std::string& filter, const Expression& expression, const EventShapes& shapes,
                        std::vector<FilterFinding>& findings) {
    for (const Expression& part : expression.parts) findUnknownMembers(filter, part, shapes, findings);
    if (expression.kind != Expression::Kind::clause) return;
    for (const bool right : {false, true}) {
        const query::Term& term = right ? expression.clause.right : expression.clause.left;
        const auto* field = std::get_if<Field>(&term);
        if (!field || field->attribute != query::Attribute::body || field->path.empty()) continue;
        const std::string& name = field->path.front();
        const std::vector<std::string>& known = shapes.memberNames();
        if (name.starts_with('$') || name == "modelId" || name == "patch") continue;
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const std::string meant = nearest(name, known);
        if (meant.empty() && !shapes.isTelemetryModelled()) continue;
        const Span span = sideOf(filter, expression.span, right);
        FilterFinding finding;
        finding.error =
            fault("routes-member-unknown",
                  "No model has a property or telemetry '{0}', so only telemetry that is not modelled has it.", name)
                .withHint(meant.empty() ? say("Check its spelling and case, or add it to a model.")
                                        : say("Did you mean '{0}'?", meant))
                .as(meant.empty() ? Severity::note : Severity::warning)
                .at(query::placeIn(filter, span.begin));
        if (!meant.empty() && findings.size() < kMaxFixes) {
            std::string text;
            Field mended = *field;
            mended.path.front() = meant;
            query::appendField(text, mended);
            finding.fixText = say("Write {0}", text);
            finding.mended = replaced(filter, span, text);
        }
        findings.push_back(std::move(finding));
    }
}

} // namespace

Span sideOf(std::string_view filter, Span clause, bool right) {
    const std::vector<Token> tokens = tokensIn(filter, clause);
    Span side = clause;
    bool behind = false;
    bool begun = false;
    for (const Token& token : tokens) {
        if (token.kind == Token::Kind::comparison || token.kind == Token::Kind::comma) {
            behind = true;
            continue;
        }
        if (token.kind == Token::Kind::open) { // of a function: what came before was its name, or a bracket
            begun = false;
            continue;
        }
        if (token.kind == Token::Kind::close || behind != right) continue;
        if (!begun) side.begin = token.span.begin;
        begun = true;
        side.end = token.span.end;
    }
    return side;
}

std::vector<FilterFinding> filterFindings(const std::string& filter, const EventShapes& shapes) {
    std::vector<FilterFinding> findings;
    auto parsed = query::parseFilter(filter);
    if (!parsed) {
        findings.push_back({std::move(parsed.error()), {}, {}});
        return findings;
    }
    const Expression& root = parsed->expression;
    for (Error& warning : parsed->warnings) {
        findings.push_back({std::move(warning), {}, {}});
        if (findings.size() <= kMaxFixes) mendWarning(findings.back(), filter, root, shapes);
    }
    if (root.kind == Expression::Kind::constant) return findings;
    const auto isUnknown = [](const FilterFinding& one) { return one.error.code == "query-field-unknown"; };
    const bool doubted = std::any_of(findings.begin(), findings.end(), isUnknown);
    // A name that is no field says why already.
    if (!doubted) NeverFinder(filter, root, shapes, findings).look(root, {}, true);
    const Goal refused{&root, false};
    if (routes::typesThatMeet({&refused, 1}, shapes) == 0) {
        findings.push_back({fault("routes-always-matches", "Every event passes the filter.")
                                .withHint(say("Write true to say so, or compare with something that differs."))
                                .as(Severity::warning)
                                .at(query::placeIn(filter, root.span.begin)),
                            say("Write true"), "true"});
    }
    if (shapes.knowsModels() && findings.empty()) findUnknownMembers(filter, root, shapes, findings);
    return findings;
}

} // namespace twinflow::deployment
