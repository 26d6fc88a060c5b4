// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A CloudEvent's JSON as a filter sees it, made as simply as can be: what everything faster is compared with.
#pragma once

#include "base/json_document.h"
#include "query/record.h"

namespace twinflow::test {

/// Absent attributes are empty texts, members that the body lacks are missing.
class JsonRecord final : public query::Record {
public:
    /// `cloudEvent` outlives the record.
    explicit JsonRecord(const JsonNode& cloudEvent)
        : m_event(cloudEvent) {}
    query::Scalar value(const query::Field& field) const override;

private:
    std::string_view attribute(std::string_view name) const;
    const JsonNode& m_event;
};

} // namespace twinflow::test
