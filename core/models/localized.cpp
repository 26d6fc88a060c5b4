// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Localized texts: a string, a map by language, or an array of strings and value objects.
#include "models/literals.h"

#include <algorithm>
#include <set>

namespace twinflow::models {

namespace {

bool allOf(std::string_view text, char low, char high) {
    return std::all_of(text.begin(), text.end(), [=](char c) { return c >= low && c <= high; });
}

/// ^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$
bool isLanguageCode(std::string_view code) {
    const std::string_view language = code.substr(0, code.find('-'));
    if (language.size() < 2 || language.size() > 4 || !allOf(language, 'a', 'z')) return false;
    code.remove_prefix(language.size());
    if (code.size() >= 5 && code[1] >= 'A' && code[1] <= 'Z' && allOf(code.substr(2, 3), 'a', 'z'))
        code.remove_prefix(5);
    if (code.empty()) return true;
    if (code.front() != '-') return false;
    code.remove_prefix(1);
    return (code.size() == 2 && allOf(code, 'A', 'Z')) || (code.size() == 3 && allOf(code, '0', '9'));
}

class LocalizedCheck {
public:
    LocalizedCheck(const PropertyRule& rule, const LiteralPlace& place)
        : m_rule(rule)
        , m_place(place) {}

    void read(const JsonNode& node) {
        if (node.isObject()) {
            readMap(node);
        } else if (node.isArray()) {
            for (const JsonNode& item : node.items) readItem(item);
        } else {
            readItem(node);
        }
    }

private:
    void readMap(const JsonNode& map) {
        if (map.find("@value") != nullptr && map.find("@language") != nullptr) {
            error(map, "lang-tag-value-in-lang-map", "'{0}' is a single value object.",
                  "Put it into an array, or write a map of languages.");
            return;
        }
        for (const JsonNode::Member& member : map.members) {
            if (!member.name.empty() && member.name.front() == '@') {
                error(member.value, "lang-map-obj-keyword", "'{0}' has a keyword among its languages.", "Remove it.");
            } else if (!isLanguageCode(member.name)) {
                error(member.value, "lang-string-invalid-code", "'{0}' has a key that is no language code.", kCodes);
            } else if (!member.value.isString()) {
                error(member.value, "lang-string-value-not-string", "'{0}' has a value that is no string.",
                      "Write a string.");
            } else {
                take(member.value, member.name);
            }
        }
    }

    void readItem(const JsonNode& item) {
        if (item.isString()) {
            take(item, "en");
        } else if (item.isObject()) {
            readObject(item);
        } else {
            error(item, "lang-string-element-not-string-or-object", "'{0}' holds a value that is no text.",
                  "Write a string or a map of languages.");
        }
    }

    void readObject(const JsonNode& object) {
        const JsonNode* value = nullptr;
        std::string_view language = "en";
        bool sound = true;
        const auto wrong = [&](const JsonNode& at, std::string_view code, std::string_view what,
                               std::string_view hint) {
            error(at, code, what, hint);
            sound = false;
        };
        for (const JsonNode::Member& member : object.members) {
            const JsonNode& at = member.value;
            if (member.name == "@value") {
                value = &at;
                if (!at.isString()) {
                    wrong(at, "lang-string-element-value-not-string", "'{0}' has a '@value' that is no string.",
                          "Write a string.");
                }
            } else if (member.name == "@language") {
                language = at.text;
                if (!at.isString()) {
                    wrong(at, "lang-string-element-code-not-string", "'{0}' has a '@language' that is no string.",
                          kCodes);
                } else if (!isLanguageCode(language)) {
                    wrong(at, "lang-string-element-invalid-code", "'{0}' has a '@language' that is no language code.",
                          kCodes);
                }
            } else if (m_place.version > 2 || (member.name != "@type" && !isUnknownKeyword(member.name))) {
                wrong(at, memberCode(member.name), "'{0}' has a member that does not belong into a localized text.",
                      "Keep '@value' and '@language' only.");
            }
        }
        if (value == nullptr) {
            if (sound)
                error(object, "lang-string-element-no-value", "'{0}' has an object without '@value'.", "Add '@value'.");
        } else if (sound) {
            take(*value, language);
        }
    }

    /// Version 2 passes over keywords that have no meaning.
    static bool isUnknownKeyword(std::string_view name) { return memberCode(name) == "lang-string-element-keyword"; }

    static std::string_view memberCode(std::string_view name) {
        if (name == "@context") return "lang-string-element-context";
        if (name == "@graph") return "lang-string-element-graph";
        if (name == "@id") return "lang-string-element-id";
        if (name == "@type") return "lang-string-element-type";
        if (!name.empty() && name.front() == '@') return "lang-string-element-keyword";
        return "lang-string-element-invalid-prop";
    }

    void take(const JsonNode& text, std::string_view language) {
        if (textLength(text.text) > m_rule.maxLength) {
            error(text, "lang-string-value-too-long", "'{0}' is too long.", "Shorten it.");
        } else if (!m_languages.insert(std::string(language)).second) {
            error(text, "lang-string-element-code-not-unique", "'{0}' has two texts of one language.",
                  "Remove one of them.");
        }
    }

    void error(const JsonNode& at, std::string_view code, std::string_view what, std::string_view hint) {
        m_place.report.error({&m_place.document, at.offset}, code, say(what, m_place.property), say(hint));
    }

    static constexpr std::string_view kCodes = "Use a code such as 'en', 'de-CH' or 'zh-Hans'.";

    const PropertyRule& m_rule;
    const LiteralPlace& m_place;
    std::set<std::string> m_languages;
};

} // namespace

void checkLocalized(const JsonNode& node, const PropertyRule& rule, const LiteralPlace& place) {
    LocalizedCheck(rule, place).read(node);
}

} // namespace twinflow::models
