// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/blob_path.h"

#include "base/digest.h"

#include <algorithm>
#include <array>

namespace twinflow::downstream {

namespace {

constexpr char kHex[] = "0123456789ABCDEF";
constexpr std::size_t kMaxSegment = 160; // most file systems take 255, some of that is for ".part"
constexpr std::size_t kMaxPath = 600;    // some systems take about 1000 with the folders above

void appendEscaped(std::string& out, char c) {
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
}

bool isPlain(char c) {
    constexpr std::string_view kNotOnWindows = "<>:\"|?*\\";
    return c >= ' ' && c <= '~' && c != '%' && kNotOnWindows.find(c) == std::string_view::npos;
}

/// CON, PRN, AUX, NUL, COM0 to COM9, LPT0 to LPT9, with any extension.
bool isDeviceName(std::string_view segment) {
    std::string stem(segment.substr(0, segment.find('.')));
    while (!stem.empty() && stem.back() == ' ') stem.pop_back();
    for (char& c : stem) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    constexpr std::array<std::string_view, 4> kDevices{"CON", "PRN", "AUX", "NUL"};
    if (std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end()) return true;
    return stem.size() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")) && stem[3] >= '0' && stem[3] <= '9';
}

/// Cuts `text` down to `size` bytes, no escape in two, and sets a hash of the `whole` name at its end.
void cutAndHash(std::string& text, std::size_t size, std::string_view whole) {
    Digest digest;
    digest.add(whole);
    const std::string hash = '~' + digest.hex();
    text.resize(size - hash.size());
    if (const auto escape = text.find('%', text.size() - 2); escape != std::string::npos) text.resize(escape);
    text += hash;
}

/// ".json" of "name.json"; empty when there is none or a long one.
std::string extensionOf(std::string_view file) {
    const auto dot = file.rfind('.');
    return std::string(dot == std::string_view::npos || file.size() - dot > 16 ? "" : file.substr(dot));
}

std::string safeSegment(std::string_view segment, bool isFolder) {
    std::string safe;
    for (std::size_t i = 0; i < segment.size(); ++i) {
        const char c = segment[i];
        const bool isEnd = i + 1 == segment.size() || (i == 0 && c == ' ');
        const bool isTroubled = (c == '.' && (isFolder || isEnd)) || (c == ' ' && isEnd);
        if (isPlain(c) && !isTroubled && !(i == 0 && isDeviceName(segment))) {
            safe += c;
        } else {
            appendEscaped(safe, c);
        }
    }
    if (safe.size() > kMaxSegment) {
        const std::string extension = isFolder ? "" : extensionOf(safe);
        cutAndHash(safe, kMaxSegment - extension.size(), segment);
        safe += extension;
    }
    return safe;
}

} // namespace

std::string safeBlobPath(std::string_view name) {
    std::string path;
    for (std::string_view left = name; !left.empty();) {
        const auto slash = left.find('/');
        const std::string_view segment = left.substr(0, slash);
        left = slash == std::string_view::npos ? std::string_view() : left.substr(slash + 1);
        if (segment.empty()) continue;
        if (!path.empty()) path += '/';
        path += safeSegment(segment, left.find_first_not_of('/') != std::string_view::npos);
    }
    if (path.empty()) return "unnamed";
    if (path.size() > kMaxPath) {
        const std::string extension = extensionOf(path.substr(path.rfind('/') + 1));
        cutAndHash(path, kMaxPath - extension.size(), name);
        path += extension;
    }
    return path;
}

} // namespace twinflow::downstream
