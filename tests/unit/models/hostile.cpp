// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile.h"

namespace twinflow::test {

namespace {

std::string member(const std::string& name, const std::string& value) {
    return "\"" + name + "\":\"" + value + "\",";
}

std::string openInterface(const std::string& id, const std::string& context = "dtmi:dtdl:context;3") {
    return "{" + member("@context", context) + member("@type", "Interface") + member("@id", id);
}

std::string numbered(const std::string& name, int number) {
    return "dtmi:t:" + name + std::to_string(number) + ";1";
}

/// Takes the comma off that every member and item ends with.
std::string closed(std::string text, const std::string& end) {
    text.back() = end.front();
    return text + end.substr(1);
}

std::string property(const std::string& name) {
    return "{" + closed(member("@type", "Property") + member("name", name) + member("schema", "double"), "},");
}

std::string heirsOf(const std::string& parent, int count) {
    std::string models;
    for (int i = 1; i <= count; ++i)
        models += closed(openInterface(numbered("N", i)) + member("extends", parent), "},");
    return models;
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

std::string manyHeirs(int properties, int heirs) {
    std::string contents = "[";
    for (int i = 0; i < properties; ++i) contents += property("p" + std::to_string(i));
    const std::string base = openInterface(numbered("N", 0)) + "\"contents\":" + closed(contents, "]},");
    return closed("[" + base + heirsOf(numbered("N", 0), heirs), "]");
}

std::string manyHolders(int holders, int components, int properties) {
    const std::string version = "dtmi:dtdl:context;2";
    std::string inner = "[";
    for (int i = 0; i < properties; ++i) inner += property("p" + std::to_string(i));
    std::string outer = "[";
    for (int i = 0; i < components; ++i) {
        outer += "{" + closed(member("@type", "Component") + member("name", "c" + std::to_string(i)) +
                                  member("schema", numbered("N", 0)),
                              "},");
    }
    std::string models = "[" + openInterface(numbered("N", 0), version) + "\"contents\":" + closed(inner, "]},");
    for (int i = 1; i <= holders; ++i)
        models += openInterface(numbered("N", i), version) + "\"contents\":" + closed(outer, "]},");
    return closed(models, "]");
}

std::string manyAnnotations(int annotations, int heirs) {
    std::string contents = "[";
    for (int i = 0; i < annotations; ++i) {
        contents +=
            "{\"@type\":[\"Property\",\"ValueAnnotation\"]," +
            closed(member("name", "a" + std::to_string(i)) + member("annotates", "p") + member("schema", "double"),
                   "},");
    }
    contents += property("p");
    const std::string base = "{\"@context\":[\"dtmi:dtdl:context;3\",\"dtmi:dtdl:extension:annotation;1\"]," +
                             member("@type", "Interface") + member("@id", numbered("N", 0)) +
                             "\"contents\":" + closed(contents, "]},");
    return closed("[" + base + heirsOf(numbered("N", 0), heirs), "]");
}

} // namespace twinflow::test
