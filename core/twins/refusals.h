// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The refusals that several writes share, with the service's codes.
#pragma once

#include "base/result.h"

#include <string_view>

namespace twinflow::twins {

/// `path` is the JSON pointer of what is at fault.
inline Error atPath(Error error, std::string_view path) {
    return std::move(error).at({{}, 0, 0, std::string(path)});
}

/// The member of a body that stands there a second time.
inline Error givenTwice(std::string_view path) {
    return atPath(fault("ValidationFailed", "'{0}' is given twice.", path), path).withHint(say("Remove one."));
}

inline Error twinNotFound(std::string_view id) {
    return fault("DigitalTwinNotFound", "There is no twin '{0}'.", id)
        .withHint(say("Create the twin first, or check the case of its id."));
}

inline Error componentNotFound(std::string_view id, std::string_view component) {
    return fault("ComponentNotFound", "Twin '{0}' has no component '{1}'.", id, component)
        .withHint(say("Check its spelling and case in the twin's model."));
}

inline Error relationshipNotFound(std::string_view source, std::string_view id) {
    return fault("RelationshipNotFound", "Twin '{0}' has no relationship '{1}'.", source, id)
        .withHint(say("A relationship's id is unique only within its source twin; check which twin that is."));
}

inline Error tooLarge(std::string_view what, std::size_t bytes, std::size_t limit) {
    return fault("LimitExceeded", "{0} would take {1} bytes of JSON; the service takes at most {2}.", what, bytes,
                 limit)
        .withHint(say("Split the data over several twins, or keep it outside of the graph."));
}

} // namespace twinflow::twins
