// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/name_forms.h"

#include "base/ascii.h"

#include <algorithm>

namespace twinflow::deployment {

namespace {

bool isLetterOrDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void trim(std::string& text) {
    while (!text.empty() && !isLetterOrDigit(text.back())) text.pop_back();
    text.erase(text.begin(), std::find_if(text.begin(), text.end(), isLetterOrDigit));
}

} // namespace

bool NameForm::fits(std::string_view name) const {
    const auto allowed = [&](char c) { return isLetterOrDigit(c) || others.find(c) != std::string_view::npos; };
    if (name.size() < shortest || name.size() > longest || !std::all_of(name.begin(), name.end(), allowed))
        return false;
    if (!isLetterOrDigit(name.front()) || !isLetterOrDigit(name.back())) return false;
    return !needsLetter || !std::all_of(name.begin(), name.end(), isDigit);
}

std::string NameForm::mended(std::string_view name, std::string_view word) const {
    if (fits(name)) return std::string(name);
    std::string text;
    for (const char c : name) text += isLetterOrDigit(c) || others.find(c) != std::string_view::npos ? c : '-';
    trim(text);
    if (text.size() > longest) text.resize(longest - 4); // room for a number behind it
    trim(text);
    if (fits(text)) return text;
    return text.empty() ? std::string(word) : std::string(word) + "-" + text;
}

std::string hyphenated(std::string_view text) {
    std::string name;
    for (const char c : text) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
        if (plain)
            name += lower;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    if (name.ends_with('-')) name.pop_back();
    return name;
}

std::string lowered(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

} // namespace twinflow::deployment
