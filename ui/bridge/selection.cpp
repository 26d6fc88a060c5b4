// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/selection.h"

#include <algorithm>

namespace twinflow::ui {

bool Selection::contains(const ServiceRef& ref) const {
    return std::binary_search(m_refs.begin(), m_refs.end(), ref);
}

void Selection::set(std::vector<ServiceRef> refs) {
    std::erase_if(refs, [](const ServiceRef& ref) { return ref.isNone(); });
    std::sort(refs.begin(), refs.end());
    refs.erase(std::unique(refs.begin(), refs.end()), refs.end());
    if (refs == m_refs) return;
    m_refs = std::move(refs);
    Q_EMIT changed();
}

void Selection::prune(const deployment::Deployment& deployment) {
    std::vector<ServiceRef> left = m_refs;
    std::erase_if(left, [&](const ServiceRef& ref) { return !exists(deployment, ref); });
    set(std::move(left));
}

} // namespace twinflow::ui
