// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "twins/graph.h"

#include "twins/limits.h"
#include "twins/refusals.h"

namespace twinflow::twins {

namespace {

/// W/"…": the only form that the service hands out.
bool isEtag(std::string_view text) {
    return text.size() >= 4 && text.starts_with("W/\"") && text.ends_with('"');
}

/// What a twin of this layout takes at most in JSON, its texts not counted: names, numbers, ids, punctuation.
std::size_t plainBytes(const models::Interface& model, const models::Layout& layout) {
    constexpr std::size_t kNumber = 26;
    constexpr std::size_t kPunctuation = 4;
    constexpr std::size_t kSourceTime = 64;
    constexpr std::size_t kFrame = 128;
    std::size_t bytes = kFrame + model.id.size();
    for (const models::Slot& slot : layout.slots) {
        bytes += slot.name.size() + kNumber + kPunctuation;     // its value
        bytes += slot.name.size() + kSourceTime + kPunctuation; // its metadata
    }
    for (const std::string& name : layout.components) bytes += name.size() + kPunctuation + kFrame;
    return bytes;
}

} // namespace

Graph::Graph(const models::ModelSet& models, Interner& texts, std::uint64_t seed)
    : m_models(models)
    , m_texts(texts)
    , m_seed(seed)
    , m_modelPath(texts.intern(kModelPath)) {
    m_decommissioned.resize(models.size());
    m_paths.resize(models.size());
    m_plainBytes.reserve(models.size());
    for (std::uint32_t i = 0; i < models.size(); ++i) {
        m_plainBytes.push_back(plainBytes(models.at(ModelIndex{i}), models.layout(ModelIndex{i})));
    }
}

std::optional<TwinIndex> Graph::find(std::string_view id) const {
    const TextId text = m_texts.find(id);
    if (text.value >= m_byText.size() || !m_byText[text.value].valid()) return std::nullopt;
    return m_byText[text.value];
}

std::vector<TwinIndex> Graph::twins() const {
    std::vector<TwinIndex> live;
    live.reserve(m_twinCount);
    for (std::uint32_t i = 0; i < m_twins.size(); ++i) {
        if (m_twins[i].model.valid()) live.push_back(TwinIndex{i});
    }
    return live;
}

std::vector<RelationshipIndex> Graph::relationships() const {
    std::vector<RelationshipIndex> live;
    live.reserve(m_relationshipCount);
    for (std::uint32_t i = 0; i < m_relationships.size(); ++i) {
        if (m_relationships[i].source.valid()) live.push_back(RelationshipIndex{i});
    }
    return live;
}

std::string Graph::etagText(std::uint64_t etag) const {
    static constexpr char kHex[] = "0123456789abcdef";
    static constexpr std::string_view kForm = "W/\"xxxxxxxx-xxxx-4xxx-axxx-xxxxxxxxxxxx\"";
    const std::uint64_t halves[2] = {mix64(m_seed ^ mix64(etag)), mix64(mix64(m_seed) + etag)};
    std::string text(kForm);
    unsigned digit = 0;
    for (char& c : text) {
        if (c != 'x') continue;
        c = kHex[(halves[digit / 16] >> (digit % 16 * 4)) & 15U];
        ++digit;
    }
    return text;
}

/// `etag` is that of what is to be written, 0 when it does not exist yet.
Result<void> Graph::checkGuard(const Precondition& guard, std::uint64_t etag) const {
    if (guard.createOnly && etag != 0) {
        return refuse(fault("PreconditionFailed", "It exists already, and If-None-Match: * allows only a creation.")
                          .withHint(say("Leave out If-None-Match to replace it.")));
    }
    if (guard.ifMatch.empty()) return {};
    if (guard.ifMatch != "*" && !isEtag(guard.ifMatch)) {
        return refuse(fault("InvalidArgument",
                            "Invalid If-Match header value. Allowed value(s): If-Match: {etag} or If-Match: *."));
    }
    if (etag == 0 || (guard.ifMatch != "*" && guard.ifMatch != etagText(etag))) {
        return refuse(fault("PreconditionFailed", "It was written since the etag '{0}' was read.", guard.ifMatch)
                          .withHint(say("Read it again and repeat the change with the new etag.")));
    }
    return {};
}

Result<TwinIndex> Graph::require(std::string_view id) const {
    if (const auto index = find(id)) return *index;
    return refuse(twinNotFound(id));
}

Result<void> Graph::checkTwinSize(const Twin& twin) const {
    if (m_plainBytes[twin.model.value] + kEscapeGrowth * twin.textBytes <= kMaxTwinBytes) return {};
    std::string body;
    appendTwinBody(body, twin);
    if (body.size() <= kMaxTwinBytes) return {};
    return refuse(tooLarge("The twin", body.size(), kMaxTwinBytes));
}

/// Whether a twin may become one of the model.
Result<void> Graph::checkInUse(ModelIndex model) const {
    if (!m_decommissioned[model.value]) return {};
    return refuse(fault("ModelDecommissioned", "The model '{0}' is decommissioned; no new twin can be of it.",
                        m_models.at(model).id)
                      .at({{}, 0, 0, "/$metadata/$model"})
                      .withHint(say("Use a newer version of the model, or put this one into use again.")));
}

void Graph::tell(const Change& change) const {
    if (m_listener) m_listener->onChange(change);
}

} // namespace twinflow::twins
