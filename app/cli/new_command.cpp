// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow new DIR
#include "commands.h"
#include "exit_codes.h"
#include "samples.h"
#include "terminal.h"

#include "deployment/new_project.h"
#include "deployment/project.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>

namespace twinflow::cli {

namespace {

struct NewArguments {
    std::string folder;
    std::string name;
    std::string sample; ///< copy this one instead
    bool list = false;  ///< say which samples there are
};

int listSamples() {
    const Terminal terminal = Terminal::of(stdout);
    for (const Sample& sample : samples()) {
        std::printf("%s  %s\n    %s\n", terminal.bold(sample.name).c_str(), sample.title.c_str(),
                    sample.description.c_str());
    }
    return kFine;
}

int newCommand(const NewArguments& arguments) {
    namespace fs = std::filesystem;
    if (arguments.list) return listSamples();
    std::error_code failure;
    const fs::path folder = fs::absolute(arguments.folder.empty() ? "." : arguments.folder, failure).lexically_normal();
    if (fs::exists(folder, failure) && !fs::is_empty(folder, failure)) {
        return fail(fault("cli-folder-not-empty", "'{0}' is there and not empty.", arguments.folder)
                        .withHint(say("Name a folder that does not exist yet.")));
    }
    const std::string name = !arguments.name.empty() ? arguments.name
                             : folder.has_filename() ? folder.filename().string()
                                                     : folder.parent_path().filename().string();
    const auto saved = arguments.sample.empty() ? deployment::save(deployment::newProject(name), folder)
                                                : writeSample(arguments.sample, folder);
    if (!saved) return fail(saved.error());
    std::printf("'%s' is in %s.\n\n  twinflow check %s\n  twinflow run %s\n",
                (arguments.sample.empty() ? name : arguments.sample).c_str(), arguments.folder.c_str(),
                arguments.folder.c_str(), arguments.folder.c_str());
    return kFine;
}

} // namespace

void addNewCommand(CLI::App& app, Chosen& chosen) {
    const auto fresh = std::make_shared<NewArguments>();
    CLI::App* command = app.add_subcommand("new", "Makes a small project that runs");
    command->add_flag("--list", fresh->list, "List the samples");
    command->add_option("DIR", fresh->folder, "Folder to make");
    CLI::Option* name =
        command->add_option("--name", fresh->name, "Name of the deployment (default: the folder's)")->type_name("NAME");
    command->add_option("--sample", fresh->sample, "Copy this sample instead")->type_name("NAME")->excludes(name);
    command->callback([fresh, &chosen] {
        if (fresh->folder.empty() && !fresh->list) throw CLI::RequiredError("DIR");
        chosen = [fresh] { return newCommand(*fresh); };
    });
}

} // namespace twinflow::cli
