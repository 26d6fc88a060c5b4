// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How projects and their files are opened, left and saved.
#include "bridge/file_edits.h"
#include "bridge/samples.h"
#include "bridge/text.h"
#include "deployment/new_project.h"
#include "deployment/services.h"
#include "editors/file_editor.h"
#include "editors/mapping_editor.h"
#include "flow/flow_export.h"
#include "flow/flow_panel.h"
#include "panels/inspector.h"
#include "panels/scenario_view.h"
#include "shell/main_window.h"
#include "shell/recent_projects.h"
#include "shell/start_page.h"
#include "shell/status_line.h"

#include <QDir>
#include <QEventLoop>
#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>
#include <QTabWidget>

namespace twinflow::ui {

bool MainWindow::mayLeave() {
    m_inspector->commit();
    if (!m_controller.isModified() || !m_asks) return true;
    const auto answer = QMessageBox::question(
        this, tr("Save the changes?"), tr("%1 has changes that are not saved.").arg(m_controller.title()),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
    if (answer == QMessageBox::Save) {
        QEventLoop loop; // the window stays alive while the job saves
        bool done = false;
        connect(&m_controller, &DeploymentController::saved, &loop, [&] {
            if (m_controller.isSaving()) return; // another save follows this one
            done = true;
            loop.quit();
        });
        connect(&m_controller, &DeploymentController::saveFailed, &loop, &QEventLoop::quit);
        connect(&m_controller, &DeploymentController::saveDisputed, &loop, &QEventLoop::quit);
        connect(&m_controller, &DeploymentController::savingChanged, &loop, [&](bool saving) {
            if (saving) return;
            const auto leave = [&] {
                if (!m_controller.isSaving()) loop.quit(); // it was cancelled, and no other one follows
            };
            QMetaObject::invokeMethod(&loop, leave, Qt::QueuedConnection);
        });
        save();
        if (m_controller.isSaving()) loop.exec();
        return done && mayLeave(); // the window took edits meanwhile
    }
    return answer == QMessageBox::Discard;
}

void MainWindow::openProject(const QString& folder) {
    if (!mayLeave()) return;
    m_runsWhenOpen = false;
    m_controller.open(std::filesystem::path(utf8(folder)));
}

void MainWindow::openSample(const QString& name) {
    if (!mayLeave()) return;
    const std::filesystem::path folder = samplesFolder() / utf8(name);
    std::error_code ignored;
    if (!std::filesystem::exists(folder / "deployment.json", ignored)) {
        if (const auto written = writeSample(name, folder); !written) {
            m_startPage->tell(text(written.error().what));
            return;
        }
    }
    RunControls::trust(folder);
    m_runsWhenOpen = true; // a sample is there to be seen moving
    m_controller.open(folder);
}

void MainWindow::openFile(const QString& path, int line, int column) {
    if (!findProjectFile(m_controller.deployment(), utf8(path))) return;
    for (int i = 0; i < m_work->count(); ++i) {
        auto* editor = qobject_cast<FileEditor*>(m_work->widget(i));
        if (!editor || editor->path() != path) continue;
        m_work->setCurrentIndex(i);
        if (line > 0) editor->goTo(line, column);
        return;
    }
    auto* editor = new FileEditor(m_controller, m_monitor, scriptTrust(), path, m_work);
    connect(editor, &FileEditor::gone, editor, &QObject::deleteLater);
    if (path.startsWith(QStringLiteral("scenarios/"))) editor->putBeside(new ScenarioView(m_controller, path), 60);
    connect(editor, &FileEditor::fileActivated, this, [this](const QString& other) { openFile(other, 0, 0); });
    m_work->setCurrentIndex(m_work->addTab(editor, path.section(u'/', -1)));
    m_work->setTabToolTip(m_work->currentIndex(), path);
    if (line > 0) editor->goTo(line, column);
}

void MainWindow::openMapping(const QString& function) {
    for (int i = 0; i < m_work->count(); ++i) {
        auto* editor = qobject_cast<MappingEditor*>(m_work->widget(i));
        if (!editor || text(editor->function()) != function) continue;
        m_work->setCurrentIndex(i);
        return;
    }
    auto* editor = new MappingEditor(m_controller, m_monitor, utf8(function), m_work);
    connect(editor, &MappingEditor::gone, editor, &QObject::deleteLater);
    m_work->setCurrentIndex(m_work->addTab(editor, function));
    m_work->setTabToolTip(m_work->currentIndex(), tr("Rules of %1").arg(function));
}

ScriptTrust MainWindow::scriptTrust() {
    return {[this] { return m_controls.mayRunScripts(); }, [this] { return m_controls.askToRunScripts(); }};
}

void MainWindow::newFile(const QString& title, const QString& question,
                         std::string (*add)(deployment::Deployment& deployment, std::string_view name)) {
    bool accepted = false;
    const QString name = QInputDialog::getText(this, title, question, QLineEdit::Normal, {}, &accepted).trimmed();
    if (!accepted || name.isEmpty()) return;
    std::string path;
    m_controller.edit(tr("%1 %2").arg(title, name),
                      [&](deployment::Deployment& deployment) { path = add(deployment, utf8(name)); });
    openFile(text(path), 0, 0);
}

void MainWindow::closeFiles() {
    while (m_work->count() > 1) delete m_work->widget(1);
}

void MainWindow::activate(const ServiceRef& ref) {
    const auto* function =
        ref.kind == RefKind::function ? deployment::findFunction(m_controller.deployment(), ref.name) : nullptr;
    if (function && function->kind == functions::FunctionKind::script)
        openFile(text(function->file), 0, 0);
    else if (function)
        openMapping(text(function->name));
    else
        m_inspector->editName();
}

void MainWindow::newProject() {
    if (!mayLeave()) return;
    bool accepted = false;
    const QString name = QInputDialog::getText(this, tr("New project"), tr("What is it called?"), QLineEdit::Normal,
                                               tr("My deployment"), &accepted);
    if (accepted) m_controller.begin(deployment::newProject(utf8(name.trimmed())));
}

void MainWindow::chooseProject() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open the folder of a project"));
    if (!folder.isEmpty()) openProject(folder);
}

void MainWindow::save() {
    m_controller.folder().empty() ? saveAs() : m_controller.save();
}

void MainWindow::saveAs() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Save into an empty or new folder"));
    if (!folder.isEmpty()) m_controller.saveAs(std::filesystem::path(utf8(folder)));
}

void MainWindow::exportPicture() {
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export the picture"), m_controller.title() + QStringLiteral(".png"),
                                     tr("Pictures (*.png *.svg *.pdf)"));
    if (path.isEmpty()) return;
    m_selection.clear();
    const auto tellFailure = [this](const Error& why) {
        QMessageBox::warning(this, tr("Not exported"), text(why.what) + u' ' + text(why.hint));
    };
    auto drawn = drawPicture(m_flow->scene(), path);
    if (!drawn) return tellFailure(drawn.error());
    m_exporting.start([drawn = std::move(*drawn)](const std::stop_token& token) { return writePicture(drawn, token); },
                      [this, path, tellFailure](const Result<void>& written) {
                          if (!written) return tellFailure(written.error());
                          m_status->tell(tr("The picture is in %1").arg(QDir::toNativeSeparators(path)));
                      });
}

} // namespace twinflow::ui
