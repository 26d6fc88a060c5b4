// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// From an event to the filters that it may pass: an index a field over the keys of all filters.
#pragma once

#include "events/event.h"
#include "routes/access.h"
#include "routes/prefix_index.h"
#include "routes/range_index.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twinflow::routes {

/// One thread.
class CandidateIndex {
public:
    /// `types` are those for which the type alone does not decide on the filter.
    void add(const Key& key, std::uint32_t filter, TypeMask types);
    /// No key can be added any more.
    void finish();

    /// Appends the filters one of whose keys is true; the same one may come more than once, and so may one that its
    /// type decides. Reads only fields that matter to the type, so that no body is parsed in vain.
    void find(const EventRecord& record, events::EventType type, std::vector<std::uint32_t>& filters) const;

private:
    using Filters = std::vector<std::uint32_t>;
    /// Lets a view find a string.
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    struct FieldIndex {
        FieldId field;
        TypeMask types = 0;
        std::unordered_map<std::string, Filters, TextHash, std::equal_to<>> texts;
        std::unordered_map<double, Filters> numbers;
        std::array<Filters, 2> booleans;
        PrefixIndex prefixes;
        PrefixIndex suffixes; // of reversed texts
        RangeIndex ranges;
    };
    FieldIndex& indexOf(FieldId field);
    void findText(const FieldIndex& index, std::string_view text, Filters& filters) const;

    std::vector<FieldIndex> m_fields;
    std::unordered_map<FieldId, std::size_t> m_places;
    mutable std::string m_reversed; // room to look up suffixes
};

} // namespace twinflow::routes
