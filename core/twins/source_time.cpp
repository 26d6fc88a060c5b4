// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "twins/source_time.h"

#include "twins/refusals.h"

namespace twinflow::twins {

Result<Instant> readSourceTime(const Value& value, std::string_view path) {
    if (value.kind() == Value::Kind::string) {
        if (const Result<Instant> time = parseInstant(value.text())) {
            using Tick = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;
            return Instant(std::chrono::floor<Tick>(time->time_since_epoch()));
        }
    }
    return refuse(atPath(fault("ValidationFailed", "'{0}' must be a date and time.", path), path)
                      .withHint(say("Write it like 2026-03-02T06:00:00Z.")));
}

Result<Instant> editSourceTime(const PatchOperation& operation, std::string_view path) {
    if (operation.op == PatchOp::remove) {
        return refuse(atPath(fault("JsonPatchInvalid", "'{0}' cannot be removed.", path), path)
                          .withHint(say("It goes with its property; remove that, or replace the time.")));
    }
    return readSourceTime(operation.value, path);
}

Error sourceTimeWithoutValue(std::string_view property) {
    return atPath(fault("JsonPatchInvalid", "'{0}' gets a sourceTime but is not set.", property), property)
        .withHint(say("Add the property in the same patch."));
}

} // namespace twinflow::twins
