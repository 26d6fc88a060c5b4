// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A twin before and after, property by property.
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace twinflow::ui {

struct TwinRow {
    QString path; ///< temperature, motor/current
    QString before;
    QString after; ///< empty where it is not set
    bool isChanged() const { return before != after; }
    bool operator==(const TwinRow&) const = default;
};

/// Of texts as GET returns them, an empty one for a twin that is not there; in order of path. System members are left
/// out.
std::vector<TwinRow> twinRows(const std::string& before, const std::string& after);

} // namespace twinflow::ui
