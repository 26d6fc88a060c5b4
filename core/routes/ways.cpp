// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/ways.h"

#include <algorithm>
#include <iterator>

namespace twinflow::routes {

namespace {

constexpr std::size_t kMaxProduct = 8; // ways of an AND whose parts have several

class Finder {
public:
    explicit Finder(const Program& program)
        : m_program(program) {}

    std::vector<Way> of(const Word* word) {
        switch (word->kind()) {
        case Word::Kind::constant:
            return listOf(Way{word->rest() != 0 ? m_program.types() : TypeMask{}, true, {}});
        case Word::Kind::clause:
            return listOf(ofClause(m_program.clause(*word)));
        case Word::Kind::all:
            return ofAll(word);
        case Word::Kind::any:
            return ofAny(word);
        }
        return {};
    }

private:
    /// The way, if it is one.
    static std::vector<Way> listOf(Way way) {
        std::vector<Way> list;
        if (!isNever(way)) list.push_back(std::move(way));
        return list;
    }

    Way ofClause(const Clause& clause) {
        Way way{static_cast<TypeMask>(m_program.types() & ~clause.alwaysFalse), true, {}};
        if ((way.types & ~clause.alwaysTrue) == 0) return way;
        std::optional<Key> key = keyOf(clause, m_program.fields());
        way.exact = key && key->exact;
        if (key) way.keys.push_back(std::move(*key));
        return way;
    }

    /// Every part is met. Parts with several ways come last, as long as all together stay few: without them the others
    /// still hold.
    std::vector<Way> ofAll(const Word* group) {
        Way clauses{m_program.types(), true, {}};
        const Word* const end = group + group->length();
        for (const Word* part = group + 1; part != end; part += part->length()) {
            if (part->kind() == Word::Kind::clause) join(clauses, ofClause(m_program.clause(*part)));
        }
        std::vector<Way> ways = listOf(std::move(clauses));
        for (const Word* part = group + 1; part != end && !ways.empty(); part += part->length()) {
            if (part->kind() != Word::Kind::clause) ways = both(std::move(ways), of(part));
        }
        return ways;
    }

    static std::vector<Way> both(std::vector<Way> ways, std::vector<Way> more) {
        if (more.empty()) return more;
        const bool first = ways.size() == 1 && ways.front().keys.empty();
        if (ways.size() * more.size() > (first ? kMaxWays : kMaxProduct)) {
            TypeMask types = 0;
            for (const Way& way : more) types |= way.types;
            for (Way& way : ways) {
                way.types &= types;
                way.exact = false;
            }
            std::erase_if(ways, [](const Way& way) { return way.types == 0; });
            return ways;
        }
        std::vector<Way> product;
        for (const Way& way : ways) {
            for (const Way& other : more) {
                Way joint = way;
                join(joint, other);
                if (!isNever(joint)) product.push_back(std::move(joint));
            }
        }
        return product;
    }

    static void join(Way& way, Way other) {
        way.types &= other.types;
        way.exact = way.exact && other.exact;
        for (Key& key : other.keys) {
            const bool range = key.form == Key::Form::range;
            const auto same = std::find_if(way.keys.begin(), way.keys.end(), [&](const Key& known) {
                return range ? known.form == Key::Form::range && known.field == key.field : known == key;
            });
            if (same == way.keys.end()) {
                addKey(way, std::move(key));
            } else if (range) {
                narrow(*same, key);
            }
        }
    }

    /// The best keys stay.
    static void addKey(Way& way, Key key) {
        if (way.keys.size() < kMaxKeys) {
            way.keys.push_back(std::move(key));
            return;
        }
        way.exact = false;
        const auto worst = std::max_element(way.keys.begin(), way.keys.end(),
                                            [](const Key& a, const Key& b) { return a.rank < b.rank; });
        if (key.rank < worst->rank) *worst = std::move(key);
    }

    static bool isNever(const Way& way) {
        return way.types == 0 || std::any_of(way.keys.begin(), way.keys.end(), [](const Key& key) {
                   return key.form == Key::Form::range && key.low > key.high;
               });
    }

    std::vector<Way> ofAny(const Word* group) {
        std::vector<Way> ways;
        const Word* const end = group + group->length();
        for (const Word* part = group + 1; part != end; part += part->length()) {
            std::vector<Way> more = of(part);
            std::move(more.begin(), more.end(), std::back_inserter(ways));
            if (ways.size() <= kMaxWays) continue;
            return listOf(Way{m_program.types(), false, {}});
        }
        keepOneWithoutKeys(ways);
        return ways;
    }

    /// Where every event of a type is looked at, or passes, keys for it are of no use.
    static void keepOneWithoutKeys(std::vector<Way>& ways) {
        TypeMask passing = 0;
        TypeMask looked = 0;
        for (const Way& way : ways) {
            if (way.keys.empty()) (way.exact ? passing : looked) |= way.types;
        }
        if ((passing | looked) == 0) return;
        looked &= ~passing;
        for (Way& way : ways) way.types &= ~(passing | looked);
        std::erase_if(ways, [](const Way& way) { return way.types == 0; });
        if (passing != 0) ways.push_back({passing, true, {}});
        if (looked != 0) ways.push_back({looked, false, {}});
    }

    const Program& m_program;
};

} // namespace

std::vector<Way> waysOf(FilterId filter, const Program& program) {
    return Finder(program).of(program.code(filter));
}

} // namespace twinflow::routes
