// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a run's destinations write: emptied before a run, but only when it is ours.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <utility>

namespace twinflow::engine {

/// What an earlier run left in the folder is put aside, and comes back unless keep() is called: a run that is refused
/// takes nothing away.
class OutputFolder {
public:
    /// Makes `folder` exist and be empty but for our mark. Error codes: engine-output-not-ours (it holds other things),
    /// engine-output-unwritable, file-unwritable.
    static Result<OutputFolder> prepare(const std::filesystem::path& folder);
    OutputFolder(OutputFolder&& other) noexcept
        : m_folder(std::exchange(other.m_folder, {})) {}
    OutputFolder& operator=(OutputFolder&&) = delete;
    /// The run that writes here must be gone.
    ~OutputFolder();
    /// The folder is the new run's.
    void keep();

private:
    explicit OutputFolder(std::filesystem::path folder)
        : m_folder(std::move(folder)) {}

    std::filesystem::path m_folder; // empty: nothing comes back
};

} // namespace twinflow::engine
