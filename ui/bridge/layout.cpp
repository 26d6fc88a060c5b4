// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/layout.h"

#include "base/file.h"
#include "base/json_document.h"
#include "base/json_text.h"

namespace twinflow::ui {

namespace {

constexpr const char* kFile = "layout.json";
constexpr const char* kAside = "layout-unreadable.json"; // what could not be read is not lost

} // namespace

std::string layoutText(const Layout& layout) {
    std::string text = "{\n  \"version\": 1,\n  \"places\": {";
    const char* separator = "\n";
    for (const auto& [key, spot] : layout.spots) {
        text += separator;
        text += "    ";
        appendJsonString(text, key);
        text += ": [" + std::to_string(spot.x) + ", " + std::to_string(spot.y) + "]";
        separator = ",\n";
    }
    return text + "\n  }\n}\n";
}

Result<Layout> loadLayout(const std::filesystem::path& folder) {
    std::error_code ignored;
    if (!std::filesystem::exists(folder / kFile, ignored)) return Layout{};
    auto text = readFile(folder / kFile);
    if (!text) return refuse(std::move(text.error()));
    const auto document = JsonDocument::parse(std::move(*text), kFile);
    if (!document) return refuse(document.error());
    const JsonNode* places = document->root().find("places");
    if (!places || !places->isObject()) {
        return refuse(fault("layout-invalid", "layout.json has no object 'places'.")
                          .withHint(say("Remove the file; services then stand where the layout puts them."))
                          .at({kFile, 0, 0, {}}));
    }
    Layout layout;
    for (const JsonNode::Member& member : places->members) {
        const auto& items = member.value.items;
        std::int64_t x = 0;
        std::int64_t y = 0;
        constexpr std::int64_t kFar = 1'000'000;
        const bool isSpot = items.size() == 2 && items[0].asInteger(x) && items[1].asInteger(y) && x > -kFar &&
                            x < kFar && y > -kFar && y < kFar;
        if (isSpot) layout.spots[member.name] = {static_cast<int>(x), static_cast<int>(y)};
    }
    return layout;
}

Result<void> saveLayout(const Layout& layout, const std::filesystem::path& folder) {
    const auto before = loadLayout(folder);
    if (before && *before == layout) return {};
    if (!before) {
        if (layout.spots.empty()) return {}; // nothing to write that is worth the file there
        std::error_code failure;
        std::filesystem::rename(folder / kFile, folder / kAside, failure);
        if (failure) {
            return refuse(fault("file-unwritable", "{0} cannot be kept as {1}: {2}.", kFile, kAside, failure.message())
                              .withHint(say("Mend or move it, then save again.")));
        }
    }
    return writeFile(folder / kFile, layoutText(layout));
}

} // namespace twinflow::ui
