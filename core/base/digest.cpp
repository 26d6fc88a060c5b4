// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.h"

#include <xxhash.h>

namespace twinflow {

Digest::Digest()
    : m_state(XXH3_createState()) {
    XXH3_128bits_reset(m_state.get());
}
Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

void Digest::Free::operator()(XXH3_state_s* state) const {
    XXH3_freeState(state);
}

void Digest::add(std::string_view bytes) {
    XXH3_128bits_update(m_state.get(), bytes.data(), bytes.size());
}

std::string Digest::hex() const {
    static constexpr char kHex[] = "0123456789abcdef";
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(m_state.get()));
    std::string text;
    for (const unsigned char byte : canonical.digest) {
        text += kHex[byte >> 4];
        text += kHex[byte & 15];
    }
    return text;
}

} // namespace twinflow
