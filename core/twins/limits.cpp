// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "twins/limits.h"

#include "base/json_document.h"

namespace twinflow::twins {

namespace {

Error tooLong(std::string_view what, std::string_view path, std::size_t limit) {
    return fault("LimitExceeded", "{0} at '{1}' is longer than {2} bytes.", what, path, limit)
        .at({{}, 0, 0, std::string(path)})
        .withHint(say("Shorten it, or keep the long text outside of the graph."));
}

Result<void> checkNode(const JsonNode& node, std::string_view path) {
    if (node.isString() && node.text.size() > kMaxStringBytes)
        return refuse(tooLong("A string", path, kMaxStringBytes));
    for (const JsonNode& item : node.items) {
        if (auto fits = checkNode(item, path); !fits) return fits;
    }
    for (const JsonNode::Member& member : node.members) {
        if (member.name.size() > kMaxNameBytes) return refuse(tooLong("A name", path, kMaxNameBytes));
        if (auto fits = checkNode(member.value, path); !fits) return fits;
    }
    return {};
}

} // namespace

Result<void> checkId(std::string_view kind, std::string_view id, std::size_t maxBytes) {
    bool fine = !id.empty() && id.size() <= maxBytes;
    for (const char c : id) fine = fine && static_cast<unsigned char>(c) >= 0x20 && c != 0x7f;
    if (fine) return {};
    return refuse(fault("InvalidArgument", "'{0}' cannot be the id of a {1}.", id, kind)
                      .withHint(say("Use 1 to {0} bytes without control characters.", maxBytes)));
}

Result<void> checkTexts(const Value& value, std::string_view path) {
    if (!value.isText()) return {};
    if (value.kind() == Value::Kind::string) {
        if (value.text().size() > kMaxStringBytes) return refuse(tooLong("The string", path, kMaxStringBytes));
        return {};
    }
    if (value.text().size() <= kMaxNameBytes) return {}; // whatever is in it is shorter than the whole
    const auto document = JsonDocument::parse(std::string(value.text()), {});
    return document ? checkNode(document->root(), path) : Result<void>(refuse(document.error()));
}

} // namespace twinflow::twins
