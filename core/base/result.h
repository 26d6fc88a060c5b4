// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A value or the error that stands in its place.
#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

#include <vector>

namespace twinflow {

template <typename T>
using Result = tl::expected<T, Error>;

/// `return refuse(fault(…));` in a function that returns Result.
inline tl::unexpected<Error> refuse(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

/// A result with everything that was found on the way: collectors do not stop at the first error.
using Findings = std::vector<Error>;

inline bool hasErrors(const Findings& findings) {
    for (const Error& finding : findings) {
        if (finding.severity == Severity::error) return true;
    }
    return false;
}

} // namespace twinflow
