// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exit_codes.h"

#include "findings_text.h"

#include <algorithm>
#include <string_view>

namespace twinflow::cli {

namespace {

constexpr std::string_view kWrongUses[] = {"cli-command-unknown",
                                           "cli-folder-not-empty",
                                           "engine-output-not-ours",
                                           "cli-report-unwritable",
                                           "cli-sample-unknown",
                                           "cli-series-every",
                                           "cli-series-many",
                                           "cli-series-missing",
                                           "cli-series-which",
                                           "cli-service-unknown",
                                           "cli-speed",
                                           "cli-test-nothing",
                                           "downstream-series-missing",
                                           "engine-scenario-unknown",
                                           "engine-schedules-nothing",
                                           "engine-subscriber-unknown",
                                           "file-missing",
                                           "project-missing",
                                           "time-duration-invalid",
                                           "time-invalid"};

} // namespace

int statusOf(const Error& error) {
    const auto end = std::end(kWrongUses);
    return std::find(std::begin(kWrongUses), end, error.code) == end ? kFindings : kWrongUse;
}

int fail(const Error& error) {
    printError(error);
    return statusOf(error);
}

} // namespace twinflow::cli
