// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a filter is asked about.
#pragma once

#include "query/filter.h"

namespace twinflow::query {

/// Gives fields their values. The evaluator knows no event.
class Record {
public:
    virtual ~Record() = default;
    /// A field that is not there is missing. The scalar's text stays good until the record moves on to another event.
    virtual Scalar value(const Field& field) const = 0;
};

} // namespace twinflow::query
