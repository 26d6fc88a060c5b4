// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/filter_index.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

namespace twinflow::routes {

namespace {

constexpr std::uint32_t kRoot = 0;
constexpr std::uint32_t kCrowd = 8; // postings behind a key that are looked at one by one; more are divided

} // namespace

FilterIndex::FilterIndex(const Program& program)
    : m_program(program)
    , m_nodes(1) {}

FilterIndex::KeysLeft FilterIndex::KeysLeft::without(const Key& used) const {
    KeysLeft rest = *this;
    rest.m_count = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        if (!(*m_keys[i] == used)) rest.m_keys[rest.m_count++] = m_keys[i];
    }
    return rest;
}

void FilterIndex::add(FilterId filter, const std::vector<Way>& ways) {
    for (std::size_t i = 0; i < ways.size(); ++i) {
        const Way& way = ways[i];
        if (way.passesAll()) continue;
        const bool within = std::any_of(way.keys.begin(), way.keys.end(),
                                        [](const Key& key) { return key.form == Key::Form::contains; });
        const Posting posting{filter.value, static_cast<std::uint16_t>(i), way.types, false, ways.size() > 1 || within};
        place(kRoot, posting, way.exact, KeysLeft(way.keys));
    }
}

void FilterIndex::remove(FilterId filter, const std::vector<Way>& ways) {
    for (std::size_t i = 0; i < ways.size(); ++i) {
        if (ways[i].passesAll()) continue;
        const Posting way{filter.value, static_cast<std::uint16_t>(i), 0, false, false};
        [[maybe_unused]] const bool found = take(kRoot, way, KeysLeft(ways[i].keys));
        assert(found);
    }
}

void FilterIndex::place(std::uint32_t node, Posting posting, bool exact, const KeysLeft& keys) {
    ++m_nodes[node].postings;
    if (keys.empty()) {
        posting.exact = exact;
        m_postings.add(m_nodes[node].direct, posting);
        return;
    }
    const Key& key = bestOf(node, keys);
    const KeysLeft rest = keys.without(key);
    posting.exact = exact && rest.empty();
    const auto known = fieldIn(node, key.field);
    const std::uint32_t field = known ? *known : addField(node, key.field);
    m_fields[field].types |= posting.types;
    ++m_fields[field].postings;
    Bucket* const bucket = m_fields[field].find(key, m_keys);
    if (!bucket) {
        m_fields[field].add(key, Bucket::one(posting), m_keys);
        return;
    }
    if (bucket->kind() == Bucket::Kind::node) {
        place(bucket->nodeId(), posting, exact, rest);
        return;
    }
    m_postings.add(*bucket, posting);
    // A crowd that could not be divided is looked at again when it has doubled.
    if (bucket->kind() == Bucket::Kind::list && bucket->size() >= kCrowd && std::has_single_bit(bucket->size()))
        divide(node, field, key);
}

/// What stands behind a key gets an index of its own over the keys that are left.
void FilterIndex::divide(std::uint32_t node, std::uint32_t field, const Key& key) {
    Bucket& bucket = *m_fields[field].find(key, m_keys);
    const std::span<const Posting> list = m_postings.list(bucket);
    const std::vector<Posting> postings(list.begin(), list.end());
    std::vector<Key> given = m_nodes[node].given;
    given.push_back(key);

    std::vector<Way> ways;
    std::vector<KeysLeft> keys;
    ways.reserve(postings.size()); // the keys stay where they are
    std::size_t divisible = 0;
    for (const Posting& posting : postings) {
        ways.push_back(std::move(waysOf(FilterId{posting.filter}, m_program)[posting.way]));
        KeysLeft rest(ways.back().keys);
        for (const Key& used : given) rest = rest.without(used);
        divisible += rest.empty() ? 0 : 1;
        keys.push_back(rest);
    }
    if (divisible < postings.size() / 2) return;

    const std::uint32_t divided = addNode();
    m_nodes[divided].given = std::move(given);
    m_postings.clear(bucket);
    bucket = Bucket::node(divided);
    for (std::size_t i = 0; i < postings.size(); ++i) place(divided, postings[i], ways[i].exact, keys[i]);
}

/// Which key a way was put behind depended on what was there then: it is looked for behind each.
bool FilterIndex::take(std::uint32_t node, const Posting& way, const KeysLeft& keys) {
    bool found = keys.empty() && m_postings.remove(m_nodes[node].direct, way);
    for (const Key* key : keys.all()) {
        const auto field = fieldIn(node, key->field);
        if (!field || !takeBehind(*field, *key, way, keys)) continue;
        if (--m_fields[*field].postings == 0) removeField(node, *field);
        found = true;
        break;
    }
    if (found) --m_nodes[node].postings;
    return found;
}

