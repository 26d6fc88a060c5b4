// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random edits: undo to the start gives what was opened, redo to the end what was made, and every step between is
// itself. TWINFLOW_EDITS says how many edits the long histories have together.
#include "bridge/deployment_controller.h"
#include "bridge/edits.h"
#include "bridge/file_edits.h"
#include "bridge/project_io.h"
#include "bridge/service_copy.h"
#include "deployment/new_project.h"
#include "support.h"

#include <rapidcheck.h>

#include <QGuiApplication>

#include <random>

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

/// Somebody types into a file, in its middle.
void type(Deployment& deployment, unsigned first, unsigned second) {
    std::vector<deployment::ProjectFile> files;
    for (const auto* list : {&deployment.models, &deployment.graph, &deployment.scripts, &deployment.scenarioFiles})
        files.insert(files.end(), list->begin(), list->end());
    if (files.empty()) return;
    auto& [path, text] = files[first % files.size()];
    const std::size_t at = text.empty() ? 0 : second % text.size();
    if (second % 3 == 0)
        text.erase(at, 1 + second % 5);
    else
        text.insert(at, second % 3 == 1 ? "x" : "\n  ");
    setFileText(deployment, path, std::move(text));
}

/// One step of a hand: what it does is drawn from three numbers.
void step(DeploymentController& controller, unsigned what, unsigned first, unsigned second) {
    const std::vector<ServiceRef> refs = allOf(controller.deployment());
    const ServiceRef a = refs[first % refs.size()];
    const ServiceRef b = refs[second % refs.size()];
    switch (what % 10) {
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
    case 6:
        controller.edit(
            QStringLiteral("type in a file"), [&](Deployment& d) { type(d, first, second); },
            first % 2 == 0 ? QStringLiteral("file") : QString());
        break;
    case 7: {
        const std::string text = servicesText(controller.deployment(), std::vector{b});
        controller.edit(QStringLiteral("paste"), [&](Deployment& d) {
            removeAll(d, std::vector{a, b});
            (void)addServices(d, text);
        });
        break;
    }
    case 8:
        controller.editLayout(QStringLiteral("arrange"), [&](Layout& layout) {
            if (second % 8 == 0) layout.spots.clear();
        });
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

/// Every byte that a save would write.
std::string texts(const Design& design) {
    const Deployment& d = *design.deployment;
    std::string all = deployment::deploymentText(d) + layoutText(*design.layout);
    for (const auto* list : {&d.models, &d.graph, &d.scripts, &d.scenarioFiles}) {
        for (const auto& file : *list) all += file.path + '\n' + file.text;
    }
    return all;
}

constexpr int kHistory = 500;  // edits of a round: a history holds as many whole deployments
constexpr int kLookEvery = 10; // entries

/// One long history from a project: gives how many edits were made.
int walk(Deployment from, unsigned seed, std::string& wrong) {
    std::mt19937 random(seed);
    const auto draw = [&](unsigned end) { return std::uniform_int_distribution<unsigned>(0, end - 1)(random); };
    DeploymentController controller;
    controller.begin(std::move(from));
    QUndoStack& stack = controller.undoStack();
    std::map<int, std::string> made; // by the stack's index
    const std::string start = texts(controller.design());
    for (int i = 0; i < kHistory; ++i) {
        // Now and then somebody goes back a little, and forth, and on from there.
        if (draw(20) == 0) {
            for (unsigned back = draw(6); back > 0; --back) stack.undo();
            for (unsigned forth = draw(4); forth > 0; --forth) stack.redo();
        }
        // Designs do not grow without an end.
        const bool isLarge = controller.deployment().couplings.size() + controller.deployment().routes.size() > 60;
        step(controller, isLarge && draw(2) == 0 ? 1 : draw(1000), draw(9000), draw(9000));
        made.erase(made.upper_bound(stack.index()), made.end());
        if (stack.index() % kLookEvery == 0)
            made[stack.index()] = texts(controller.design());
        else
            made.erase(stack.index());
    }
    while (stack.canRedo()) stack.redo();
    const std::string end = texts(controller.design());
    const auto look = [&] {
        const auto there = made.find(stack.index());
        if (there == made.end() || there->second == texts(controller.design())) return;
        wrong += "seed " + std::to_string(seed) + ", entry " + std::to_string(stack.index()) + "\n";
    };
    while (stack.canUndo()) {
        stack.undo();
        look();
    }
    if (texts(controller.design()) != start) wrong += "seed " + std::to_string(seed) + ", the start\n";
    while (stack.canRedo()) {
        stack.redo();
        look();
    }
    if (texts(controller.design()) != end) wrong += "seed " + std::to_string(seed) + ", the end\n";
    return kHistory;
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

    void longHistoriesGiveEqualTexts() {
        bool isNumber = false;
        const int told = qEnvironmentVariableIntValue("TWINFLOW_EDITS", &isNumber);
        const int wanted = isNumber ? told : 3000;
        std::vector<Deployment> projects{deployment::newProject("Plant")};
        for (const char* name : {"first-steps", "energy-grid", "smart-building"})
            projects.push_back(readProject(test::sourceFolder() / "resources/samples" / name).loaded->deployment);
        std::string wrong;
        int edits = 0;
        for (unsigned seed = 1; edits < wanted; ++seed) edits += walk(projects[seed % projects.size()], seed, wrong);
        QVERIFY2(wrong.empty(), wrong.c_str());
        qInfo("%d edits", edits);
    }
};

QTEST_MAIN(DesignProperty)
#include "tst_property_design.moc"
