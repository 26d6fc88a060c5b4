// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One filter held against events that are there as text, before any route has it.
#pragma once

#include "base/result.h"
#include "query/explain.h"
#include "routes/cloud_event.h"

#include <memory>
#include <string>
#include <string_view>

namespace twinflow::routes {

class FilterTrial {
public:
    /// Error codes: those of query::parseFilter().
    static Result<std::unique_ptr<FilterTrial>> make(std::string filter);
    FilterTrial(const FilterTrial&) = delete;
    FilterTrial& operator=(const FilterTrial&) = delete;

    /// Whether a route with this filter wants the event, a CloudEvent or an Event Grid envelope. Nobody wants what is
    /// none.
    bool passes(std::string_view event);
    /// Each clause with its truth; a false constant for what is no event.
    query::Explanation explain(std::string_view event);

private:
    FilterTrial(std::string filter, query::Expression expression);

    std::string m_filter;
    query::Expression m_expression;
    FieldTable m_fields;
    CloudEventRecord m_record;
};

} // namespace twinflow::routes
