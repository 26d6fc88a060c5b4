// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong, where, and what to do: one shape for refusals, findings and notes.
#pragma once

#include "base/sentence.h"

#include <cstdint>
#include <string>

namespace twinflow {

/// A point in a text file; line and column count from 1, 0 means unknown. `path` is a JSON pointer or an object's name.
struct Place {
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string path;

    /// "file:line:column", as much of it as is known.
    std::string str() const;
    bool operator==(const Place&) const = default;
};

enum class Severity : std::uint8_t { note, warning, error };

/// A refusal or finding. `code` is stable (folder-what), `what` a full sentence, `hint` says what to do about it.
struct Error {
    std::string code;
    Sentence what;
    Place place;
    Sentence hint;
    Severity severity = Severity::error;

    /// "file:line:column: what hint [code]": what a terminal shows.
    std::string str() const;

    Error&& at(Place where) && {
        place = std::move(where);
        return std::move(*this);
    }
    Error&& withHint(Sentence sentence) && {
        hint = std::move(sentence);
        return std::move(*this);
    }
    Error&& as(Severity level) && {
        severity = level;
        return std::move(*this);
    }
    bool operator==(const Error&) const = default;
};

/// fault("models-unknown", "No model {0}", id): an error without a place yet.
template <typename... Names>
Error fault(std::string_view code, std::string_view pattern, const Names&... names) {
    return Error{std::string(code), say(pattern, names...), {}, {}, Severity::error};
}

} // namespace twinflow
