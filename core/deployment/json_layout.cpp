// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/json_layout.h"

#include "base/json_text.h"

#include <algorithm>

namespace twinflow::deployment {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kWidth = 120;

void appendScalar(std::string& out, const Json& value) {
    if (value.is_string())
        appendJsonString(out, value.get_ref<const std::string&>());
    else if (value.is_number_float())
        appendJsonNumber(out, value.get<double>());
    else
        out += value.dump();
}

void appendOnOneLine(std::string& out, const Json& value) {
    if (!value.is_structured()) return appendScalar(out, value);
    if (value.empty()) {
        out += value.is_object() ? "{}" : "[]";
        return;
    }
    out += value.is_object() ? "{ " : "[";
    bool first = true;
    for (const auto& [key, item] : value.items()) {
        if (!first) out += ", ";
        first = false;
        if (value.is_object()) {
            appendJsonString(out, key);
            out += ": ";
        }
        appendOnOneLine(out, item);
    }
    out += value.is_object() ? " }" : "]";
}

bool holdsListOfObjects(const Json& value) {
    if (value.is_array() &&
        std::any_of(value.begin(), value.end(), [](const Json& item) { return item.is_structured(); })) {
        return true;
    }
    return value.is_structured() && std::any_of(value.begin(), value.end(), holdsListOfObjects);
}

} // namespace

void appendJson(std::string& out, const Json& value, std::string_view indent, Lines lines) {
    if (lines == Lines::one || !value.is_structured() || value.empty()) return appendOnOneLine(out, value);
    if (lines == Lines::asNeeded && !holdsListOfObjects(value)) {
        std::string line;
        appendOnOneLine(line, value);
        if (indent.size() + line.size() <= kWidth) {
            out += line;
            return;
        }
    }
    const std::string inner = std::string(indent) + "  ";
    out += value.is_object() ? '{' : '[';
    bool first = true;
    for (const auto& [key, item] : value.items()) {
        out += first ? "\n" : ",\n";
        first = false;
        out += inner;
        if (value.is_object()) {
            appendJsonString(out, key);
            out += ": ";
        }
        appendJson(out, item, inner, Lines::asNeeded);
    }
    out += '\n';
    out += indent;
    out += value.is_object() ? '}' : ']';
}

} // namespace twinflow::deployment
