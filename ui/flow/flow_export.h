// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The picture as a file: PNG, SVG or PDF, as it is shown, with nothing selected.
#pragma once

#include "base/result.h"

#include <QString>

namespace twinflow::ui {

class FlowScene;

/// By the name's ending: .png (twice the size of the screen's), .svg, .pdf. Error codes: export-kind, file-unwritable.
Result<void> exportPicture(FlowScene& scene, const QString& path);

} // namespace twinflow::ui
