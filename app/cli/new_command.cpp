// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow new DIR
#include "commands.h"
#include "exit_codes.h"
#include "findings_text.h"
#include "samples.h"

#include "deployment/new_project.h"
#include "deployment/project.h"

#include <cstdio>
#include <filesystem>

namespace twinflow::cli {

namespace {

int listSamples() {
    const Terminal terminal = Terminal::of(stdout);
    for (const Sample& sample : samples()) {
        std::printf("%s  %s\n    %s\n", terminal.bold(sample.name).c_str(), sample.title.c_str(),
                    sample.description.c_str());
    }
    return kFine;
}

} // namespace

int newCommand(const NewArguments& arguments) {
    namespace fs = std::filesystem;
    if (arguments.list) return listSamples();
    std::error_code failure;
    const fs::path folder = fs::absolute(arguments.folder.empty() ? "." : arguments.folder, failure).lexically_normal();
    if (fs::exists(folder, failure) && !fs::is_empty(folder, failure)) {
        const Error error = fault("cli-folder-not-empty", "'{0}' is there and not empty.", arguments.folder)
                                .withHint(say("Name a folder that does not exist yet."));
        std::fputs(errorText(error, Terminal::of(stderr)).c_str(), stderr);
        return kWrongUse;
    }
    const std::string name = !arguments.name.empty() ? arguments.name
                             : folder.has_filename() ? folder.filename().string()
                                                     : folder.parent_path().filename().string();
    const auto saved = arguments.sample.empty() ? deployment::save(deployment::newProject(name), folder)
                                                : writeSample(arguments.sample, folder);
    if (!saved) {
        std::fputs(errorText(saved.error(), Terminal::of(stderr)).c_str(), stderr);
        return saved.error().code == "cli-sample-unknown" ? kWrongUse : kFindings;
    }
    std::printf("'%s' is in %s.\n\n  twinflow check %s\n  twinflow run %s\n",
                (arguments.sample.empty() ? name : arguments.sample).c_str(), arguments.folder.c_str(),
                arguments.folder.c_str(), arguments.folder.c_str());
    return kFine;
}

} // namespace twinflow::cli
