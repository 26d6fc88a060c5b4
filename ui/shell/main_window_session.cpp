// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window leaves behind when it closes, and what comes back at the next start.
#include "bridge/text.h"
#include "editors/file_editor.h"
#include "flow/flow_panel.h"
#include "shell/main_window.h"
#include "shell/recent_projects.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>

#include <algorithm>

namespace twinflow::ui {

void MainWindow::restoreProject() {
    for (const LeftBehind& left : RecoveryJournal::leftBehind(journalFolder())) {
        QMessageBox box(QMessageBox::NoIcon, tr("Recover unsaved changes?"),
                        tr("<b>Recover unsaved changes?</b><br><br>%1 had changes that were not saved when Twinflow "
                           "ended the last time.")
                            .arg(text(left.title).toHtmlEscaped()),
                        QMessageBox::Discard, this);
        QPushButton* recovers = box.addButton(tr("Recover"), QMessageBox::AcceptRole);
        box.setDefaultButton(recovers);
        box.exec();
        if (box.clickedButton() == recovers) return m_journal.recover(left);
        RecoveryJournal::discard(left);
    }
    if (!restoresSession()) return;
    const Session last = readSession();
    if (last.project.isEmpty() || !QFileInfo::exists(last.project + QStringLiteral("/deployment.json"))) return;
    openProject(last.project);
    m_resumes = last;
}

Session MainWindow::session() const {
    Session session;
    session.project = text(m_controller.folder().string());
    session.current = m_work->currentIndex();
    for (int i = 1; i < m_work->count(); ++i) {
        if (const auto* editor = qobject_cast<const FileEditor*>(m_work->widget(i)))
            session.files.append({editor->path(), editor->caret(), editor->topLine()});
    }
    const FlowView& view = m_flow->view();
    if (!view.isFit()) {
        session.scale = view.scale();
        session.centre = view.centre();
    }
    return session;
}

void MainWindow::resume(const Session& session) {
    for (const OpenFile& file : session.files) {
        openFile(file.path, 0, 0); // not where the project has it no longer
        if (auto* editor = qobject_cast<FileEditor*>(m_work->currentWidget()); editor && editor->path() == file.path)
            editor->goBack(file.caret, file.topLine);
    }
    m_work->setCurrentIndex(std::clamp(session.current, 0, m_work->count() - 1));
    if (session.scale > 0) m_flow->view().lookAt(session.scale, session.centre);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayLeave()) return event->ignore();
    QSettings settings;
    settings.setValue(QStringLiteral("windows/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("windows/state"), windows());
    if (m_controller.isOpen() && !m_controller.isLoading()) writeSession(session());
    m_monitor.clear();
    event->accept();
}

} // namespace twinflow::ui
