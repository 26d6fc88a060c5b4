// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON of a twin or component as a client puts it, read into cells.
#pragma once

#include "base/json_document.h"
#include "base/result.h"
#include "base/time.h"
#include "models/model_set.h"
#include "twins/cell.h"

namespace twinflow::twins {

struct TwinBody {
    ModelIndex model;
    Cells cells;
};

/// Reads and checks the body of a PUT: $metadata.$model, properties, every component, source times. $dtId, $etag and
/// times that the service sets itself are passed over, so that what GET returns can be put. `now` becomes the time of
/// each property. Error codes: ValidationFailed, LimitExceeded.
Result<TwinBody> readTwinBody(const models::ModelSet& models, const JsonNode& body, Instant now);

/// Reads one component's object into the cells of a twin that `layout` is of. Error codes as above.
Result<void> readComponentBody(const models::Layout& layout, std::string_view component, const JsonNode& body,
                               Instant now, Cell* cells);

} // namespace twinflow::twins
