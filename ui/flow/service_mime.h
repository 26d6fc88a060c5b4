// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How services travel: from the palette into the picture as the number of a template, between windows as text.
#pragma once

namespace twinflow::ui {

constexpr const char* kServiceMime = "application/x-twinflow-service";

constexpr const char* kCopyMime = "application/x-twinflow-services"; ///< bridge/service_copy.h

} // namespace twinflow::ui
