// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where services stand in the picture, kept apart from the deployment so that a moved card changes nothing that runs.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <map>
#include <string>

namespace twinflow::ui {

struct Spot {
    int x = 0;
    int y = 0;
    bool operator==(const Spot&) const = default;
};

/// By the services' keys (service_ref.h); who is not in it stands where the layout puts it.
struct Layout {
    std::map<std::string, Spot> spots;
    bool operator==(const Layout&) const = default;
};

/// The text of layout.json.
std::string layoutText(const Layout& layout);
/// layout.json of the project folder; an empty layout where there is none. Error codes: json-syntax, layout-invalid.
Result<Layout> loadLayout(const std::filesystem::path& folder);
/// Writes layout.json when its content would differ; an empty layout needs no file. One that cannot be read is
/// kept as layout-unreadable.json. Error code: file-unwritable.
Result<void> saveLayout(const Layout& layout, const std::filesystem::path& folder);

} // namespace twinflow::ui
