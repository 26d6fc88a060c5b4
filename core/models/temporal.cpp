// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/temporal.h"

#include "base/civil_time.h"

#include <string>

namespace twinflow::models {

namespace {

bool takeChar(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
}

/// Takes all digits at the front; false when there are none.
bool takeDigits(std::string_view& text) {
    std::size_t count = 0;
    while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
    text.remove_prefix(count);
    return count > 0;
}

/// Reads number-and-letter parts whose letters come in the order of `letters`.
class DurationParts {
public:
    DurationParts(std::string_view& text, std::string_view letters)
        : m_text(text)
        , m_letters(letters) {}

    bool read() {
        while (!m_text.empty() && m_text.front() != 'T') {
            if (m_fraction || !takeDigits(m_text)) return false;
            if (takeChar(m_text, '.')) {
                m_fraction = true;
                if (!takeDigits(m_text)) return false;
            }
            const std::size_t letter = m_text.empty() ? std::string_view::npos : m_letters.find(m_text.front());
            if (letter == std::string_view::npos) return false;
            m_seen += m_letters[letter];
            m_letters.remove_prefix(letter + 1);
            m_text.remove_prefix(1);
        }
        return true;
    }

    bool any() const { return !m_seen.empty(); }
    bool has(char letter) const { return m_seen.find(letter) != std::string::npos; }
    bool fraction() const { return m_fraction; }

private:
    std::string_view& m_text;
    std::string_view m_letters;
    std::string m_seen;
    bool m_fraction = false;
};

} // namespace

bool isDate(std::string_view text) {
    CivilTime time;
    return takeDate(text, time) && text.empty();
}
bool isTime(std::string_view text) {
    CivilTime time;
    return takeTimeOfDay(text, time) && text.empty();
}
bool isDateTime(std::string_view text) {
    CivilTime time;
    return readDateTime(text, time);
}

bool isDuration(std::string_view text) {
    if (!takeChar(text, 'P')) return false;
    DurationParts days(text, "YMWD");
    if (!days.read()) return false;
    if (days.has('W') && (days.has('Y') || days.has('M'))) return false;
    if (!takeChar(text, 'T')) return days.any();
    DurationParts hours(text, "HMS");
    return !days.fraction() && hours.read() && hours.any() && text.empty();
}

} // namespace twinflow::models
