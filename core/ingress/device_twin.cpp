// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/device_twin.h"

#include "base/json_text.h"
#include "ingress/base64.h"

#include <algorithm>

namespace twinflow::ingress {

namespace {

JsonNode emptyObject() {
    JsonNode node;
    node.kind = JsonNode::Kind::object;
    return node;
}

std::string_view sectionName(TwinSection section) {
    switch (section) {
    case TwinSection::tags:
        return "tags";
    case TwinSection::desired:
        return "desired properties";
    case TwinSection::reported:
        return "reported properties";
    }
    return "";
}

bool isControl(unsigned char c, unsigned char before) {
    return c < 0x20 || c == 0x7f || (before == 0xc2 && c >= 0x80 && c < 0xa0); // C0, and C1 as UTF-8 writes it
}

/// As the service counts a text: characters, control characters left out.
std::size_t charactersOf(std::string_view text) {
    std::size_t count = 0;
    unsigned char before = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0) != 0x80 && byte >= 0x20 && byte != 0x7f) ++count;
        if (isControl(byte, before) && byte >= 0x80) --count; // its first byte was counted
        before = byte;
    }
    return count;
}

bool isKey(std::string_view key) {
    unsigned char before = 0;
    for (const char c : key) {
        const auto byte = static_cast<unsigned char>(c);
        if (isControl(byte, before) || c == '.' || c == '$' || c == ' ') return false;
        before = byte;
    }
    return !key.empty() && key.size() <= DeviceTwin::kMaxKey;
}

/// Checks a section's value and adds up its size.
class Rules {
public:
    explicit Rules(TwinSection section)
        : m_section(section) {}

    Result<void> check(const JsonNode& object) {
        if (auto fits = checkValue(object, 0); !fits) return fits;
        const std::size_t most = m_section == TwinSection::tags ? DeviceTwin::kMaxTags : DeviceTwin::kMaxProperties;
        if (m_size <= most) return {};
        return refuse(fault("ingress-twin-size", "The {0} of the device twin would have {1} bytes, more than {2}.",
                            sectionName(m_section), m_size, most)
                          .withHint(say("Remove members by setting them to null, or keep less.")));
    }

private:
    Result<void> checkValue(const JsonNode& node, std::size_t depth) {
        switch (node.kind) {
        case JsonNode::Kind::null:
            return {};
        case JsonNode::Kind::boolean:
            m_size += 4;
            return {};
        case JsonNode::Kind::integer: {
            m_size += 8;
            std::int64_t integer = 0;
            const bool fits = node.asInteger(integer) && integer >= -DeviceTwin::kMaxInteger - 1 &&
                              integer <= DeviceTwin::kMaxInteger;
            if (fits) return {};
            return wrongValue(say("Integers lie between -4503599627370496 and 4503599627370495."));
        }
        case JsonNode::Kind::real:
            m_size += 8;
            return {};
        case JsonNode::Kind::string:
            m_size += charactersOf(node.text);
            if (node.text.size() <= DeviceTwin::kMaxText) return {};
            return wrongValue(say("Texts have at most {0} bytes.", DeviceTwin::kMaxText));
        case JsonNode::Kind::array:
            for (const JsonNode& item : node.items) {
                if (auto fits = checkValue(item, depth); !fits) return fits;
            }
            return {};
        case JsonNode::Kind::object:
            break;
        }
        if (depth > DeviceTwin::kMaxDepth) {
            return refuse(fault("ingress-twin-depth", "The {0} of the device twin are nested deeper than {1}.",
                                sectionName(m_section), DeviceTwin::kMaxDepth)
                              .withHint(say("Use fewer levels.")));
        }
        for (const JsonNode::Member& member : node.members) {
            if (!isKey(member.name)) {
                return refuse(fault("ingress-twin-key", "'{0}' cannot be a key in the {1} of a device twin.",
                                    member.name, sectionName(m_section))
                                  .withHint(say("Keys have 1 to {0} bytes without control characters, dots, $ and "
                                                "spaces.",
                                                DeviceTwin::kMaxKey)));
            }
            // A member that is removed takes no room.
            if (member.value.kind != JsonNode::Kind::null) m_size += charactersOf(member.name);
            if (auto fits = checkValue(member.value, depth + 1); !fits) return fits;
        }
        return {};
    }
    Result<void> wrongValue(Sentence hint) const {
        return refuse(fault("ingress-twin-value", "A value among the {0} is larger than a device twin can hold.",
                            sectionName(m_section))
                          .withHint(std::move(hint)));
    }

    TwinSection m_section;
    std::size_t m_size = 0;
};

JsonNode* memberOf(JsonNode& object, std::string_view name) {
    for (JsonNode::Member& member : object.members) {
        if (member.name == name) return &member.value;
    }
    return nullptr;
}

TwinMetadata& metadataMember(TwinMetadata& metadata, std::string_view name) {
    for (auto& [key, member] : metadata.members) {
        if (key == name) return member;
    }
    return metadata.members.emplace_back(std::string(name), TwinMetadata{}).second;
}

