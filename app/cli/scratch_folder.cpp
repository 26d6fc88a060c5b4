// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scratch_folder.h"

#include <QTemporaryDir>

namespace twinflow::cli {

Result<std::shared_ptr<const QTemporaryDir>> scratchFolder() {
    auto folder = std::make_shared<const QTemporaryDir>();
    if (folder->isValid()) return folder;
    return refuse(fault("cli-temporary-folder", "There is no place for what destinations write: {0}.",
                        folder->errorString().toStdString()));
}

} // namespace twinflow::cli
