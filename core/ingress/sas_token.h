// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Shared access signatures: how a device or a back end shows that it has a key (wire-facts 4).
#pragma once

#include "base/result.h"
#include "base/time.h"

#include <string>
#include <string_view>

namespace twinflow::ingress {

/// "SharedAccessSignature sr=…&sig=…&se=…[&skn=…]" taken apart.
struct SasToken {
    std::string resource;        ///< decoded: plant.azure-devices.net/devices/thermostat67
    std::string encodedResource; ///< as it was written: that is what is signed
    std::string signature;       ///< base64
    std::int64_t expiry = 0;     ///< seconds since 1970
    std::string policy;          ///< skn, empty for a device's own key
};

/// `key` is base64, as the registry shows it; a key that is not gives a token that nobody accepts. `policy` names a
/// shared access policy, empty for a device's own key.
std::string makeSasToken(std::string_view resource, std::string_view key, Instant expiry, std::string_view policy = {});

/// Fields may come in any order. Error code: ingress-token-malformed.
Result<SasToken> parseSasToken(std::string_view text);

/// Whether the token opens `resource` at `now` with one of the two keys. A token for a path opens everything below it;
/// case does not matter in the host. Error codes: ingress-token-malformed, ingress-token-resource,
/// ingress-token-expired, ingress-token-signature.
Result<void> verifySasToken(std::string_view text, std::string_view resource, std::string_view primaryKey,
                            std::string_view secondaryKey, Instant now);

} // namespace twinflow::ingress