bool FilterIndex::takeBehind(std::uint32_t field, const Key& key, const Posting& way, const KeysLeft& keys) {
    const Bucket* const bucket = m_fields[field].find(key, m_keys);
    if (!bucket) return false;
    Bucket changed = *bucket;
    if (changed.kind() == Bucket::Kind::node) {
        const std::uint32_t node = changed.nodeId();
        if (!take(node, way, keys.without(key))) return false;
        if (m_nodes[node].postings > 0) return true;
        m_nodes[node] = {};
        m_freeNodes.push_back(node);
        changed = Bucket();
    } else if (!m_postings.remove(changed, way)) {
        return false;
    }
    if (changed.kind() == Bucket::Kind::empty) {
        m_fields[field].remove(key, m_keys);
    } else {
        *m_fields[field].find(key, m_keys) = changed;
    }
    return true;
}

/// By rank, then the field that has the most values: the fewest events meet one of them.
const Key& FilterIndex::bestOf(std::uint32_t node, const KeysLeft& keys) const {
    const Key* best = keys.all().front();
    std::uint32_t most = valuesOf(node, *best);
    for (const Key* key : keys.all().subspan(1)) {
        if (key->rank > best->rank) continue;
        const std::uint32_t values = valuesOf(node, *key);
        if (key->rank == best->rank && values <= most) continue;
        best = key;
        most = values;
    }
    return *best;
}

std::uint32_t FilterIndex::valuesOf(std::uint32_t node, const Key& key) const {
    const auto field = key.form == Key::Form::equal ? fieldIn(node, key.field) : std::nullopt;
    return field ? m_fields[*field].equalities() : 0;
}

std::optional<std::uint32_t> FilterIndex::fieldIn(std::uint32_t node, FieldId field) const {
    for (const std::uint32_t id : m_nodes[node].fields) {
        if (m_fields[id].field == field) return id;
    }
    return std::nullopt;
}

std::uint32_t FilterIndex::addField(std::uint32_t node, FieldId field) {
    auto id = static_cast<std::uint32_t>(m_fields.size());
    if (m_freeFields.empty()) {
        m_fields.emplace_back(field, id);
    } else {
        id = m_freeFields.back();
        m_freeFields.pop_back();
        m_fields[id] = FieldIndex(field, id);
    }
    m_nodes[node].fields.push_back(id);
    return id;
}

void FilterIndex::removeField(std::uint32_t node, std::uint32_t field) {
    std::erase(m_nodes[node].fields, field);
    m_freeFields.push_back(field);
}

std::uint32_t FilterIndex::addNode() {
    if (m_freeNodes.empty()) {
        m_nodes.emplace_back();
        return static_cast<std::uint32_t>(m_nodes.size() - 1);
    }
    const std::uint32_t id = m_freeNodes.back();
    m_freeNodes.pop_back();
    return id;
}

void FilterIndex::find(const FieldValues& values, TypeMask type, std::vector<Posting>& found) const {
    visit(kRoot, values, type, found);
}

void FilterIndex::visit(std::uint32_t id, const FieldValues& values, TypeMask type, std::vector<Posting>& found) const {
    const Node& node = m_nodes[id];
    const std::size_t first = m_questions.size();
    for (const std::uint32_t fieldId : node.fields) {
        const FieldIndex& field = m_fields[fieldId];
        if ((field.types & type) == 0) continue;
        const query::Scalar& value = values.value(field.field);
        const std::size_t asked = m_questions.size();
        field.ask(value, m_questions);
        for (std::size_t i = asked; i < m_questions.size(); ++i) m_keys.prefetch(m_questions[i]);
        field.takeOthers(value, [&](Bucket bucket) { visit(bucket, values, type, found); });
    }
    for (std::size_t i = first; i < m_questions.size(); ++i) {
        if (const Bucket* const bucket = m_keys.find(m_questions[i])) visit(*bucket, values, type, found);
    }
    m_questions.erase(m_questions.begin() + static_cast<std::ptrdiff_t>(first), m_questions.end());
    visit(node.direct, values, type, found);
}

void FilterIndex::visit(Bucket bucket, const FieldValues& values, TypeMask type, std::vector<Posting>& found) const {
    switch (bucket.kind()) {
    case Bucket::Kind::empty:
        return;
    case Bucket::Kind::one:
        if (const Posting posting = bucket.posting(); (posting.types & type) != 0) found.push_back(posting);
        return;
    case Bucket::Kind::list:
        for (const Posting& posting : m_postings.list(bucket)) {
            if ((posting.types & type) != 0) found.push_back(posting);
        }
        return;
    case Bucket::Kind::node:
        visit(bucket.nodeId(), values, type, found);
        return;
    }
}

} // namespace twinflow::routes
