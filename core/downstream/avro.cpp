// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/avro.h"

#include "base/random.h"

#include <zlib.h>

#include <cassert>

namespace twinflow::downstream::avro {

namespace {

/// RFC 1951 without any head or checksum, as the codec wants it.
std::string deflated(std::string_view bytes) {
    z_stream stream{};
    constexpr int kRaw = -15;
    [[maybe_unused]] int code = deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRaw, 8, Z_DEFAULT_STRATEGY);
    assert(code == Z_OK);
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    code = deflate(&stream, Z_FINISH);
    assert(code == Z_STREAM_END && "deflateBound() gives room for everything");
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

} // namespace

File::File(Codec codec, std::string_view name)
    : m_codec(codec) {
    std::uint64_t word = stableHash(name);
    for (std::size_t i = 0; i < m_sync.size(); ++i) {
        if (i % 8 == 0) word = mix64(word);
        m_sync[i] = static_cast<char>(word >> (8 * (i % 8)));
    }
}

void File::appendHeader(std::string& out, std::string_view schemaJson) const {
    out += "Obj\x01";
    appendLong(out, 2); // metadata: one block of two entries, then the end
    appendText(out, "avro.schema");
    appendText(out, schemaJson);
    appendText(out, "avro.codec");
    appendText(out, m_codec == Codec::deflate ? "deflate" : "null");
    appendLong(out, 0);
    out.append(m_sync.data(), m_sync.size());
}

void File::appendBlock(std::string& out) {
    if (m_records == 0) return;
    appendLong(out, m_records);
    appendText(out, m_codec == Codec::deflate ? deflated(m_block) : m_block);
    out.append(m_sync.data(), m_sync.size());
    m_records = 0;
    m_block.clear();
}

} // namespace twinflow::downstream::avro
