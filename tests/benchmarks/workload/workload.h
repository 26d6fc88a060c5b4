// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the workloads as texts: the same bytes on every machine (SHA256SUMS).
#pragma once

#include "workload/draws.h"

#include <string>

namespace twinflow::bench {

/// E: change events as CloudEvents, one a line, some 400 bytes each, about kTwins twins of kModels models.
std::string changeEvents(unsigned count);

/// Whether filters compare with >. Some peers have no ranges: theirs compare with = instead.
enum class Ranges : bool { without, with };
/// R: route filters, one a line: id, kind, filter, the pattern that event-ruler takes, the one that quamina takes, the
/// condition in JavaScript over an event e. Columns that an engine has no way to say are '-'.
std::string routeFilters(unsigned count, Ranges ranges);
/// H: the same columns; filters with nothing to index by equality.
std::string hardFilters(unsigned count);
/// S: filters on the subject alone, as brokers and flow engines have them, one a line: kind (exact, prefix) and text.
/// The first takes every event.
std::string subjectFilters(unsigned count);
/// S with the columns of R.
std::string subjectRules(unsigned count);

/// L: records in the shape of the public city-lots benchmark, with synthetic values, one a line.
std::string lotRecords(unsigned count);
/// The same records as the data of CloudEvents.
std::string lotEvents(unsigned count);
/// 8 classes of 5 rules: class, event-ruler's pattern, quamina's.
std::string lotRules();
/// The rules of a class with the columns of R, where the filter language can say them: EXACT, PREFIX, SUFFIX, NUMERIC
/// and ANYTHING_BUT; of other classes nothing.
std::string lotFilters(std::string_view ofClass);

/// T: bodies of device messages, one a line of exactly so many bytes, which fit at least the fixed members (200).
std::string telemetry(unsigned count, std::size_t bytes, Stream stream);

/// G: a tree (fan-out 4 to 12) and half as many cross links, nearly all of them short; a line an edge.
std::string graphEdges(unsigned nodes);

/// Q: a building's twins and relationships.
struct TwinFiles {
    std::string ndjson;        ///< as the twin service gives twins
    std::string csv;           ///< id, model, name, region, status, temperature, humidity
    std::string relationships; ///< csv: src, dst, name
};
TwinFiles twinFiles();

} // namespace twinflow::bench
