// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What names may look like.
#pragma once

#include <string>
#include <string_view>

namespace twinflow::deployment {

struct NameForm {
    std::size_t shortest;
    std::size_t longest;
    std::string_view others; ///< what may stand beside letters and digits, but not at the ends
    bool needsLetter;        ///< at least one character that is no digit
    std::string_view code;   ///< of the finding
    std::string_view rule;   ///< as a sentence

    bool fits(std::string_view name) const;
    /// The name itself when it fits, else one like it; `word` helps out where too little is left.
    std::string mended(std::string_view name, std::string_view word) const;
};

/// adt-facts 4.3.
inline constexpr NameForm kEndpointName{
    3,
    50,
    "-",
    true,
    "deployment-endpoint-name",
    "An endpoint's name has 3 to 50 letters, digits and hyphens, not only digits, no hyphen at the ends."};
inline constexpr NameForm kInstanceName{
    3,
    63,
    "-",
    false,
    "deployment-instance-name",
    "The instance's name has 3 to 63 letters, digits and hyphens, no hyphen at the ends."};
/// One rule of ours for all others, so that every name can be a folder and a part of a path.
inline constexpr NameForm kServiceName{
    1,
    63,
    "-_",
    false,
    "deployment-name",
    "A name has 1 to 63 letters, digits, hyphens and underscores, a letter or digit at the ends."};

/// The ASCII letters and digits of a text, in lower case, with single hyphens in the place of what stands between them.
std::string hyphenated(std::string_view text);

/// ASCII letters in lower case; names that differ by case only are one name.
std::string lowered(std::string text);

} // namespace twinflow::deployment
