// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the editors in light and dark: editor_pictures FOLDER. For looking at, not for comparing.
#include "editors/filter_edit.h"
#include "editors/function_preview.h"
#include "flow/flow_panel.h"
#include "look/tokens.h"
#include "panels/fault_timeline.h"
#include "panels/project_tree.h"
#include "panels/scenario_view.h"
#include "panels/traffic_editor.h"
#include "shell/main_window.h"
#include "support.h"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QLineEdit>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>

using namespace twinflow;
using namespace twinflow::ui;

namespace {

class Photographer {
public:
    Photographer(MainWindow& window, QString folder, QString theme)
        : m_window(window)
        , m_folder(std::move(folder))
        , m_theme(std::move(theme)) {}

    void shoot() {
        const std::filesystem::path sample = test::sourceFolder() / "resources" / "samples" / "smart-building";
        m_window.controller().open(sample);
        until([this] { return m_window.controller().isOpen() && !m_window.controller().isChecking(); });
        filterTry();
        tables();
        script();
        model();
        scenario();
        mapping();
    }

private:
    void until(const std::function<bool()>& holds) {
        if (!QTest::qWaitFor(holds, 30'000)) qFatal("it does not come to be");
    }
    void picture(const char* name) {
        QTest::qWait(300); // what is drawn on a beat
        m_window.grab().save(QStringLiteral("%1/%2-%3.png").arg(m_folder, m_theme, QLatin1String(name)));
    }
    void raise(const char* dock) {
        auto* shown = m_window.findChild<QDockWidget*>(QLatin1String(dock));
        shown->show();
        shown->raise();
    }

    void filterTry() {
        m_window.selection().select({RefKind::route, "all-changes"});
        auto* events = m_window.findChild<QTableView*>(QStringLiteral("tryEvents"));
        until([&] { return events->model()->rowCount() > 0; });
        auto* filter = m_window.findChild<FilterEdit*>();
        filter->selectAll();
        QTest::keyClicks(filter,
                         QStringLiteral("type = 'Microsoft.DigitalTwins.Twin.Update' AND subject = 'room-101'"));
        events->selectRow(1);
        picture("1-filter");
        m_window.controller().undoStack().undo();
    }

    void tables() {
        raise("dock-routes");
        picture("2-routes");
        raise("dock-endpoints");
        picture("2-endpoints");
        raise("dock-charts");
    }

    /// Two clicks on a card open what it is made of.
    void activate(const ServiceRef& ref) { Q_EMIT m_window.flow().scene().activated(ref); }
    void untilTried() {
        auto* preview = m_window.findChild<FunctionPreview*>();
        until([&] { return !preview->trial().input.empty(); });
    }
    void script() {
        activate({RefKind::function, "ingest"});
        untilTried();
        picture("3-script");
    }
    void model() {
        auto* tree = m_window.findChild<ProjectTree*>();
        Q_EMIT tree->fileActivated(QStringLiteral("models/AirHandlingUnit.json"));
        picture("4-model");
    }
    void scenario() {
        auto* tree = m_window.findChild<ProjectTree*>();
        Q_EMIT tree->fileActivated(QStringLiteral("scenarios/evening-outage.json"));
        auto* view = m_window.findChild<ScenarioView*>();
        m_window.findChild<FaultTimeline*>()->setCurrent(1);
        picture("6-faults");
        view->setCurrentIndex(1);
        auto* traffic = m_window.findChild<TrafficEditor*>();
        until([&] { return !traffic->curves().curves.empty(); });
        picture("5-traffic");
        view->setCurrentIndex(2);
        picture("6-expectations");
    }
    void open(const char* sample) {
        m_window.controller().open(test::sourceFolder() / "resources" / "samples" / sample);
        until([this] { return m_window.controller().isLoading() == false && !m_window.controller().isChecking(); });
    }
    void mapping() {
        open("first-steps");
        for (const auto& each : m_window.controller().deployment().functions)
            if (each.kind == functions::FunctionKind::mapping) activate({RefKind::function, each.name});
        untilTried();
        picture("3-mapping");
        open("smart-building");
    }

    MainWindow& m_window;
    QString m_folder;
    QString m_theme;
};

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    if (argc != 2) qFatal("usage: editor_pictures FOLDER");
    const QTemporaryDir home;
    for (const char* name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}) qputenv(name, home.path().toUtf8());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, home.path());
    QDir().mkpath(QString::fromLocal8Bit(argv[1]));
    for (const ThemeChoice theme : {ThemeChoice::light, ThemeChoice::dark}) {
        Theme::instance().choose(theme);
        MainWindow window;
        window.setAsksBeforeClosing(false);
        for (const char* sample : {"smart-building", "first-steps"})
            RunControls::trust(test::sourceFolder() / "resources" / "samples" / sample);
        window.resize(1440, 900);
        window.show();
        Photographer(window, QString::fromLocal8Bit(argv[1]),
                     theme == ThemeChoice::light ? QStringLiteral("light") : QStringLiteral("dark"))
            .shoot();
    }
    return 0;
}
