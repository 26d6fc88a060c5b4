// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of a rule's SQL, and its parser.
#pragma once

#include "base/result.h"
#include "endpoints/bus_properties.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::endpoints {

struct SqlNode {
    enum class Kind : std::uint8_t {
        literal,
        property,
        exists,
        isNull,
        in,
        like,
        negate,
        plus,
        minus,
        times,
        over,
        modulo,
        equal,
        notEqual,
        less,
        lessEqual,
        greater,
        greaterEqual,
        isNot, ///< NOT
        all,   ///< AND
        any    ///< OR
    };
    Kind kind = Kind::literal;
    bool isSystem = false;                             ///< property
    std::string name;                                  ///< property
    Value value;                                       ///< literal; like: the escape character or null
    std::vector<std::shared_ptr<const SqlNode>> parts; ///< operands; in: what is looked for, then the list
};

using SqlPart = std::shared_ptr<const SqlNode>;

/// Longest condition or action: the service's 1,024 characters, counted in bytes here.
constexpr std::size_t kMaxSqlLength = 1024;

/// Bytes of the character that begins at `at`, which is inside of the text.
constexpr std::size_t characterAt(std::string_view text, std::size_t at) {
    std::size_t size = 1;
    while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xc0) == 0x80) ++size;
    return size;
}

/// The parts of a statement of an action.
struct SqlStatement {
    bool isSystem = false;
    std::string name;
    SqlPart value; ///< null: REMOVE
};

/// Error code of both: endpoints-sql, the column counted from 1.
Result<SqlPart> parseSqlCondition(std::string_view text, const std::string& what);
Result<std::vector<SqlStatement>> parseSqlAction(std::string_view text, const std::string& what);

} // namespace twinflow::endpoints
