// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/outgoing_message.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace twinflow::endpoints {

namespace {

Error bad(Sentence what) {
    return Error{"InvalidArgument", std::move(what), {}, {}, Severity::error}.withHint(
        say("Send an object with body and, as needed, messageId, sessionId, subject, timeToLive in milliseconds, "
            "scheduledEnqueueTimeUtc and applicationProperties."));
}

/// Texts, and of ids also numbers; null is the same as nothing.
Result<std::string> readText(const JsonNode& node, std::string_view member) {
    const JsonNode* const value = node.find(member);
    if (!value || value->kind == JsonNode::Kind::null) return std::string();
    if (value->isString() || value->isNumber()) return value->text;
    return refuse(bad(say("The '{0}' of a message is no text.", member)));
}

Result<void> readSystemProperties(const JsonNode& node, BusProperties& properties) {
    static constexpr std::pair<std::string_view, SystemProperty> kMembers[] = {
        {"contentType", SystemProperty::contentType}, {"correlationId", SystemProperty::correlationId},
        {"subject", SystemProperty::label},           {"to", SystemProperty::to},
        {"replyTo", SystemProperty::replyTo},         {"replyToSessionId", SystemProperty::replyToSessionId},
        {"sessionId", SystemProperty::sessionId}};
    for (const auto& [member, property] : kMembers) {
        auto text = readText(node, member);
        if (!text) return refuse(std::move(text.error()));
        if (property == SystemProperty::sessionId && text->size() > kMaxMessageId)
            return refuse(bad(say("A session id has at most {0} characters.", kMaxMessageId)));
        if (!text->empty()) properties.system[property] = Value(std::string_view(*text));
    }
    return {};
}

Result<void> readTimes(const JsonNode& node, SendOptions& options) {
    constexpr double kMostMilliseconds = 9e12; // 285 years: as nanoseconds it still fits, and no queue keeps one longer
    if (const JsonNode* life = node.find("timeToLive"); life && life->kind != JsonNode::Kind::null) {
        if (!life->isNumber() || !(life->number() > 0))
            return refuse(bad(say("The 'timeToLive' of a message is no number of milliseconds above 0.")));
        if (life->number() < kMostMilliseconds)
            options.timeToLive = std::max(fromSeconds(life->number() / 1000), Duration(1)); // 0 would say nothing
    }
    auto time = readText(node, "scheduledEnqueueTimeUtc");
    if (!time) return refuse(std::move(time.error()));
    if (time->empty()) return {};
    const auto at = parseInstant(*time);
    if (!at) return refuse(bad(say("The 'scheduledEnqueueTimeUtc' of a message, '{0}', cannot be read.", *time)));
    options.scheduledEnqueueTime = *at;
    return {};
}

} // namespace

Result<PropertyChanges> readChanges(const JsonNode& node) {
    PropertyChanges changes;
    if (!node.isObject()) return refuse(bad(say("The properties of a message are no object.")));
    for (const JsonNode::Member& member : node.members) {
        if (member.value.isObject() || member.value.isArray())
            return refuse(bad(say("The property '{0}' of a message is an object or a list.", member.name)));
        changes.emplace_back(member.name, member.value.value());
    }
    return changes;
}

Result<OutgoingMessage> readOutgoing(const JsonNode& node) {
    const JsonNode* const body = node.isObject() ? node.find("body") : nullptr;
    if (!body) return refuse(bad(say("A message has no 'body'.")));
    OutgoingMessage outgoing;
    body->appendJson(outgoing.body);
    auto id = readText(node, "messageId");
    if (!id) return refuse(std::move(id.error()));
    if (id->size() > kMaxMessageId) return refuse(bad(say("A message id has at most {0} characters.", kMaxMessageId)));
    outgoing.messageId = std::move(*id);
    BusProperties properties;
    if (auto read = readSystemProperties(node, properties); !read) return refuse(std::move(read.error()));
    if (const JsonNode* own = node.find("applicationProperties"); own && own->kind != JsonNode::Kind::null) {
        auto changes = readChanges(*own);
        if (!changes) return refuse(std::move(changes.error()));
        for (auto& [name, value] : *changes) properties.user[name] = std::move(value);
    }
    if (auto read = readTimes(node, outgoing.options); !read) return refuse(std::move(read.error()));
    outgoing.options.properties = std::make_shared<BusProperties>(std::move(properties));
    return outgoing;
}

Result<std::vector<std::uint64_t>> readSequenceNumbers(const JsonNode& node) {
    std::vector<std::uint64_t> numbers;
    for (const JsonNode& item : node.items) {
        std::uint64_t number = 0;
        const char* const end = item.text.data() + item.text.size();
        const bool isText = item.isString() || item.kind == JsonNode::Kind::integer;
        const auto [behind, failure] = std::from_chars(item.text.data(), end, number);
        if (!isText || item.text.empty() || failure != std::errc() || behind != end) {
            return refuse(fault("InvalidArgument", "A sequence number is no whole number from 0 on.")
                              .withHint(say("Give the numbers of messages, as one or as a list.")));
        }
        numbers.push_back(number);
    }
    return numbers;
}

} // namespace twinflow::endpoints
