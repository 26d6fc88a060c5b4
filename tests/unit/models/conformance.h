// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The published DTDL cases, run through ModelSet::build.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace twinflow::test {

struct Conformance {
    int cases = 0;
    int comparedCodes = 0; ///< invalid cases that were refused and that name their errors
    /// A case each: its name, a colon, and what we judge otherwise, or a code of ours that is not among those named.
    std::vector<std::string> differences;
};

/// Runs all lines of a file of cases (one JSON object a line, see the data's README).
Conformance runCases(const std::filesystem::path& file);

/// Checks the values that the cases give for one of their schemas: whether each conforms, as they say.
Conformance runInstances(const std::filesystem::path& file);

} // namespace twinflow::test
