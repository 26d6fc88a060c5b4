// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The compact form in which a sink hands its work to the lane's thread: numbers as eight bytes, low byte first, texts
// behind their length.
#pragma once

#include <array>
#include <bit>
#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>

namespace twinflow::downstream {

inline void appendNumber(std::string& record, std::uint64_t number) {
    std::array<char, 8> bytes{};
    for (std::size_t byte = 0; byte < 8; ++byte) bytes[byte] = static_cast<char>(number >> (8 * byte));
    record.append(bytes.data(), bytes.size());
}

inline void appendReal(std::string& record, double number) {
    appendNumber(record, std::bit_cast<std::uint64_t>(number));
}

inline void appendText(std::string& record, std::string_view text) {
    appendNumber(record, text.size());
    record += text;
}

/// Reads a record in the order in which it was made. Records never leave the process: a wrong one is our own mistake.
class RecordReader {
public:
    explicit RecordReader(std::string_view record)
        : m_left(record) {}

    char kind() { return take(1).front(); }
    std::uint64_t number() {
        std::uint64_t number = 0;
        const std::string_view bytes = take(8);
        for (int byte = 7; byte >= 0; --byte) number = number << 8 | static_cast<unsigned char>(bytes[byte]);
        return number;
    }
    double real() { return std::bit_cast<double>(number()); }
    std::string_view text() { return take(number()); }
    std::string_view rest() { return take(m_left.size()); }

private:
    std::string_view take(std::size_t bytes) {
        assert(bytes <= m_left.size());
        const std::string_view taken = m_left.substr(0, bytes);
        m_left.remove_prefix(bytes);
        return taken;
    }
    std::string_view m_left;
};

} // namespace twinflow::downstream
