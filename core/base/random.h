// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Seeded chance: the same seed gives the same draws on every system.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace twinflow {

/// splitmix64: the next state's hash. Also good for spreading a counter over 64 bits.
constexpr std::uint64_t mix64(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// FNV-1a: stable everywhere, for partition keys and named seeds; not for hostile keys.
constexpr std::uint64_t stableHash(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return hash;
}

__extension__ using Wide = unsigned __int128; // GCC and clang; MSVC gets _umul128 with its port

/// xoshiro256**; only integer arithmetic and exact double conversion, so no system differs.
class Random {
public:
    explicit Random(std::uint64_t seed) {
        for (auto& word : m_state) word = seed = mix64(seed);
    }
    /// An independent stream for `name`: adding one device does not change the draws of another.
    Random fork(std::string_view name) const { return Random(m_state[0] ^ stableHash(name)); }

    std::uint64_t next() {
        const auto rotate = [](std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); };
        const std::uint64_t result = rotate(m_state[1] * 5, 7) * 9;
        const std::uint64_t shifted = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = rotate(m_state[3], 45);
        return result;
    }
    /// Uniform in [0, 1).
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    double between(double low, double high) { return low + (high - low) * unit(); }
    /// Uniform in [0, bound); bound > 0. The bias of the multiplication is below 2^-32 for any bound used here.
    std::uint64_t below(std::uint64_t bound) {
        return static_cast<std::uint64_t>((static_cast<Wide>(next()) * bound) >> 64);
    }
    /// About normal, mean 0, deviation 1: the sum of twelve uniforms, since libm's log and cos differ between systems.
    double normal() {
        double sum = -6;
        for (int i = 0; i < 12; ++i) sum += unit();
        return sum;
    }

private:
    std::array<std::uint64_t, 4> m_state{};
};

} // namespace twinflow
