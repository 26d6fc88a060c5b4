// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/blob_writer.h"

#include "base/file.h"
#include "base/random.h"
#include "downstream/blob_path.h"
#include "downstream/capture_record.h"
#include "downstream/record.h"

namespace twinflow::downstream {

BlobWriter::BlobWriter(const std::filesystem::path& folder, std::string_view container)
    : m_root(folder / safeBlobPath(container)) {}

Result<void> BlobWriter::write(std::string_view record) {
    RecordReader reader(record);
    switch (reader.kind()) {
    case kName: {
        const std::uint64_t stream = reader.number();
        const char form = reader.kind();
        return nameBlob(stream, form, reader.rest());
    }
    case kLine: {
        Stream& stream = m_streams[reader.number()];
        return append(stream, reader.rest());
    }
    case kKeep: {
        const std::string_view name = reader.text();
        return keep(name, reader.rest());
    }
    default:
        return flush();
    }
}

Result<void> BlobWriter::nameBlob(std::uint64_t number, char form, std::string_view name) {
    if (m_streams.size() <= number) m_streams.resize(number + 1);
    Stream& stream = m_streams[number];
    if (Result<void> ended = endBlock(stream); !ended) return ended;
    if (Result<void> flushed = stream.blob.flush(); !flushed) return flushed;
    const std::string path = safeBlobPath(name);
    const bool isNew = m_begun.insert(stableHash(path)).second;
    stream.blob = AppendFile(m_root / path, isNew ? AppendFile::Begin::anew : AppendFile::Begin::atEnd);
    stream.avro.reset();
    if (form == kLines) return {};
    stream.avro.emplace(form == kAvroDeflate ? avro::Codec::deflate : avro::Codec::none, path);
    if (!isNew) return {};
    m_block.clear();
    stream.avro->appendHeader(m_block, kCaptureSchema);
    return stream.blob.append(m_block);
}

Result<void> BlobWriter::append(Stream& stream, std::string_view bytes) {
    if (!stream.avro) return stream.blob.append(bytes);
    stream.avro->add(bytes);
    return stream.avro->blockIsFull() ? endBlock(stream) : Result<void>();
}

Result<void> BlobWriter::endBlock(Stream& stream) {
    if (!stream.avro) return {};
    m_block.clear();
    stream.avro->appendBlock(m_block);
    return stream.blob.append(m_block);
}

Result<void> BlobWriter::keep(std::string_view name, std::string_view content) {
    return writeFile(m_root / safeBlobPath(name), content);
}

Result<void> BlobWriter::flush() {
    for (Stream& stream : m_streams) {
        if (Result<void> ended = endBlock(stream); !ended) return ended;
        if (Result<void> flushed = stream.blob.flush(); !flushed) return flushed;
    }
    return {};
}

} // namespace twinflow::downstream
