// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/program.h"

#include "base/growth.h"
#include "base/hash.h"

#include <algorithm>

namespace twinflow::routes {

using query::Expression;

namespace {

std::uint64_t hashOf(const Word* code) {
    std::uint64_t hash = 0;
    for (std::uint32_t i = 0; i < code->length(); ++i) hash = mixWords(hash, code[i].bits);
    return hash;
}

bool readsAField(const query::Clause& clause) {
    return std::holds_alternative<query::Field>(clause.left) || std::holds_alternative<query::Field>(clause.right);
}

} // namespace

FilterId Program::add(const Expression& expression) {
    m_code.clear();
    append(expression);
    const std::uint64_t hash = hashOf(m_code.data());
    const auto isSame = [&](std::uint32_t id) {
        const Word* const other = codeOf(m_filters[id]);
        return other->length() == m_code.size() && std::equal(m_code.begin(), m_code.end(), other);
    };
    if (const std::uint32_t known = m_byHash.find(hash, isSame); known != IdTable::kNone) {
        ++m_filters[known].users;
        for (const Word word : m_code) {
            if (word.kind() == Word::Kind::clause) m_clauses.release(word.rest());
        }
        return FilterId{known};
    }
    auto id = static_cast<std::uint32_t>(m_filters.size());
    if (m_free.empty()) {
        growGently(m_filters);
        m_filters.emplace_back();
    } else {
        id = m_free.back();
        m_free.pop_back();
    }
    const Word first = m_code.front();
    m_filters[id] = {first.isGroup() ? Word::of(Word::Kind::all, place(m_code)) : first, 1};
    m_byHash.insert(hash, id);
    return FilterId{id};
}

void Program::release(FilterId id) {
    Filter& filter = m_filters[id.value];
    if (--filter.users > 0) return;
    const Word* const code = codeOf(filter);
    m_byHash.erase(hashOf(code), id.value);
    for (std::uint32_t i = 0; i < code->length(); ++i) {
        if (code[i].kind() == Word::Kind::clause) m_clauses.release(code[i].rest());
    }
    if (filter.word.isGroup()) m_gaps[code->length()].push_back(filter.word.rest());
    filter = {};
    m_free.push_back(id.value);
}

std::uint32_t Program::place(const std::vector<Word>& code) {
    const auto gaps = m_gaps.find(static_cast<std::uint32_t>(code.size()));
    if (gaps != m_gaps.end() && !gaps->second.empty()) {
        const std::uint32_t begin = gaps->second.back();
        gaps->second.pop_back();
        std::copy(code.begin(), code.end(), m_words.begin() + begin);
        return begin;
    }
    const auto begin = static_cast<std::uint32_t>(m_words.size());
    growGently(m_words, code.size());
    m_words.insert(m_words.end(), code.begin(), code.end());
    return begin;
}

void Program::append(const Expression& expression) {
    switch (expression.kind) {
    case Expression::Kind::clause:
        if (readsAField(expression.clause)) {
            m_code.push_back(Word::of(Word::Kind::clause, m_clauses.add(expression.clause)));
        } else {
            const auto literal = [](const query::Term& term) { return query::Scalar(std::get<Value>(term)); };
            const query::Clause& clause = expression.clause;
            const bool truth = holds(clause.op, literal(clause.left), literal(clause.right));
            m_code.push_back(Word::of(Word::Kind::constant, truth ? 1 : 0));
        }
        return;
    case Expression::Kind::all:
    case Expression::Kind::any:
        appendGroup(expression);
        return;
    case Expression::Kind::constant:
        m_code.push_back(Word::of(Word::Kind::constant, expression.constant ? 1 : 0));
        return;
    }
}

void Program::appendGroup(const Expression& group) {
    const std::size_t start = m_code.size();
    m_code.emplace_back();
    for (const Expression& part : group.parts) append(part);

    // Clauses in the order of their costs, then groups, whose cost is not known before they are looked at.
    const auto rank = [&](Word word) {
        return word.isGroup() ? 3 : word.kind() == Word::Kind::clause ? clause(word).cost : 0;
    };
    m_sorted.clear();
    for (int pass = 0; pass < 4; ++pass) {
        for (std::size_t i = start + 1; i < m_code.size(); i += m_code[i].length()) {
            if (rank(m_code[i]) != pass) continue;
            m_sorted.insert(m_sorted.end(), m_code.data() + i, m_code.data() + i + m_code[i].length());
        }
    }
    std::copy(m_sorted.begin(), m_sorted.end(), m_code.data() + start + 1);
    const bool all = group.kind == Expression::Kind::all;
    m_code[start] = Word::of(all ? Word::Kind::all : Word::Kind::any, static_cast<std::uint32_t>(m_sorted.size()));
}

bool Program::isTrue(const Word* word, const FieldValues& values) const {
    switch (word->kind()) {
    case Word::Kind::clause:
        return clause(*word).isTrue(values);
    case Word::Kind::constant:
        return word->rest() != 0;
    case Word::Kind::all:
    case Word::Kind::any:
        break;
    }
    const bool decisive = word->kind() == Word::Kind::any;
    const Word* const end = word + word->length();
    for (++word; word != end; word += word->length()) {
        if (isTrue(word, values) == decisive) return decisive;
    }
    return !decisive;
}

} // namespace twinflow::routes
