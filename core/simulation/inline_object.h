// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the writers of scenarios share: JSON texts of values, and an object on one line.
#pragma once

#include "base/json_text.h"
#include "base/time.h"

#include <string>
#include <string_view>

namespace twinflow::simulation {

inline std::string quoted(std::string_view text) {
    std::string out;
    appendJsonString(out, text);
    return out;
}

inline std::string quoted(Duration duration) {
    return quoted(formatDuration(duration));
}

/// Whole seconds without a fraction, else all nine digits.
inline std::string quoted(Instant instant) {
    const bool whole = instant.time_since_epoch() % std::chrono::seconds(1) == Duration{};
    return quoted(formatInstant(instant, whole ? 0 : 9));
}

inline std::string numberText(double value) {
    std::string out;
    appendJsonNumber(out, value);
    return out;
}

/// One line { "a": 1, "b": "x" }; the members are JSON texts.
class InlineObject {
public:
    void add(std::string_view name, const std::string& json) {
        m_text += m_text.empty() ? " " : ", ";
        m_text += quoted(name) + ": " + json;
    }
    /// Adds a value unless it is the normal one.
    void addUnless(double normal, std::string_view name, double value) {
        if (value != normal) add(name, numberText(value));
    }
    void addUnless(Duration normal, std::string_view name, Duration value) {
        if (value != normal) add(name, quoted(value));
    }
    bool empty() const { return m_text.empty(); }
    std::string text() const { return empty() ? "{}" : "{" + m_text + " }"; }

private:
    std::string m_text;
};

} // namespace twinflow::simulation
