// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/journal_writer.h"

#include "base/file.h"
#include "downstream/record.h"

namespace twinflow::downstream {

Result<void> JournalWriter::write(std::string_view record) {
    RecordReader reader(record);
    switch (reader.kind()) {
    case kLine:
        return m_journal.append(reader.rest());
    case kWhole: {
        const std::string_view name = reader.text();
        return writeFile(m_folder / name, reader.rest());
    }
    default:
        return m_journal.flush();
    }
}

} // namespace twinflow::downstream
