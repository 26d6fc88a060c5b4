// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a deployment's models and graph files hold.
#pragma once

#include "deployment/deployment.h"
#include "models/model_set.h"
#include "twins/bulk_import.h"

#include <vector>

namespace twinflow::deployment {

/// Models from models/ and from the Models sections of graph/, and the lines of graph/ in order of the files. Findings
/// carry the place in the file; codes are those of JsonDocument, models and twins::readBulk.
struct Content {
    models::ModelSet models;
    std::vector<twins::BulkLine> lines;
    Findings modelFindings;
    Findings lineFindings;
};

Content readContent(const Deployment& deployment);

} // namespace twinflow::deployment
