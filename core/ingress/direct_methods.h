// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Direct methods: a back end calls, a connected device answers at once or the call has failed.
#pragma once

#include "base/result.h"
#include "ingress/device_client.h"
#include "ingress/registry.h"

#include <cstdint>
#include <string>

namespace twinflow::ingress {

struct MethodCall {
    std::string device;
    std::string method;
    std::string payload = "null"; ///< JSON of at most 128 KB
    Duration connectTimeout{};    ///< up to 300 s; a device that is not there now is not waited for (see README)
    Duration responseTimeout = std::chrono::seconds(30); ///< 5 s to 300 s
};

struct MethodCounts {
    std::uint64_t calls = 0;    ///< = answered + timedOut + offline + refused
    std::uint64_t answered = 0; ///< with any status
    std::uint64_t timedOut = 0; ///< the device took longer than the caller waits
    std::uint64_t offline = 0;  ///< the device is not connected, or takes no methods
    std::uint64_t refused = 0;  ///< unknown device, or arguments that the service does not take

    bool balances() const { return calls == answered + timedOut + offline + refused; }
    bool operator==(const MethodCounts&) const = default;
};

class DirectMethods {
public:
    /// Time does not pass in a call: the answer says how long the device took. Error codes: ingress-device-unknown (404
    /// in the service), ingress-device-offline (404), ingress-method-timeout (504), ingress-method-name,
    /// ingress-method-payload, ingress-method-timeouts (400).
    Result<MethodAnswer> invoke(const MethodCall& call, const Registry& registry);

    const MethodCounts& counts() const { return m_counts; }

private:
    MethodCounts m_counts;
};

} // namespace twinflow::ingress
