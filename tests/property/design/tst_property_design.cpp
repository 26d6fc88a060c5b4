// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random edits: undo to the start gives what was opened, redo to the end what was made, and every step between is
// itself.
#include "bridge/deployment_controller.h"
#include "bridge/edits.h"
#include "deployment/new_project.h"
#include "support.h"

#include <rapidcheck.h>

#include <QGuiApplication>

using namespace twinflow;
using namespace twinflow::ui;

namespace {

using deployment::Deployment;

std::vector<ServiceRef> allOf(const Deployment& deployment) {
    std::vector<ServiceRef> refs;
    const auto add = [&](RefKind kind, const auto& items) {
        for (const auto& item : items) refs.push_back({kind, item.name});
    };
    add(RefKind::devices, deployment.devices);
    add(RefKind::hub, deployment.hubs);
    add(RefKind::function, deployment.functions);
    add(RefKind::route, deployment.routes);
    add(RefKind::endpoint, deployment.endpoints);
    add(RefKind::downstream, deployment.downstream);
    refs.push_back({RefKind::twins, deployment.twins.name});
    for (const auto& coupling : deployment.couplings) refs.push_back({RefKind::coupling, coupling.from, coupling.to});
    return refs;
}

/// One step of a hand: what it does is drawn from three numbers.
void step(DeploymentController& controller, unsigned what, unsigned first, unsigned second) {
    const std::vector<ServiceRef> refs = allOf(controller.deployment());
    const ServiceRef a = refs[first % refs.size()];
    const ServiceRef b = refs[second % refs.size()];
    switch (what % 7) {
    case 0:
        controller.edit(QStringLiteral("add"),
                        [&](Deployment& d) { add(d, static_cast<ServiceTemplate>(first % 13)); });
        break;
    case 1:
        controller.edit(QStringLiteral("remove"), [&](Deployment& d) { removeAll(d, std::vector{a}); });
        break;
    case 2:
        controller.edit(QStringLiteral("join"), [&](Deployment& d) { join(d, a, b); });
        break;
    case 3:
        controller.edit(QStringLiteral("rename"),
                        [&](Deployment& d) { rename(d, a, "name-" + std::to_string(second % 50)); });
        break;
    case 4:
        controller.edit(QStringLiteral("copy"), [&](Deployment& d) { duplicate(d, std::vector{a, b}); });
        break;
    case 5:
        controller.editLayout(
            QStringLiteral("move"),
            [&](Layout& layout) {
                layout.spots[keyOf(a)] = {static_cast<int>(second % 900), static_cast<int>(first % 900)};
            },
            second % 3 == 0 ? QStringLiteral("drag") : QString());
        break;
    default:
        controller.edit(
            QStringLiteral("type"),
            [&](Deployment& d) {
                if (!d.routes.empty())
                    d.routes[first % d.routes.size()].filter =
                        second % 2 == 0 ? "true" : "type = '" + std::to_string(second % 9) + "'";
            },
            QStringLiteral("typing"));
        break;
    }
}

bool same(const Design& a, const Design& b) {
    return *a.deployment == *b.deployment && *a.layout == *b.layout;
}

} // namespace

class DesignProperty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void undoAndRedoGiveEqualDesigns() {
        int entries = 0;
        const bool holds = rc::check("undo to the start, redo to the end", [&] {
            const auto steps = *rc::gen::container<std::vector<std::tuple<unsigned, unsigned, unsigned>>>(
                40,
                rc::gen::tuple(rc::gen::inRange(0U, 700U), rc::gen::inRange(0U, 9000U), rc::gen::inRange(0U, 9000U)));
            DeploymentController controller;
            controller.begin(deployment::newProject("Plant"));
            QUndoStack& stack = controller.undoStack();
            const Design start = controller.design();
            std::vector<Design> made{start}; // by the stack's index
            for (const auto& [what, first, second] : steps) {
                step(controller, what, first, second);
                made.resize(static_cast<std::size_t>(stack.index()));
                made.push_back(controller.design());
            }
            const Design end = controller.design();
            entries += stack.count();
            while (stack.canUndo()) {
                stack.undo();
                RC_ASSERT(same(controller.design(), made[static_cast<std::size_t>(stack.index())]));
            }
            RC_ASSERT(same(controller.design(), start));
            while (stack.canRedo()) {
                stack.redo();
                RC_ASSERT(same(controller.design(), made[static_cast<std::size_t>(stack.index())]));
            }
            RC_ASSERT(same(controller.design(), end));
        });
        QVERIFY(holds);
        QVERIFY(entries > 1000); // something was done
    }
};

QTEST_MAIN(DesignProperty)
#include "tst_property_design.moc"
