// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/endpoint_members.h"

namespace twinflow::deployment {

namespace {

using namespace std::chrono_literals;
using endpoints::AdvancedFilter;
using endpoints::AdvancedOperator;
using endpoints::ConsumerGroupSettings;
using endpoints::CorrelationFilter;
using endpoints::EventSubscriptionSettings;
using endpoints::GridHandler;
using endpoints::TopicRule;
using endpoints::TopicSubscriptionSettings;

const Members<CorrelationFilter>& correlationMembers() {
    static const Members<CorrelationFilter> table = [] {
        using C = CorrelationFilter;
        Members<C> members("A correlation filter");
        members.text("contentType", &C::contentType, "Content type that the message must have.");
        members.text("correlationId", &C::correlationId, "Correlation id that the message must have.");
        members.text("label", &C::label, "Label (subject) that the message must have.");
        members.text("messageId", &C::messageId, "Message id that the message must have.");
        members.text("replyTo", &C::replyTo, "Address to answer to that the message must have.");
        members.text("replyToSessionId", &C::replyToSessionId, "Session to answer to that the message must have.");
        members.text("sessionId", &C::sessionId, "Session that the message must have.");
        members.text("to", &C::to, "Address that the message must have.");
        members.texts("properties", &C::properties,
                      "Application properties that the message must have: {\"cloudEvents:type\": \"…\"}.");
        return members;
    }();
    return table;
}

const Members<TopicRule>& ruleMembers() {
    static const Members<TopicRule> table = [] {
        Members<TopicRule> members("A rule");
        members.text("name", &TopicRule::name, "Name of the rule.").required();
        members.text("filter", &TopicRule::filter,
                     "SQL condition: [cloudEvents:type] LIKE '%Update' AND sys.SessionId IN ('a', 'b').");
        members.object("correlation", &TopicRule::correlation, correlationMembers(),
                       "Texts that the message must have; with a filter both must match.");
        members.text("action", &TopicRule::action, "SQL that changes the copy: SET priority = 1; REMOVE note.");
        return members;
    }();
    return table;
}

const Members<AdvancedFilter>& advancedFilterMembers() {
    static const Members<AdvancedFilter> table = [] {
        Members<AdvancedFilter> members("An advanced filter");
        std::vector<std::pair<std::string_view, AdvancedOperator>> operators;
        for (int i = 0; i < endpoints::kAdvancedOperators; ++i) {
            const auto op = static_cast<AdvancedOperator>(i);
            operators.emplace_back(endpoints::operatorName(op), op);
        }
        members.choice<AdvancedOperator>("operatorType", &AdvancedFilter::op, operators, "How it compares.").required();
        members.text("key", &AdvancedFilter::key, "What it looks at: subject, data.data.temperature, …").required();
        members.values("values", &AdvancedFilter::values,
                       "What it is compared with, a value or a list; of ranges pairs: [[1, 5], [10, 20]].");
        return members;
    }();
    return table;
}

/// How messages are read, be it from a subscription or from a queue.
void addReading(Members<TopicSubscriptionSettings>& members) {
    using S = TopicSubscriptionSettings;
    members.flag("requiresSession", &S::requiresSession,
                 "Messages are read session by session, those of a session in order.");
    members.flag("deadLetteringOnMessageExpiration", &S::deadLetteringOnMessageExpiration,
                 "What outlives its time to live goes to the dead letters instead of away.");
}

void addTaker(Members<TopicSubscriptionSettings>& members) {
    using S = TopicSubscriptionSettings;
    members.duration("processingTime", &S::processingTime, 0s, 24h,
                     "How long its taker works on a message before it settles it.");
    members.duration("autoRenew", &S::autoRenew, 0s, 24h, "How long the taker renews the lock meanwhile.");
    members.integer("maxConcurrentCalls", &S::maxConcurrentCalls, 1, 1000,
                    "Messages, or sessions, that the taker works on at the same time.");
    members.duration("retryDelay", &S::retryDelay, 0s, 5min,
                     "How long the taker holds what it could not take, times the delivery count.");
}

} // namespace

const Members<ConsumerGroupSettings>& consumerGroupMembers() {
    static const Members<ConsumerGroupSettings> table = [] {
        Members<ConsumerGroupSettings> members("A consumer group");
        members.text("name", &ConsumerGroupSettings::name, "Name of the group; couplings refer to it.").required();
        return members;
    }();
    return table;
}

const Members<EventSubscriptionSettings>& eventSubscriptionMembers() {
    static const Members<EventSubscriptionSettings> table = [] {
        using S = EventSubscriptionSettings;
        Members<S> members("An event subscription");
        members.text("name", &S::name, "Name of the subscription; couplings refer to it.").required();
        members.textList("includedEventTypes", &S::includedEventTypes, "Types that it wants; without them all.");
        members.text("subjectBeginsWith", &S::subjectBeginsWith, "How subjects begin that it wants.");
        members.text("subjectEndsWith", &S::subjectEndsWith, "How subjects end that it wants.");
        members.flag("isSubjectCaseSensitive", &S::isSubjectCaseSensitive,
                     "Whether upper and lower case differ in subjects.");
        members.list("advancedFilters", &S::advancedFilters, advancedFilterMembers(),
                     "At most 25 conditions, which must all hold.");
        members.flag("enableAdvancedFilteringOnArrays", &S::enableAdvancedFilteringOnArrays,
                     "Whether a condition may look into a list: one item must do, of a negation all.");
        members.integer("maxDeliveryAttempts", &S::maxDeliveryAttempts, 1, 30,
                        "How often an event is tried; else the topic's.");
        members.duration("eventTimeToLive", &S::eventTimeToLive, 1min, 24h,
                         "How long an event is tried; else the topic's.");
        members.choice<GridHandler>("handler", &S::handler,
                                    {{"azure", GridHandler::azure}, {"webhook", GridHandler::webhook}},
                                    "What takes the events; a web address is not tried again after 401, 403 and 404.");
        members.number("jitter", &S::jitter, 0, 1, "The largest share of a wait that is added at random.");
        members.flag("delaysDelivery", &S::delaysDelivery,
                     "Whether a taker that does not answer is left alone for a while.");
        return members;
    }();
    return table;
}

const Members<TopicSubscriptionSettings>& topicSubscriptionMembers() {
    static const Members<TopicSubscriptionSettings> table = [] {
        using S = TopicSubscriptionSettings;
        Members<S> members("A subscription");
        members.text("name", &S::name, "Name of the subscription; couplings refer to it.").required();
        members.list("rules", &S::rules, ruleMembers(), "What is copied into it; without rules everything.");
        members.integer("maxDeliveryCount", &S::maxDeliveryCount, 1, 2000,
                        "Deliveries of a message before it goes to the dead letters; else the topic's.");
        members.duration("lockDuration", &S::lockDuration, 1s, 5min,
                         "How long a reader may hold a message; else the topic's.");
        members.duration("timeToLive", &S::timeToLive, 1s, 24h * 3650,
                         "How long a message waits for a reader; the topic's holds where it is shorter.");
        addReading(members);
        members.flag("deadLetteringOnFilterEvaluationExceptions", &S::deadLetteringOnFilterEvaluationExceptions,
                     "What a rule cannot be evaluated for goes to the dead letters instead of by.");
        addTaker(members);
        return members;
    }();
    return table;
}

const Members<TopicSubscriptionSettings>& queueReaderMembers() {
    static const Members<TopicSubscriptionSettings> table = [] {
        Members<TopicSubscriptionSettings> members("The reader of a queue");
        addReading(members);
        addTaker(members);
        return members;
    }();
    return table;
}

} // namespace twinflow::deployment
