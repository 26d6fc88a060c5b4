// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/function.h"

#include "functions/mapping_function.h"
#include "functions/script_function.h"

namespace twinflow::functions {

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
