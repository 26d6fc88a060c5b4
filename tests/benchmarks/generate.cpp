// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow-bench generate: the files that product and peers read.
#include "commands.h"

#include "base/file.h"
#include "workload/filled.h"
#include "workload/workload.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>

namespace twinflow::bench {

namespace {

Result<void> generate(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed); // what is wrong with it, writeFile() says
    std::size_t files = 0;
    std::size_t bytes = 0;
    Result<void> done;
    const auto write = [&](const std::string& name, const std::string& text) {
        if (!done) return;
        done = writeFile(folder / name, text);
        ++files;
        bytes += text.size();
    };
    write("events.ndjson", changeEvents(100'000));
    for (const unsigned count : {1u, 10u, 100u, 1000u, 10'000u, 100'000u}) {
        write(filled("rules_full_%.tsv", count), routeFilters(count, Ranges::with));
        write(filled("rules_norange_%.tsv", count), routeFilters(count, Ranges::without));
    }
    for (const unsigned count : {100u, 1000u, 10'000u}) write(filled("rules_hard_%.tsv", count), hardFilters(count));
    for (const unsigned count : {1u, 10u, 100u, 1000u, 10'000u}) {
        write(filled("subj_%.tsv", count), subjectFilters(count));
        write(filled("rules_subj_%.tsv", count), subjectRules(count));
    }
    write("lots.ndjson", lotRecords(50'000));
    write("lots_rules.tsv", lotRules());
    write("lots_events.ndjson", lotEvents(50'000));
    for (const char* ofClass : {"EXACT", "PREFIX", "SUFFIX", "NUMERIC", "ANYTHING_BUT"})
        write(filled("rules_lots_%.tsv", ofClass), lotFilters(ofClass));
    write("tele_300.ndjson", telemetry(100'000, 300, Stream::shortTelemetry));
    write("tele_2k.ndjson", telemetry(20'000, 2048, Stream::longTelemetry));
    for (const unsigned nodes : {1000u, 10'000u, 50'000u, 100'000u})
        write(filled("graph_%.edges", nodes), graphEdges(nodes));
    const TwinFiles twins = twinFiles();
    write("twins.ndjson", twins.ndjson);
    write("twins.csv", twins.csv);
    write("rels.csv", twins.relationships);
    if (done) std::printf("{\"files\":%zu,\"bytes\":%zu}\n", files, bytes);
    return done;
}

} // namespace

void addGenerateCommand(CLI::App& app, int& status) {
    const auto folder = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand("generate", "Writes the files of the workloads, the same bytes everywhere");
    command->add_option("FOLDER", *folder, "Made where it is missing")->required();
    command->callback([folder, &status] {
        if (const Result<void> done = generate(*folder); !done) {
            std::fprintf(stderr, "%s\n", done.error().str().c_str());
            status = 2;
        }
    });
}

} // namespace twinflow::bench
