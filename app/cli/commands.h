// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of `twinflow`: what each is asked, and what it answers as exit status.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace twinflow::cli {

struct RunArguments {
    std::string folder;
    std::string scenario;
    std::optional<std::uint64_t> events;
    std::string duration;
    std::uint64_t seed = 1;
    std::string speed = "max";
    unsigned threads = 2;
    std::string report;
    std::string out;
    bool json = false;
    bool quiet = false;
};

struct CheckArguments {
    std::string folder;
    bool json = false;
};

struct NewArguments {
    std::string folder;
    std::string name;
    std::string sample; ///< copy this one instead
    bool list = false;  ///< say which samples there are
};

struct ModelsValidateArguments {
    std::vector<std::string> paths;
    std::string ndjson; ///< cases to judge instead, a line each
    bool language = false;
    bool json = false;
};

struct GraphArguments {
    std::string folder;
    std::string file; ///< import: what is read; export: what is written, empty for standard output
    bool keepGoing = false;
};

struct FilterArguments {
    std::string filter;
    std::string event;  ///< test, explain: file with a CloudEvent, or one a line
    std::string ndjson; ///< check, test: cases to judge instead, a line each
    bool json = false;
};

int runCommand(const RunArguments& arguments);
int checkCommand(const CheckArguments& arguments);
int newCommand(const NewArguments& arguments);
int modelsValidateCommand(const ModelsValidateArguments& arguments);
int graphImportCommand(const GraphArguments& arguments);
int graphExportCommand(const GraphArguments& arguments);
int filterCheckCommand(const FilterArguments& arguments);
int filterTestCommand(const FilterArguments& arguments);
int filterExplainCommand(const FilterArguments& arguments);

} // namespace twinflow::cli
