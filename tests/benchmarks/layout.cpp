// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow-bench layout: where the nodes of a graph go, as the studio places them.
#include "commands.h"
#include "layout_quality.h"
#include "lines.h"
#include "measure.h"

#include "base/file.h"
#include "layouts/force_layout.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace twinflow::bench {

namespace {

using layouts::Edge;
using layouts::Points;

struct LayoutArguments {
    std::string graph;
    std::string out;
    unsigned threads = 1;
    std::uint64_t seed = 1;
    std::size_t repeat = 5;
};

Result<std::vector<Edge>> readEdges(const std::string& file) {
    const auto lines = Lines::read(file, std::numeric_limits<std::size_t>::max());
    if (!lines) return refuse(lines.error());
    std::vector<Edge> edges;
    for (const std::string_view line : *lines) {
        Edge edge;
        const char* const end = line.data() + line.size();
        const auto [at, first] = std::from_chars(line.data(), end, edge.from);
        const bool isDivided = first == std::errc() && at != end && *at == ' ';
        const auto [behind, second] = std::from_chars(isDivided ? at + 1 : end, end, edge.to);
        if (!isDivided || second != std::errc() || behind != end || std::max(edge.from, edge.to) == layouts::kNoNode) {
            return refuse(fault("bench-edges", "'{0}' in '{1}' is no edge.", line, file)
                              .withHint(say("A line has the numbers of two nodes, with a space between them.")));
        }
        edges.push_back(edge);
    }
    if (edges.empty()) return refuse(fault("bench-edges", "'{0}' has no edges.", file));
    return edges;
}

Result<void> layOut(const LayoutArguments& arguments) {
    const auto edges = readEdges(arguments.graph);
    if (!edges) return refuse(edges.error());
    std::size_t nodes = 0;
    for (const Edge& edge : *edges) nodes = std::max({nodes, std::size_t{edge.from} + 1, std::size_t{edge.to} + 1});
    Points places;
    std::vector<double> seconds;
    for (std::size_t i = 0; i < arguments.repeat; ++i) {
        const Stopwatch watch;
        Points found = *layouts::forceLayout(nodes, *edges, {.seed = arguments.seed, .threads = arguments.threads});
        seconds.push_back(watch.seconds());
        if (i > 0 && found != places)
            return refuse(fault("bench-passes", "Two layouts of '{0}' with one seed differ.", arguments.graph));
        places = std::move(found);
    }
    if (!arguments.out.empty()) {
        std::string text;
        for (const auto& place : places) text += std::to_string(place.x) + ' ' + std::to_string(place.y) + '\n';
        if (auto written = writeFile(arguments.out, text); !written) return written;
    }
    const LayoutQuality quality = qualityOf(nodes, *edges, places);
    std::printf("{\"nodes\":%zu,\"edges\":%zu,\"seconds\":%.4f,\"slowest\":%.4f,\"fastest\":%.4f,\"stress\":%.4f,"
                "\"neighbours\":%.3f,\"spread\":%.2f,\"peakRssMb\":%.1f}\n",
                nodes, edges->size(), median(seconds), quantile(seconds, 1), quantile(seconds, 0), quality.stress,
                quality.neighbours, quality.spread, peakRssMb());
    return {};
}

} // namespace

void addLayoutCommand(CLI::App& app, int& status) {
    const auto arguments = std::make_shared<LayoutArguments>();
    CLI::App* command = app.add_subcommand("layout", "A place for each node of a graph, and how good they are");
    command->add_option("GRAPH", arguments->graph, "Edges, a line each: the numbers of two nodes")->required();
    command->add_option("--out", arguments->out, "Writes the places, a line each");
    command->add_option("--threads", arguments->threads, "Threads of the layout")->check(CLI::Range(1, 16));
    command->add_option("--seed", arguments->seed, "Another one gives other places");
    command->add_option("--repeat", arguments->repeat, "Layouts made; the median of their times counts")
        ->check(CLI::Range(1, 1000));
    command->callback([arguments, &status] {
        if (const Result<void> done = layOut(*arguments); !done) {
            std::fprintf(stderr, "%s\n", done.error().str().c_str());
            status = 2;
        }
    });
}

} // namespace twinflow::bench
