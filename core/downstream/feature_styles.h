// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The styles of a feature state set: which states its features may have, and how each is shown.
#pragma once

#include "base/result.h"
#include "base/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::downstream {

enum class StateType : std::uint8_t { boolean, number, string };

struct StyleRule {
    std::optional<double> minimum;
    std::optional<double> maximum;
    std::optional<double> exclusiveMinimum;
    std::optional<double> exclusiveMaximum;
    std::string value; ///< of a string or boolean: "true", "false", a word
    std::string color;
};

struct FeatureStyle {
    std::string keyName;
    StateType type = StateType::number;
    std::vector<StyleRule> rules;
};

class FeatureStyles {
public:
    /// Reads the `styles` of a state set as the map service has them: [{"keyname", "type": "number", "rules":
    /// [{"range": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}, "color"}]}], for booleans and strings
    /// rules of {"true": color, "false": color} and {word: color, …}. Error code: downstream-styles, also for a text
    /// that is no JSON.
    static Result<FeatureStyles> parse(std::string_view json);

    bool empty() const { return m_styles.empty(); }
    const FeatureStyle* find(std::string_view keyName) const;
    /// All keys, for a sentence: 'occupied', 'temperature'.
    std::string keys() const;

private:
    std::vector<FeatureStyle> m_styles;
};

/// A state's value as the style's type has it: numbers and truths may come as texts. Nothing when it is of another
/// type; for strings also when no rule knows the word.
std::optional<Value> stateValue(const FeatureStyle& style, const Value& given);
/// The colour of a value that stateValue() gave; empty when no rule holds it.
std::string_view colorOf(const FeatureStyle& style, const Value& value);
/// "boolean", "number", "string".
std::string_view typeText(StateType type);

} // namespace twinflow::downstream
