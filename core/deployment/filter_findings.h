// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a route's filter before any event comes, each with a way out.
#pragma once

#include "base/result.h"
#include "query/parser.h"
#include "routes/filter_logic.h"

#include <string>
#include <vector>

namespace twinflow::deployment {

struct FilterFinding {
    Error error;        ///< line and column within the filter
    Sentence fixText;   ///< what the fix would do; empty when there is none
    std::string mended; ///< the whole filter with the fix
};

/// What the parser refuses or doubts; a filter or a branch of it that no event passes, and why; one that every event
/// passes; members of bodies that no model names. Nothing is said of what may pass. Codes: those of
/// query::parseFilter(), routes-never-matches, routes-branch-never-matches, routes-always-matches,
/// routes-member-unknown.
std::vector<FilterFinding> filterFindings(const std::string& filter, const routes::EventShapes& shapes);

/// Why the parts cannot all be true of one event: a sentence, a hint, and a fix where there is one. `parts` has no part
/// that could be left out.
FilterFinding whyNever(const std::string& filter, const std::vector<const query::Expression*>& parts,
                       const routes::EventShapes& shapes);

/// The filter with the bytes of `span` replaced.
std::string replaced(const std::string& filter, query::Span span, std::string_view by);
/// The bytes of the literal or field on one side of a clause.
query::Span sideOf(std::string_view filter, query::Span clause, bool right);

} // namespace twinflow::deployment