void mergeInto(JsonNode& object, TwinMetadata& metadata, const JsonNode& patch, Instant now, std::uint64_t version) {
    metadata.lastUpdated = now;
    metadata.version = version;
    for (const JsonNode::Member& change : patch.members) {
        if (change.value.kind == JsonNode::Kind::null) {
            std::erase_if(object.members, [&](const JsonNode::Member& member) { return member.name == change.name; });
            std::erase_if(metadata.members, [&](const auto& member) { return member.first == change.name; });
            continue;
        }
        JsonNode* target = memberOf(object, change.name);
        if (!target) target = &object.members.emplace_back(JsonNode::Member{change.name, 0, {}}).value;
        TwinMetadata& times = metadataMember(metadata, change.name);
        if (change.value.isObject()) {
            if (!target->isObject()) {
                *target = emptyObject();
                times.members.clear();
            }
            mergeInto(*target, times, change.value, now, version);
        } else {
            *target = change.value;
            times = {now, version, {}};
        }
    }
}

void appendTimes(std::string& out, const TwinMetadata& metadata, bool withVersion) {
    out += R"("$lastUpdated":")";
    if (metadata.version == 0)
        out += "0001-01-01T00:00:00Z";
    else
        appendInstant(out, metadata.lastUpdated, 7);
    out += '"';
    if (withVersion && metadata.version > 0) {
        out += R"(,"$lastUpdatedVersion":)";
        appendJsonNumber(out, metadata.version);
    }
}

/// With `patch`: only of what it names.
void appendMetadata(std::string& out, const TwinMetadata& metadata, bool withVersion, const JsonNode* patch) {
    out += '{';
    appendTimes(out, metadata, withVersion);
    for (const auto& [name, member] : metadata.members) {
        const JsonNode* change = patch ? patch->find(name) : nullptr;
        if (patch && !change) continue;
        out += ',';
        appendJsonString(out, name);
        out += ':';
        appendMetadata(out, member, withVersion, change && change->isObject() ? change : nullptr);
    }
    out += '}';
}

void appendMembers(std::string& out, const JsonNode& object) {
    for (const JsonNode::Member& member : object.members) {
        if (out.back() != '{') out += ',';
        appendJsonString(out, member.name);
        out += ':';
        member.value.appendJson(out);
    }
}

} // namespace

DeviceTwin::DeviceTwin() {
    m_root = emptyObject();
    m_root.members.push_back({"tags", 0, emptyObject()});
    JsonNode properties = emptyObject();
    properties.members.push_back({"desired", 0, emptyObject()});
    properties.members.push_back({"reported", 0, emptyObject()});
    m_root.members.push_back({"properties", 0, std::move(properties)});
}

JsonNode& DeviceTwin::valueOf(TwinSection section) {
    if (section == TwinSection::tags) return m_root.members[0].value;
    return m_root.members[1].value.members[section == TwinSection::desired ? 0 : 1].value;
}

const JsonNode& DeviceTwin::value(TwinSection section) const {
    if (section == TwinSection::tags) return m_root.members[0].value;
    return m_root.members[1].value.members[section == TwinSection::desired ? 0 : 1].value;
}

namespace {

Result<void> expectObject(TwinSection section, const JsonNode& node) {
    if (node.isObject()) return {};
    return refuse(
        fault("ingress-twin-object", "The {0} of a device twin can only be changed by an object.", sectionName(section))
            .withHint(say("Write {\"member\": value}; null removes a member.")));
}

} // namespace

Result<void> DeviceTwin::merge(TwinSection section, const JsonNode& patch, Instant now) {
    if (auto fits = expectObject(section, patch); !fits) return fits;
    // What is too much alone fits with nothing; merging takes time by the square of its members.
    if (auto fits = Rules(section).check(patch); !fits) return fits;
    JsonNode value = valueOf(section);
    TwinMetadata metadata = metadataOf(section);
    mergeInto(value, metadata, patch, now, version(section) + 1);
    return put(section, std::move(value), std::move(metadata));
}

Result<void> DeviceTwin::replace(TwinSection section, const JsonNode& object, Instant now) {
    if (auto fits = expectObject(section, object); !fits) return fits;
    if (auto fits = Rules(section).check(object); !fits) return fits;
    JsonNode value = emptyObject();
    TwinMetadata metadata;
    mergeInto(value, metadata, object, now, version(section) + 1);
    return put(section, std::move(value), std::move(metadata));
}

Result<void> DeviceTwin::put(TwinSection section, JsonNode value, TwinMetadata metadata) {
    if (auto fits = Rules(section).check(value); !fits) return fits;
    valueOf(section) = std::move(value);
    metadataOf(section) = std::move(metadata);
    ++m_versions[static_cast<std::size_t>(section)];
    ++m_version;
    ++m_changes;
    return {};
}

std::string DeviceTwin::etag() const {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(m_changes >> shift & 255);
    return base64(bytes);
}

void DeviceTwin::appendSection(std::string& out, TwinSection section) const {
    out += '{';
    appendMembers(out, value(section));
    if (section != TwinSection::tags) {
        out += out.back() == '{' ? R"("$metadata":)" : R"(,"$metadata":)";
        appendMetadata(out, metadataOf(section), section == TwinSection::desired, nullptr);
        out += R"(,"$version":)";
        appendJsonNumber(out, version(section));
    }
    out += '}';
}

void DeviceTwin::appendChange(std::string& out, TwinSection section, const JsonNode& patch) const {
    out += '{';
    appendMembers(out, patch);
    if (section != TwinSection::tags) {
        out += out.back() == '{' ? R"("$metadata":)" : R"(,"$metadata":)";
        appendMetadata(out, metadataOf(section), section == TwinSection::desired, &patch);
        out += R"(,"$version":)";
        appendJsonNumber(out, version(section));
    }
    out += '}';
}

} // namespace twinflow::ingress
