// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the bytes of all sinks are written: on the engine's thread, or in the same order on one of its own.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace twinflow::downstream {

/// A sink renders on the engine's thread and writes in here; the order of all writes is the order of post(), whatever
/// the threads, so output and digest are the same. The first failure is kept and ends the run; nothing after it is
/// written. add(), post() and drain() belong to one thread, the engine's; failure() may be asked from any.
class WriteLane {
public:
    using Write = std::function<Result<void>(std::string_view bytes)>;

    /// `ownThread` false: post() writes before it returns.
    explicit WriteLane(bool ownThread);
    /// Writes what was posted, unless the lane failed.
    ~WriteLane();
    WriteLane(const WriteLane&) = delete;
    WriteLane& operator=(const WriteLane&) = delete;

    /// Registers a writer before the first post; returns its number. It gets each piece as it was posted.
    std::size_t add(Write write);
    /// Batches small pieces; blocks when the writer is too far behind.
    void post(std::size_t writer, std::string_view bytes);
    /// Returns when everything posted is written.
    void drain();
    /// The first failure, if any; then the lane takes no more.
    std::optional<Error> failure() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace twinflow::downstream
