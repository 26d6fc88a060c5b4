// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/blob_writer.h"

#include "base/file.h"
#include "base/random.h"
#include "downstream/blob_path.h"
#include "downstream/record.h"

namespace twinflow::downstream {

BlobWriter::BlobWriter(const std::filesystem::path& folder, std::string_view container)
    : m_root(folder / safeBlobPath(container)) {}

Result<void> BlobWriter::write(std::string_view record) {
    RecordReader reader(record);
    switch (reader.kind()) {
    case kName: {
        const std::uint64_t stream = reader.number();
        return nameBlob(stream, reader.rest());
    }
    case kLine: {
        AppendFile& blob = m_streams[reader.number()];
        return blob.append(reader.rest());
    }
    case kKeep: {
        const std::string_view name = reader.text();
        return keep(name, reader.rest());
    }
    default:
        return flush();
    }
}

Result<void> BlobWriter::nameBlob(std::uint64_t stream, std::string_view name) {
    if (m_streams.size() <= stream) m_streams.resize(stream + 1);
    if (Result<void> flushed = m_streams[stream].flush(); !flushed) return flushed;
    const std::string path = safeBlobPath(name);
    const bool isNew = m_begun.insert(stableHash(path)).second;
    m_streams[stream] = AppendFile(m_root / path, isNew ? AppendFile::Begin::anew : AppendFile::Begin::atEnd);
    return {};
}

Result<void> BlobWriter::keep(std::string_view name, std::string_view content) {
    return writeFile(m_root / safeBlobPath(name), content);
}

Result<void> BlobWriter::flush() {
    for (AppendFile& blob : m_streams) {
        if (Result<void> flushed = blob.flush(); !flushed) return flushed;
    }
    return {};
}

} // namespace twinflow::downstream
