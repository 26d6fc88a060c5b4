// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of a fleet look alike: what stands between their values is the same. Who has seen one reads the next by
// comparing that and looking at the values alone.
#pragma once

#include "query/scalar.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::functions {

class MessageShape {
public:
    /// The shape of `text`, which is known to be JSON, for who wants the values at the JSON pointers `wanted`. False,
    /// and then no text has it, when it is too large, when a name is written with escapes or comes twice, or when
    /// something wanted is an object or array.
    bool learn(std::string_view text, std::span<const std::string> wanted);
    /// The wanted values of a text of this shape, missing where the shape has none; all of the text is known to be JSON
    /// then. False says nothing of the text: it may have another shape, or a value that this reader leaves to others
    /// (texts with escapes or beyond ASCII, numbers beyond 64 bits). Texts lie in `text`.
    bool read(std::string_view text, std::vector<query::Scalar>& values) const;

private:
    class Walk;
    static constexpr std::size_t kMaxBytes = 4096;
    static constexpr std::size_t kMaxWanted = 4096;

    /// What stands before a value, from the end of the one before it.
    struct Step {
        std::uint16_t begin = 0; // in m_text
        std::uint16_t length = 0;
        std::uint16_t wanted = 0; // the first of those in m_wanted that want the value
        std::uint16_t wants = 0;  // how many do
    };

    std::string m_text;
    std::vector<Step> m_steps;
    std::vector<std::uint16_t> m_wanted; // places in `values`
    std::uint16_t m_rest = 0;            // where what stands behind the last value begins
    std::size_t m_values = 0;
};

} // namespace twinflow::functions
