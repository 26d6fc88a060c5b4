// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/direct_methods.h"

#include "ingress/message_body.h"

#include <algorithm>

namespace twinflow::ingress {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMaxPayload = 128 * 1024;
constexpr std::size_t kMaxName = 100;

bool isMethodName(std::string_view name) {
    constexpr std::string_view kNever = "$()<>@,;:\\\"/[]?={}";
    return !name.empty() && name.size() <= kMaxName && std::all_of(name.begin(), name.end(), [&](char c) {
        return c > ' ' && c <= '~' && kNever.find(c) == std::string_view::npos;
    });
}

Result<void> check(const MethodCall& call) {
    if (!isMethodName(call.method)) {
        return refuse(
            fault("ingress-method-name", "'{0}' cannot be the name of a direct method.", call.method)
                .withHint(say("A name has up to {0} printable ASCII characters without spaces and $ ( ) < > @ , ; : "
                              "\\ \" / [ ] ? = { }.",
                              kMaxName)));
    }
    if (call.payload.size() > kMaxPayload || !isJson(call.payload)) {
        return refuse(fault("ingress-method-payload",
                            "The payload for '{0}' on device '{1}' is not JSON of at most "
                            "{2} bytes.",
                            call.method, call.device, kMaxPayload)
                          .withHint(say("Send any JSON value, null for nothing.")));
    }
    if (call.responseTimeout < 5s || call.responseTimeout > 300s || call.connectTimeout < 0s ||
        call.connectTimeout > 300s) {
        return refuse(fault("ingress-method-timeouts",
                            "A call of '{0}' waits {1} for an answer and {2} for the device.", call.method,
                            formatDuration(call.responseTimeout), formatDuration(call.connectTimeout))
                          .withHint(say("Wait 5 s to 300 s for an answer, and up to 300 s for the device.")));
    }
    return {};
}

} // namespace

Result<MethodAnswer> DirectMethods::invoke(const MethodCall& call, const Registry& registry) {
    ++m_counts.calls;
    const Device* device = registry.find(call.device);
    if (!device) {
        ++m_counts.refused;
        return refuse(registry.unknown(call.device));
    }
    if (auto fits = check(call); !fits) {
        ++m_counts.refused;
        return refuse(fits.error());
    }
    if (!device->connected || !device->client || !device->client->takesMethods(call.device)) {
        ++m_counts.offline;
        return refuse(fault("ingress-device-offline", "Device '{0}' is not there for the direct method '{1}'.",
                            call.device, call.method)
                          .withHint(say("A device takes methods when it is connected and has at least one.")));
    }
    auto answer = device->client->invoke(call.device, call.method, call.payload);
    if (!answer || answer->after > call.responseTimeout) {
        ++m_counts.timedOut;
        return refuse(fault("ingress-method-timeout", "Device '{0}' did not answer the direct method '{1}' within {2}.",
                            call.device, call.method, formatDuration(call.responseTimeout))
                          .withHint(say("Wait longer, or let the device answer at once and report the rest.")));
    }
    ++m_counts.answered;
    return std::move(*answer);
}

} // namespace twinflow::ingress
