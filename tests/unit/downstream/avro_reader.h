// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a captured file as the Avro specification says, strictly: the other side of what the storage writes.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::test {

struct CapturedEvent {
    std::int64_t sequenceNumber = 0;
    std::string offset;
    std::string enqueuedTimeUtc;
    std::map<std::string, std::string> systemProperties; ///< numbers as texts
    std::map<std::string, std::string> properties;
    std::string body;
};

struct CapturedFile {
    std::string schema;
    std::string codec;
    std::string sync;
    std::size_t blocks = 0;
    std::vector<CapturedEvent> events;
};

class AvroReader {
public:
    explicit AvroReader(std::string_view bytes)
        : m_left(bytes) {}

    bool atEnd() const { return m_left.empty(); }
    std::string take(std::size_t bytes) {
        if (bytes > m_left.size()) throw std::runtime_error("the file ends too early");
        const std::string taken(m_left.substr(0, bytes));
        m_left.remove_prefix(bytes);
        return taken;
    }
    std::int64_t number() {
        std::uint64_t raw = 0;
        for (int shift = 0;; shift += 7) {
            if (shift > 63) throw std::runtime_error("a number of more than ten bytes");
            const auto byte = static_cast<unsigned char>(take(1).front());
            raw |= std::uint64_t(byte & 0x7f) << shift;
            if ((byte & 0x80) == 0) break;
        }
        return static_cast<std::int64_t>(raw >> 1) ^ -static_cast<std::int64_t>(raw & 1);
    }
    std::string text() {
        const std::int64_t bytes = number();
        if (bytes < 0) throw std::runtime_error("a text of negative length");
        return take(static_cast<std::size_t>(bytes));
    }
    /// A map whose values `value` reads as texts.
    template <typename ReadValue>
    std::map<std::string, std::string> map(ReadValue value) {
        std::map<std::string, std::string> entries;
        for (std::int64_t count = number(); count != 0; count = number()) {
            if (count < 0) throw std::runtime_error("a map block with a size, which we do not write");
            for (; count > 0; --count) {
                std::string key = text();
                if (!entries.emplace(key, value()).second) throw std::runtime_error("a key twice: " + key);
            }
        }
        return entries;
    }

private:
    std::string_view m_left;
};

inline std::string inflated(const std::string& bytes) {
    std::string out;
    z_stream stream{};
    if (inflateInit2(&stream, -15) != Z_OK) throw std::runtime_error("inflateInit2");
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    int code = Z_OK;
    while (code == Z_OK) {
        char part[4096];
        stream.next_out = reinterpret_cast<Bytef*>(part);
        stream.avail_out = sizeof part;
        code = inflate(&stream, Z_NO_FLUSH);
        out.append(part, sizeof part - stream.avail_out);
    }
    inflateEnd(&stream);
    if (code != Z_STREAM_END || stream.avail_in != 0) throw std::runtime_error("a block that is no raw deflate stream");
    return out;
}

/// Union branches as in the schema of Event Hubs Capture.
inline CapturedEvent readCapturedEvent(AvroReader& in) {
    const auto propertyValue = [&]() -> std::string {
        switch (in.number()) {
        case 0:
            return std::to_string(in.number());
        case 2:
        case 3:
            return in.text();
        case 4:
            return {};
        default:
            throw std::runtime_error("a branch of the union that we do not write");
        }
    };
    CapturedEvent event;
    event.sequenceNumber = in.number();
    event.offset = in.text();
    event.enqueuedTimeUtc = in.text();
    event.systemProperties = in.map(propertyValue);
    event.properties = in.map(propertyValue);
    if (in.number() != 1) throw std::runtime_error("a body that is no bytes");
    event.body = in.text();
    return event;
}

inline CapturedFile readCapturedFile(std::string_view bytes) {
    AvroReader in(bytes);
    if (in.take(4) != "Obj\x01") throw std::runtime_error("not an Avro file");
    CapturedFile file;
    const auto metadata = in.map([&] { return in.text(); });
    file.schema = metadata.at("avro.schema");
    file.codec = metadata.at("avro.codec");
    file.sync = in.take(16);
    for (; !in.atEnd(); ++file.blocks) {
        std::int64_t records = in.number();
        std::string block = in.text();
        if (file.codec == "deflate") block = inflated(block);
        AvroReader inner(block);
        for (; records > 0; --records) file.events.push_back(readCapturedEvent(inner));
        if (!inner.atEnd()) throw std::runtime_error("a block with more than its records");
        if (in.take(16) != file.sync) throw std::runtime_error("a wrong sync marker");
    }
    return file;
}

} // namespace twinflow::test
