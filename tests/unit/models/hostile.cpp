// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile.h"

namespace twinflow::test {

namespace {

std::string member(const std::string& name, const std::string& value) {
    return "\"" + name + "\":\"" + value + "\",";
}

std::string openInterface(const std::string& id) {
    return "{" + member("@context", "dtmi:dtdl:context;3") + member("@type", "Interface") + member("@id", id);
}

std::string numbered(const std::string& name, int number) {
    return "dtmi:t:" + name + std::to_string(number) + ";1";
}

/// Takes the comma off that every member and item ends with.
std::string closed(std::string text, const std::string& end) {
    text.back() = end.front();
    return text + end.substr(1);
}

} // namespace

std::string longInheritance(int length) {
    std::string models = "[";
    for (int i = 1; i < length; ++i) {
        models += closed(openInterface(numbered("N", i)) + member("extends", numbered("N", i + 1)), "},");
    }
    return models + closed(openInterface(numbered("N", length)), "}]");
}

std::string wideSchemas(int levels, int fields) {
    std::string schemas = "[";
    for (int level = 1; level <= levels; ++level) {
        std::string object = "{" + member("@type", "Object") + member("@id", numbered("S", level)) + "\"fields\":[";
        for (int field = 0; field < fields; ++field) {
            const std::string inner = level == levels ? "double" : numbered("S", level + 1);
            object += "{" + closed(member("name", "f" + std::to_string(field)) + member("schema", inner), "},");
        }
        schemas += closed(object, "]},");
    }
    const std::string telemetry =
        "{" + closed(member("@type", "Telemetry") + member("name", "t") + member("schema", numbered("S", 1)), "}");
    return openInterface("dtmi:t:Wide;1") + "\"schemas\":" + closed(schemas, "],") + "\"contents\":" + telemetry + "}";
}

std::string mutualComponents(int count) {
    std::string models = "[";
    for (int i = 1; i <= 2; ++i) {
        std::string contents = "[";
        for (int c = 0; c < count; ++c) {
            contents += "{" + closed(member("@type", "Component") + member("name", "c" + std::to_string(c)) +
                                         member("schema", numbered("N", 3 - i)),
                                     "},");
        }
        models += openInterface(numbered("N", i)) + "\"contents\":" + closed(contents, "]},");
    }
    return closed(models, "]");
}

} // namespace twinflow::test
