// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The text cases of filters: see tests/cases/query/README.md for the format.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace twinflow::test {

struct FilterCase {
    std::string name; ///< file:line
    std::string filter;
    std::vector<std::string> passes; ///< names of events
    std::vector<std::string> fails;
    std::string error;                 ///< "line:column code", empty when the filter is sound
    std::vector<std::string> warnings; ///< the same for each warning
};

/// All cases of all .txt files of a folder, files in order of name. Throws on a line that it does not understand.
std::vector<FilterCase> readFilterCases(const std::filesystem::path& folder);

} // namespace twinflow::test
