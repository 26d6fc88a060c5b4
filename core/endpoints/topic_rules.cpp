// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/topic_rules.h"

#include <utility>

namespace twinflow::endpoints {

namespace {

bool correlates(const CorrelationFilter& filter, const MessageView& message) {
    const std::pair<const std::string*, SystemProperty> wanted[] = {
        {&filter.contentType, SystemProperty::contentType},
        {&filter.correlationId, SystemProperty::correlationId},
        {&filter.label, SystemProperty::label},
        {&filter.messageId, SystemProperty::messageId},
        {&filter.replyTo, SystemProperty::replyTo},
        {&filter.replyToSessionId, SystemProperty::replyToSessionId},
        {&filter.sessionId, SystemProperty::sessionId},
        {&filter.to, SystemProperty::to}};
    const auto same = [](const std::optional<Value>& value, const std::string& text) {
        return value && value->kind() == Value::Kind::string && value->text() == text;
    };
    for (const auto& [text, property] : wanted) {
        if (!text->empty() && !same(message.system(property), *text)) return false;
    }
    for (const auto& [name, text] : filter.properties) {
        if (!same(message.user(name), text)) return false;
    }
    return true;
}

} // namespace

TopicRules::TopicRules(const std::vector<TopicRule>& rules) {
    for (const TopicRule& settings : rules) {
        Rule rule;
        rule.name = settings.name;
        rule.everything = settings.filter.empty();
        rule.correlation = settings.correlation;
        rule.hasAction = !settings.action.empty();
        if (!rule.everything) {
            auto filter = SqlFilter::parse(settings.filter, settings.name);
            rule.readable = filter.has_value();
            if (filter) rule.filter = std::move(*filter);
        }
        if (rule.hasAction) {
            auto action = SqlAction::parse(settings.action, settings.name);
            rule.readable = rule.readable && action.has_value();
            if (action) rule.action = std::move(*action);
        }
        m_rules.push_back(std::move(rule));
    }
}

TopicRules::Selection TopicRules::select(const events::Event& event, const events::Dress& dress, std::uint64_t hop,
                                         const std::shared_ptr<const BusProperties>& sent,
                                         std::string_view session) const {
    Selection selection;
    if (selectAll()) {
        selection.copies.push_back({sent, false});
        return selection;
    }
    bool plain = false;
    const MessageView message(event, dress, hop, sent.get(), session);
    const auto fail = [&](const Rule& rule, const std::string& why) {
        if (selection.failure.empty()) selection.failure = "Rule '" + rule.name + "': " + why;
    };
    for (const Rule& rule : m_rules) {
        if (!rule.readable || !correlates(rule.correlation, message)) continue;
        if (!rule.everything) {
            const SqlVerdict verdict = rule.filter.match(message);
            if (!verdict.failure.empty()) fail(rule, verdict.failure);
            if (!verdict.matches) continue;
        }
        if (!rule.hasAction) {
            if (!std::exchange(plain, true)) selection.copies.push_back({sent, false});
            continue;
        }
        auto changed = std::make_shared<BusProperties>(sent ? *sent : BusProperties{});
        if (const std::string why = rule.action.apply(event, dress, hop, session, *changed); !why.empty()) {
            fail(rule, why);
            continue;
        }
        const bool tooLarge = headerBytes(event, dress, *changed) > kMaxHeaderBytes;
        selection.copies.push_back({std::move(changed), tooLarge});
    }
    return selection;
}

Findings findRuleProblems(const TopicSubscriptionSettings& subscription) {
    Findings findings;
    for (const TopicRule& rule : subscription.rules) {
        const std::string what = "rule '" + rule.name + "' of '" + subscription.name + "'";
        if (!rule.filter.empty()) {
            if (auto filter = SqlFilter::parse(rule.filter, what); !filter) findings.push_back(filter.error());
        }
        if (!rule.action.empty()) {
            if (auto action = SqlAction::parse(rule.action, what); !action) findings.push_back(action.error());
        }
    }
    return findings;
}

} // namespace twinflow::endpoints
