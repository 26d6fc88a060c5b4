// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/function.h"

#include "functions/mapping_function.h"
#include "functions/script_function.h"

namespace twinflow::functions {

namespace {

Error hubMissing(std::string_view device) {
    return fault("functions-not-coupled", "There is no hub to reach device '{0}' by.", device)
        .withHint(say("Couple the function to the device's hub."));
}

} // namespace

Result<void> FunctionHost::sendToDevice(std::string_view device, std::string_view) {
    return refuse(hubMissing(device));
}
Result<std::string> FunctionHost::invokeDeviceMethod(std::string_view device, std::string_view) {
    return refuse(hubMissing(device));
}
Result<std::string> FunctionHost::getDeviceTwin(std::string_view device) {
    return refuse(hubMissing(device));
}
Result<void> FunctionHost::updateDeviceTwin(std::string_view device, std::string_view) {
    return refuse(hubMissing(device));
}

std::optional<Invocation> Function::invokeDirect(std::string_view, std::string_view, Instant) {
    return std::nullopt;
}

Result<std::unique_ptr<Function>> makeFunction(const FunctionSettings& settings, std::string_view source,
                                               FunctionHost& host, std::uint64_t seed) {
    switch (settings.kind) {
    case FunctionKind::script:
        return makeScript(settings, source, host, seed);
    case FunctionKind::mapping:
        return makeMapping(settings, host);
    }
    return makeMapping(settings, host);
}

} // namespace twinflow::functions
