// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where in deployment.json something stands.
#pragma once

#include "deployment/deployment.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twinflow::deployment {

/// Finds things of a deployment in the text that it was read from. What is not there (made since, or renamed) has its
/// name for a place.
class Places {
public:
    explicit Places(const Deployment& deployment);

    /// The value of `member` of the thing called `name` in one of deployment.json's lists; without such a member the
    /// thing itself. `occurrence` counts things of one name from 0.
    Place of(std::string_view list, const std::string& name, std::string_view member = "name",
             std::size_t occurrence = 0) const;
    /// A member of `twins`.
    Place ofTwins(std::string_view member) const;
    /// The `from` or `to` of a coupling, the couplings of one pair counted from 0.
    Place of(const Coupling& coupling, std::string_view member, std::size_t occurrence = 0) const;
    /// A character inside the text of a member: `at` counts its bytes.
    Place inside(std::string_view list, const std::string& name, std::string_view member, std::size_t at) const;

private:
    Place named(std::string name) const;
    const JsonNode* find(std::string_view list, const std::string& name, std::size_t occurrence) const;

    std::shared_ptr<const JsonDocument> m_source;
    std::map<std::pair<std::string, std::string>, std::vector<const JsonNode*>, std::less<>>
        m_things;                                                                            // by list and name
    std::map<std::pair<std::string, std::string>, std::vector<const JsonNode*>> m_couplings; // by from and to
};

} // namespace twinflow::deployment
