// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is selected, for all windows at once: the picture, the tree, the inspector and the charts speak of the same
// thing.
#pragma once

#include "bridge/service_ref.h"

#include <QObject>

#include <vector>

namespace twinflow::ui {

class Selection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const std::vector<ServiceRef>& all() const { return m_refs; }
    /// The one thing that is selected; none when there is nothing, or more than one thing.
    ServiceRef single() const { return m_refs.size() == 1 ? m_refs.front() : ServiceRef{}; }
    bool contains(const ServiceRef& ref) const;

    void set(std::vector<ServiceRef> refs);
    void select(const ServiceRef& ref) { set({ref}); }
    void clear() { set({}); }
    /// What the deployment no longer has is no longer selected.
    void prune(const deployment::Deployment& deployment);

Q_SIGNALS:
    void changed();
    /// Somebody wants to see it: the picture scrolls there.
    void revealed(const twinflow::ui::ServiceRef& ref);

private:
    std::vector<ServiceRef> m_refs; // sorted
};

} // namespace twinflow::ui
