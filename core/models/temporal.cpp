// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/temporal.h"

#include <chrono>
#include <string>

namespace twinflow::models {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool takeChar(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
}

/// Takes `count` digits whose number is from `low` to `high`.
bool takeNumber(std::string_view& text, std::size_t count, int low, int high, int& number) {
    if (text.size() < count) return false;
    number = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!isDigit(text[i])) return false;
        number = number * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return number >= low && number <= high;
}

bool takeNumber(std::string_view& text, std::size_t count, int low, int high) {
    int number = 0;
    return takeNumber(text, count, low, high, number);
}

/// Takes all digits at the front; false when there are none.
bool takeDigits(std::string_view& text) {
    std::size_t count = 0;
    while (count < text.size() && isDigit(text[count])) ++count;
    text.remove_prefix(count);
    return count > 0;
}

bool takeDate(std::string_view& text) {
    int year = 0;
    int month = 0;
    int day = 0;
    if (!takeNumber(text, 4, 1, 9999, year) || !takeChar(text, '-') || !takeNumber(text, 2, 1, 12, month) ||
        !takeChar(text, '-') || !takeNumber(text, 2, 1, 31, day)) {
        return false;
    }
    using namespace std::chrono;
    return year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                          std::chrono::day(static_cast<unsigned>(day)))
        .ok();
}

bool takeTime(std::string_view& text) {
    if (!takeNumber(text, 2, 0, 23) || !takeChar(text, ':') || !takeNumber(text, 2, 0, 59) || !takeChar(text, ':') ||
        !takeNumber(text, 2, 0, 59)) {
        return false;
    }
    if (takeChar(text, '.') && !takeDigits(text)) return false;
    if (takeChar(text, 'Z')) return true;
    if (!takeChar(text, '+') && !takeChar(text, '-')) return false;
    return takeNumber(text, 2, 0, 23) && takeChar(text, ':') && takeNumber(text, 2, 0, 59);
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
            if (takeChar(m_text, '.') || takeChar(m_text, ',')) {
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
    return takeDate(text) && text.empty();
}
bool isTime(std::string_view text) {
    return takeTime(text) && text.empty();
}
bool isDateTime(std::string_view text) {
    return takeDate(text) && takeChar(text, 'T') && takeTime(text) && text.empty();
}

bool isDuration(std::string_view text) {
    takeChar(text, '-');
    if (!takeChar(text, 'P')) return false;
    DurationParts days(text, "YMWD");
    if (!days.read()) return false;
    if (days.has('W') && (days.has('Y') || days.has('M'))) return false;
    if (!takeChar(text, 'T')) return days.any();
    DurationParts hours(text, "HMS");
    return !days.fraction() && hours.read() && hours.any() && text.empty();
}

} // namespace twinflow::models
