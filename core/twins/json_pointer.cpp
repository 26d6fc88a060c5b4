// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "twins/json_pointer.h"

#include <charconv>
#include <utility>

namespace twinflow::twins {

std::string takeToken(std::string_view& pointer) {
    pointer.remove_prefix(1);
    const std::string_view raw = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(raw.size());
    std::string token;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const bool escape = raw[i] == '~' && i + 1 < raw.size() && (raw[i + 1] == '0' || raw[i + 1] == '1');
        if (!escape) {
            token += raw[i];
            continue;
        }
        ++i;
        token += raw[i] == '1' ? '/' : '~';
    }
    return token;
}

std::size_t arrayPosition(std::string_view token, std::size_t size) {
    if (token == "-") return size;
    std::size_t at = 0;
    const auto [end, failure] = std::from_chars(token.data(), token.data() + token.size(), at);
    const bool whole = failure == std::errc() && end == token.data() + token.size();
    const bool leadingZero = token.size() > 1 && token.front() == '0';
    return whole && !leadingZero && at <= size ? at : size + 1;
}

const JsonNode* childOf(const JsonNode& node, std::string_view token) {
    if (node.isObject()) return node.find(token);
    const std::size_t at = arrayPosition(token, node.items.size());
    return at < node.items.size() ? &node.items[at] : nullptr;
}

JsonNode* childOf(JsonNode& node, std::string_view token) {
    return const_cast<JsonNode*>(childOf(std::as_const(node), token));
}

JsonNode nodeOf(const Value& value) {
    const auto document = JsonDocument::parse(value.json(), {});
    return document ? document->root() : JsonNode{};
}

Value valueInside(const Value& whole, std::string_view pointer) {
    const JsonNode root = nodeOf(whole);
    const JsonNode* node = &root;
    while (node && !pointer.empty()) node = childOf(*node, takeToken(pointer));
    return node ? node->value() : Value();
}

} // namespace twinflow::twins
