// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/checks/places.h"

namespace twinflow::deployment {

namespace {

std::string textOf(const JsonNode& object, std::string_view member) {
    const JsonNode* node = object.find(member);
    return node && node->isString() ? node->text : std::string();
}

/// How many bytes of the document the first character of a string's rest takes: an escape counts as what it stands for.
struct Step {
    std::size_t written = 1;
    std::size_t meant = 1;
};

Step stepAt(std::string_view text, std::size_t at) {
    if (text[at] != '\\') return {};
    if (text.substr(at, 2) != "\\u") return {2, 1};
    const std::string_view digits = text.substr(at + 2, 4);
    const bool pair = (digits[0] == 'd' || digits[0] == 'D') && digits[1] >= '8'; // one character beyond 16 bits
    if (pair) return {12, 4};
    if (digits.substr(0, 2) != "00") return {6, digits[0] == '0' && digits[1] < '8' ? std::size_t{2} : std::size_t{3}};
    return {6, digits[2] < '8' ? std::size_t{1} : std::size_t{2}};
}

} // namespace

Places::Places(const Deployment& deployment)
    : m_source(deployment.source) {
    if (!m_source) return;
    for (const JsonNode::Member& list : m_source->root().members) {
        for (const JsonNode& item : list.value.items) {
            if (!item.isObject()) continue;
            if (list.name == "couplings")
                m_couplings[{textOf(item, "from"), textOf(item, "to")}].push_back(&item);
            else
                m_things[{list.name, textOf(item, "name")}].push_back(&item);
        }
    }
}

Place Places::named(std::string name) const {
    return {"deployment.json", 0, 0, std::move(name)};
}

const JsonNode* Places::find(std::string_view list, const std::string& name, std::size_t occurrence) const {
    const auto found = m_things.find({std::string(list), name});
    return found == m_things.end() || found->second.size() <= occurrence ? nullptr : found->second[occurrence];
}

Place Places::of(std::string_view list, const std::string& name, std::string_view member,
                 std::size_t occurrence) const {
    const JsonNode* thing = find(list, name, occurrence);
    if (!thing) return named(name);
    const JsonNode* node = thing->find(member);
    return m_source->place(node ? *node : *thing);
}

Place Places::ofTwins(std::string_view member) const {
    const JsonNode* twins = m_source ? m_source->root().find("twins") : nullptr;
    const JsonNode* node = twins ? twins->find(member) : nullptr;
    return node ? m_source->place(*node) : named("twins");
}

Place Places::of(const Coupling& coupling, std::string_view member, std::size_t occurrence) const {
    const auto found = m_couplings.find({coupling.from, coupling.to});
    if (found == m_couplings.end() || found->second.size() <= occurrence)
        return named(coupling.from + " -> " + coupling.to);
    const JsonNode& thing = *found->second[occurrence];
    const JsonNode* node = thing.find(member);
    return m_source->place(node ? *node : thing);
}

Place Places::inside(std::string_view list, const std::string& name, std::string_view member, std::size_t at) const {
    const JsonNode* thing = find(list, name, 0);
    const JsonNode* node = thing ? thing->find(member) : nullptr;
    if (!node || !node->isString()) return of(list, name, member);
    std::size_t offset = node->offset + 1;
    for (std::size_t meant = 0; meant < at && offset < m_source->text().size();) {
        const Step step = stepAt(m_source->text(), offset);
        offset += step.written;
        meant += step.meant;
    }
    return m_source->place(static_cast<std::uint32_t>(offset));
}

} // namespace twinflow::deployment
