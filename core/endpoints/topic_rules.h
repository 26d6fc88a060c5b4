// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of one subscription, compiled: which messages it gets, and as which copies.
#pragma once

#include "endpoints/sql_expression.h"
#include "endpoints/topic_settings.h"

#include <memory>
#include <string>
#include <vector>

namespace twinflow::endpoints {

/// What a rule made of a message: as it came (none), or with changes.
struct RuleCopy {
    std::shared_ptr<const BusProperties> properties;
    bool headerTooLarge = false;
};

class TopicRules {
public:
    /// Rules whose SQL cannot be read select nothing; findRuleProblems() names them.
    explicit TopicRules(const std::vector<TopicRule>& rules);

    /// Only the service's $Default: nothing needs to be asked.
    bool selectAll() const { return m_rules.empty(); }

    struct Selection {
        std::vector<RuleCopy> copies; ///< one for all rules without an action, one for each with
        std::string failure;          ///< why a rule could not be evaluated, empty when all could
    };
    Selection select(const events::Event& event, const events::Dress& dress, std::uint64_t hop,
                     const std::shared_ptr<const BusProperties>& sent, std::string_view session) const;

private:
    struct Rule {
        std::string name;
        bool readable = true;
        bool everything = false; ///< no SQL
        SqlFilter filter;
        CorrelationFilter correlation;
        bool hasAction = false;
        SqlAction action;
    };
    std::vector<Rule> m_rules;
};

/// What cannot be read in the rules, with the subscription's and rule's name. Error code: endpoints-sql.
Findings findRuleProblems(const TopicSubscriptionSettings& subscription);

} // namespace twinflow::endpoints
