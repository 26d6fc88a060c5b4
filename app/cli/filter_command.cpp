// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow filter check, test and explain
#include "commands.h"
#include "exit_codes.h"
#include "filter_text.h"
#include "findings_text.h"
#include "ndjson.h"

#include "base/file.h"
#include "deployment/filter_findings.h"
#include "query/evaluate.h"
#include "query/lexer.h"
#include "query/parser.h"
#include "routes/cloud_event.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace twinflow::cli {

using Json = nlohmann::ordered_json;

namespace {

struct FilterArguments {
    std::string filter;
    std::string event;  ///< test, explain: file with a CloudEvent, or one a line
    std::string ndjson; ///< check, test: cases to judge instead, a line each
    bool json = false;
};

/// "position" counts bytes from 0, "line" and "column" from 1.
Json placedJson(const Error& error, std::string_view filter) {
    Json json = errorJson(error);
    if (error.place.line > 0) json["position"] = query::offsetIn(filter, error.place);
    return json;
}

/// "valid", and "error" or "warnings".
bool judge(const std::string& filter, Json& answer) {
    answer["valid"] = true;
    for (const auto& finding : deployment::filterFindings(filter, routes::EventShapes())) {
        Json json = placedJson(finding.error, filter);
        if (!finding.mended.empty()) json["fix"] = finding.mended;
        if (finding.error.severity == Severity::error) {
            answer["valid"] = false;
            answer["error"] = std::move(json);
        } else {
            answer["warnings"].push_back(std::move(json));
        }
    }
    return answer["valid"].get<bool>();
}

Result<void> checkLine(const JsonNode& line, Json& answer) {
    const Result<std::string> filter = textMember(line, "filter");
    if (!filter) return refuse(filter.error());
    judge(*filter, answer);
    return {};
}

Result<void> testLine(const JsonNode& line, Json& answer) {
    const Result<std::string> filter = textMember(line, "filter");
    if (!filter) return refuse(filter.error());
    const auto parsed = query::parseFilter(*filter);
    if (!parsed) {
        answer["error"] = placedJson(parsed.error(), *filter);
        return refuse(parsed.error());
    }
    const JsonNode* event = line.find("event");
    if (!event) {
        return refuse(fault("cli-line-member", "The line has no 'event'.")
                          .withHint(say("Give each line a member \"event\" with a CloudEvent.")));
    }
    std::string text;
    event->appendJson(text);
    routes::FieldTable fields;
    fields.addFieldsOf(parsed->expression);
    routes::CloudEventRecord record(fields);
    if (!record.moveTo(text)) return refuse(routes::CloudEventRecord::invalid());
    answer["result"] = query::isTrue(parsed->expression, record);
    return {};
}

void printPlaced(const Error& error, std::string_view filter, std::FILE* stream) {
    const Terminal terminal = Terminal::of(stream);
    std::fputs((errorText(error, terminal) + caretLines(filter, error.place, terminal)).c_str(), stream);
}

/// The events of a file: one as JSON in any layout, or one a line, as storage keeps them.
Result<std::vector<JsonDocument>> readEvents(const std::string& file) {
    Result<std::string> text = readFile(file);
    if (!text) return refuse(std::move(text.error()));
    std::vector<JsonDocument> events;
    auto whole = JsonDocument::parse(*text, file);
    if (whole) {
        events.push_back(std::move(*whole));
        return events;
    }
    std::string_view rest = *text;
    std::uint32_t number = 0;
    while (!rest.empty()) {
        ++number;
        const std::size_t length = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, length);
        rest.remove_prefix(std::min(length + 1, rest.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        auto event = JsonDocument::parse(std::string(line), file, number);
        if (!event) return refuse(std::move(events.empty() ? whole.error() : event.error()));
        events.push_back(std::move(*event));
    }
    if (events.empty()) return refuse(std::move(whole.error()));
    return events;
}

/// Calls `show` with the expression and each event; gives the exit status.
template <typename Show>
int forEvents(const FilterArguments& arguments, Show show) {
    const auto parsed = query::parseFilter(arguments.filter);
    if (!parsed) {
        printPlaced(parsed.error(), arguments.filter, stderr);
        return kFindings;
    }
    const auto events = readEvents(arguments.event);
    if (!events) return fail(events.error());
    routes::FieldTable fields;
    fields.addFieldsOf(parsed->expression);
    fields.add({query::Attribute::subject, {}}); // what an explanation calls the event by
    routes::CloudEventRecord record(fields);
    for (const JsonDocument& event : *events) {
        if (!record.moveTo(std::string_view(event.text()).substr(event.root().offset)))
            return fail(routes::CloudEventRecord::invalid().at(event.place(event.root())));
        show(parsed->expression, record);
    }
    for (const Error& warning : parsed->warnings) printPlaced(warning, arguments.filter, stderr);
    return kFine;
}

Json explanationJson(const query::Explanation& explanation) {
    Json json{{"truth", explanation.truth}, {"text", explanation.text}};
    if (explanation.kind == query::Expression::Kind::all) json["join"] = "AND";
    if (explanation.kind == query::Expression::Kind::any) json["join"] = "OR";
    for (const auto& seen : explanation.saw) json["saw"].push_back({{"field", seen.field}, {"value", seen.value}});
    for (const query::Explanation& part : explanation.parts) json["parts"].push_back(explanationJson(part));
    return json;
}

std::string lineOf(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

int checkCommand(const FilterArguments& arguments) {
    if (!arguments.ndjson.empty()) return answerLines(arguments.ndjson, checkLine);
    if (arguments.json) {
        Json answer = Json::object();
        const bool valid = judge(arguments.filter, answer);
        std::fputs(lineOf(answer).c_str(), stdout);
        return valid ? kFine : kFindings;
    }
    const Terminal terminal = Terminal::of(stdout);
    const auto findings = deployment::filterFindings(arguments.filter, routes::EventShapes());
    for (const auto& finding : findings) {
        printPlaced(finding.error, arguments.filter, stdout);
        if (!finding.mended.empty())
            std::printf("       %s%s\n", terminal.good("fix: ").c_str(), finding.mended.c_str());
    }
    const auto parsed = query::parseFilter(arguments.filter);
    if (!parsed) return kFindings;
    std::string reading;
    appendExpression(reading, parsed->expression);
    std::printf("%s  %s\n", findings.empty() ? terminal.good("fine").c_str() : "read as", reading.c_str());
    return kFine;
}

int testCommand(const FilterArguments& arguments) {
    if (!arguments.ndjson.empty()) return answerLines(arguments.ndjson, testLine);
    return forEvents(arguments, [](const query::Expression& filter, const routes::CloudEventRecord& record) {
        std::puts(query::isTrue(filter, record) ? "true" : "false");
    });
}

int explainCommand(const FilterArguments& arguments) {
    const Terminal terminal = Terminal::of(stdout);
    return forEvents(arguments, [&](const query::Expression& filter, const routes::CloudEventRecord& record) {
        const query::Explanation explanation = query::explain(filter, arguments.filter, record);
        if (arguments.json) {
            std::fputs(lineOf(explanationJson(explanation)).c_str(), stdout);
            return;
        }
        const std::string_view of = record.value(query::Field{query::Attribute::subject, {}}).text;
        const std::string subject = of.empty() ? "" : " of " + std::string(of);
        std::printf("%s  %s%s %s\n%s",
                    explanation.truth ? terminal.good("true ").c_str() : terminal.bad("false").c_str(),
                    std::string(record.type()).c_str(), subject.c_str(),
                    explanation.truth ? "passes." : "does not pass.", explanationTree(explanation, terminal).c_str());
    });
}

using Command = int (*)(const FilterArguments&);

} // namespace

void addFilterCommand(CLI::App& app, Chosen& chosen) {
    CLI::App* filter = app.add_subcommand("filter", "Reads filters of event routes");
    filter->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, Command command, bool takesEvent, const char* members) {
        const auto arguments = std::make_shared<FilterArguments>();
        CLI::App* sub = filter->add_subcommand(name, what);
        CLI::Option* text = sub->add_option("FILTER", arguments->filter, "The filter, in quotes of the shell");
        CLI::Option* event = nullptr;
        if (takesEvent) {
            event = sub->add_option("--event", arguments->event, "File with a CloudEvent as JSON, or one a line");
            event->type_name("FILE");
        }
        if (members) {
            CLI::Option* lines = sub->add_option("--ndjson", arguments->ndjson, std::string(kLinesHelp) + members);
            lines->type_name("FILE")->excludes(text);
            if (event) lines->excludes(event);
        }
        sub->callback([=, &chosen] {
            const bool complete = text->count() > 0 && (!event || event->count() > 0);
            if (!complete && arguments->ndjson.empty())
                throw CLI::RequiredError(text->count() == 0 ? "FILTER" : "--event");
            chosen = [arguments, command] { return command(*arguments); };
        });
        return std::pair(sub, arguments);
    };
    const auto [check, checkArguments] = add("check", "Says whether a filter is one, else where it is wrong",
                                             checkCommand, false, R"({"name", "filter"})");
    check->add_flag("--json", checkArguments->json, "Print the answer as JSON");
    add("test", "Says whether an event passes", testCommand, true, R"({"name", "filter", "event": {…}})");
    const auto [explain, explainArguments] =
        add("explain", "Shows the truth of each clause for an event, and what it saw", explainCommand, true, nullptr);
    explain->add_flag("--json", explainArguments->json, "Print the tree as JSON");
}

} // namespace twinflow::cli
