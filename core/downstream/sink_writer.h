// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of a sink that lives on the lane's thread: takes records in order, hashes and writes them.
#pragma once

#include "base/digest.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace twinflow::downstream {

/// Touched by the lane's thread only between the sink's making and drain().
class SinkWriter {
public:
    virtual ~SinkWriter() = default;

    Result<void> take(std::string_view record) {
        m_digest.add(record);
        return write(record);
    }
    std::string digest() const { return m_digest.hex(); }

protected:
    virtual Result<void> write(std::string_view record) = 0;

private:
    Digest m_digest;
};

} // namespace twinflow::downstream
