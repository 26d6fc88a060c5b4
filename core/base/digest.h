// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A running hash over bytes, for "the same seed gives the same output".
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct XXH3_state_s;

namespace twinflow {

/// XXH3, 128 bits: fast and stable across systems; it proves sameness, it does not protect.
class Digest {
public:
    Digest();
    ~Digest();
    Digest(Digest&&) noexcept;
    Digest& operator=(Digest&&) noexcept;

    void add(std::string_view bytes);
    /// 32 hex digits of everything added so far.
    std::string hex() const;

private:
    struct Free {
        void operator()(XXH3_state_s* state) const;
    };
    std::unique_ptr<XXH3_state_s, Free> m_state;
};

} // namespace twinflow
