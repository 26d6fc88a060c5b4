// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The little of Apache Avro that a captured file needs: values in binary, and the container around them (Avro 1.11
// specification, "Binary Encoding" and "Object Container Files").
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace twinflow::downstream::avro {

/// int and long: zigzag, seven bits a byte, low ones first.
inline void appendLong(std::string& out, std::int64_t number) {
    auto left = static_cast<std::uint64_t>(number) << 1 ^ static_cast<std::uint64_t>(number >> 63);
    for (; left > 0x7f; left >>= 7) out += static_cast<char>(0x80 | (left & 0x7f));
    out += static_cast<char>(left);
}

/// string and bytes.
inline void appendText(std::string& out, std::string_view text) {
    appendLong(out, static_cast<std::int64_t>(text.size()));
    out += text;
}

enum class Codec : std::uint8_t { none, deflate };

/// A file in the making: a header, then blocks of records, each ended by the file's sync marker.
class File {
public:
    /// `name` makes the sync marker, so that the same file has the same bytes in every run.
    File(Codec codec, std::string_view name);

    void appendHeader(std::string& out, std::string_view schemaJson) const;
    /// A record in binary joins the block at hand.
    void add(std::string_view record) {
        ++m_records;
        m_block += record;
    }
    bool blockIsFull() const { return m_block.size() >= kBlockBytes; }
    /// Ends the block at hand, if it holds any record.
    void appendBlock(std::string& out);

private:
    static constexpr std::size_t kBlockBytes = 64 * 1024;
    Codec m_codec;
    std::array<char, 16> m_sync;
    std::int64_t m_records = 0;
    std::string m_block;
};

} // namespace twinflow::downstream::avro
