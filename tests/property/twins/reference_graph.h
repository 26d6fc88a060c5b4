// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The graph as simply as it can be said: a map of JSON, copied before each write. What the real one must agree with.
#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <utility>

namespace twinflow::test {

using Json = nlohmann::json;

/// Twins of dtmi:test:Pump;1 and dtmi:test:Tank;1 (see twins_fixture.h), without ids, etags and times. Each write gives
/// "ok" or the service's code and then changes nothing.
class ReferenceGraph {
public:
    std::string putTwin(const std::string& id, const Json& body);
    std::string patchTwin(const std::string& id, const Json& patch);
    std::string deleteTwin(const std::string& id);
    std::string putRelationship(const std::string& source, const std::string& id, const Json& body);
    std::string patchRelationship(const std::string& source, const std::string& id, const Json& patch);
    std::string deleteRelationship(const std::string& source, const std::string& id);

    std::map<std::string, Json> twins; ///< {"$model": …, properties, components}
    std::map<std::pair<std::string, std::string>, Json>
        relationships; ///< {"$relationshipName", "$targetId", properties}
};

} // namespace twinflow::test
