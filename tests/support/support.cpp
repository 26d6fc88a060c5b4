// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support.h"

#include <cstdlib>
#include <stdexcept>

namespace twinflow::test {

JsonDocument json(std::string_view text) {
    auto document = JsonDocument::parse(std::string(text), "test.json");
    if (!document) throw std::runtime_error(document.error().str());
    return std::move(*document);
}

std::filesystem::path sourceFolder() {
    const char* folder = std::getenv("TWINFLOW_SOURCE");
    return folder ? folder : std::filesystem::current_path();
}

std::filesystem::path dataFolder() {
    const char* named = std::getenv("TWINFLOW_DATA");
    const std::filesystem::path folder =
        named ? std::filesystem::path(named) : sourceFolder() / ".." / "shared" / "data";
    return std::filesystem::is_directory(folder) ? folder : std::filesystem::path();
}

std::string lines(const Findings& findings) {
    std::string text;
    for (const Error& finding : findings) text += finding.str() + "\n";
    return text;
}

std::string codes(const Findings& findings) {
    std::string text;
    for (const Error& finding : findings) text += (text.empty() ? "" : " ") + finding.code;
    return text;
}

} // namespace twinflow::test
