// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// deployment.json as text and as a value, without a disk.
#pragma once

#include "deployment/deployment.h"

namespace twinflow::deployment {

/// Reads the services from deployment.json and keeps the document as the deployment's source; the root must be an
/// object. Codes: deployment-<what> for each thing that is not as the format wants it; the rest is read all the same.
Deployment readDeployment(std::shared_ptr<const JsonDocument> document, Findings& findings);

/// The text of deployment.json: the bytes as they were read when nothing changed; with changes worked into them; or,
/// for a deployment without a source, two-space JSON in the order of the schema.
std::string deploymentText(const Deployment& deployment);

/// The JSON Schema (2020-12) of deployment.json, made from the same description as reader and writer;
/// resources/schemas/deployment-1.schema.json is this text.
std::string deploymentSchema();

} // namespace twinflow::deployment
