// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a service travels from the palette into the picture: the number of its template.
#pragma once

namespace twinflow::ui {

constexpr const char* kServiceMime = "application/x-twinflow-service";

} // namespace twinflow::ui
