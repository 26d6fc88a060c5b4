// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The members of deployment.json.
#pragma once

#include "deployment/deployment.h"
#include "deployment/members.h"

namespace twinflow::deployment {

/// What stands in `$schema`.
inline constexpr std::string_view kSchemaId = "https://twinflow.invalid/schemas/deployment-1.json";

const Members<Deployment>& deploymentMembers();

} // namespace twinflow::deployment
