// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The storage's half on the lane's thread: blobs as files below <folder>/<container>.
#pragma once

#include "downstream/append_file.h"
#include "downstream/avro.h"
#include "downstream/sink_writer.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace twinflow::downstream {

class BlobWriter final : public SinkWriter {
public:
    /// The kinds of records: a stream's next blob (number, form, name), a line or Avro record for it (number, bytes), a
    /// whole blob (name, bytes), and the wish to have everything in the files.
    static constexpr char kName = 'n';
    static constexpr char kLine = 'l';
    static constexpr char kKeep = 'k';
    static constexpr char kFlush = 'f';
    /// The forms of a blob: lines, or captured events in Avro.
    static constexpr char kLines = 'l';
    static constexpr char kAvro = 'a';
    static constexpr char kAvroDeflate = 'd';

    BlobWriter(const std::filesystem::path& folder, std::string_view container);

private:
    struct Stream {
        AppendFile blob; ///< the current one
        std::optional<avro::File> avro;
    };

    Result<void> write(std::string_view record) override;
    Result<void> nameBlob(std::uint64_t stream, char form, std::string_view name);
    Result<void> append(Stream& stream, std::string_view bytes);
    Result<void> endBlock(Stream& stream);
    Result<void> keep(std::string_view name, std::string_view content);
    Result<void> flush();

    std::filesystem::path m_root;
    std::vector<Stream> m_streams;
    std::string m_block;
    /// Hashes of the blobs of this run: another line goes to their end. Were two the same, a file of an earlier run
    /// would stay.
    std::unordered_set<std::uint64_t> m_begun;
};

} // namespace twinflow::downstream
