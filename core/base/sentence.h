// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A sentence with its pattern and its names kept apart, so that a window can show it in another language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace twinflow {

/// `pattern` is English with {0}, {1}, … where `names` go; str() fills them in.
struct Sentence {
    std::string pattern;
    std::vector<std::string> names;

    std::string str() const;
    bool empty() const { return pattern.empty(); }
    bool operator==(const Sentence&) const = default;
};

namespace detail {
std::string sentenceName(std::string_view name);
std::string sentenceName(double number);
template <typename Number>
std::string sentenceName(Number number) requires std::is_integral_v<Number> {
    return std::to_string(number);
}
} // namespace detail

/// say("Twin {0} has no model", id): names may be text or numbers.
template <typename... Names>
Sentence say(std::string_view pattern, const Names&... names) {
    return {std::string(pattern), {detail::sentenceName(names)...}};
}

} // namespace twinflow
