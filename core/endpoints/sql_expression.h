// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The SQL of a subscription's rules: filters and actions, parsed once and asked for each message.
#pragma once

#include "base/result.h"
#include "endpoints/bus_properties.h"
#include "endpoints/sql_node.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::endpoints {

/// What a filter said about one message.
struct SqlVerdict {
    bool matches = false;
    std::string failure; ///< why it could not be evaluated; empty: it could
};

/// A condition of at most 1,024 bytes. Three-valued: a property that is missing is unknown, and so is what is
/// computed from it; a message is selected when the whole is true. What fails instead of being false: see README.md.
class SqlFilter {
public:
    /// `what` is a name for the sentence and the place of an error. Error code: endpoints-sql.
    static Result<SqlFilter> parse(std::string_view text, const std::string& what);
    SqlVerdict match(const MessageView& message) const;

private:
    SqlPart m_root;
};

/// SET [sys.]name = expression; REMOVE [sys.]name; … of at most 1,024 bytes.
class SqlAction {
public:
    static Result<SqlAction> parse(std::string_view text, const std::string& what);
    /// Statement after statement, each sees what those before it did. Gives why it failed, empty when it did not.
    std::string apply(const events::Event& event, const events::Dress& dress, std::uint64_t hop,
                      std::string_view session, BusProperties& changes) const;

private:
    std::vector<SqlStatement> m_statements;
};

} // namespace twinflow::endpoints
