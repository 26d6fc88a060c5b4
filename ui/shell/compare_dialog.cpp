// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/compare_dialog.h"

#include "bridge/file_edits.h"
#include "bridge/text.h"
#include "editors/line_diff.h"
#include "look/labels.h"
#include "look/tokens.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QVBoxLayout>

namespace twinflow::ui {

namespace {

constexpr int kContext = 3; // lines around a change

/// A file of the project as a save of `design` would write it over `source`.
QString textOf(const Design& design, const std::shared_ptr<const JsonDocument>& source, const QString& path) {
    const std::string name = utf8(path);
    if (name == kLayoutFile) return text(layoutText(*design.layout));
    if (name != kDeploymentFile) {
        const auto* file = findProjectFile(*design.deployment, name);
        return file ? text(file->text) : QString();
    }
    deployment::Deployment written = *design.deployment;
    if (source) written.source = source;
    return text(deployment::deploymentText(written));
}

QWidget* differences(const QString& path, const std::vector<DiffLine>& lines, QWidget* parent) {
    auto* view = new QPlainTextEdit(parent);
    view->setObjectName(path);
    view->setAccessibleName(CompareDialog::tr("Differences in %1").arg(path));
    view->setReadOnly(true);
    view->setFont(fixedFont());
    view->setLineWrapMode(QPlainTextEdit::NoWrap);
    QTextCursor cursor(view->document());
    for (const DiffLine& line : lines) {
        const Tokens& t = tokens();
        QTextCharFormat format;
        format.setForeground(line.side == DiffLine::Side::left    ? t.failingText
                             : line.side == DiffLine::Side::right ? t.selection
                                                                  : t.dim);
        const QChar sign = line.side == DiffLine::Side::left    ? QChar(0x2212)
                           : line.side == DiffLine::Side::right ? QChar(u'+')
                                                                : QChar(u' ');
        cursor.insertText(sign + QStringLiteral(" ") + line.text + u'\n', format);
    }
    if (lines.empty()) cursor.insertText(CompareDialog::tr("The same on disk and here."));
    view->moveCursor(QTextCursor::Start);
    return view;
}

} // namespace

CompareDialog::CompareDialog(const DeploymentController& controller, const DiskFollower& follower, QWidget* parent)
    : QDialog(parent) {
    setObjectName(QStringLiteral("compare"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("What differs on disk"));
    resize(860, 560);
    auto* files = new QTabWidget(this);
    files->setDocumentMode(true);
    for (const QString& path : follower.disputed()) {
        const QString theirs = textOf(follower.theirs(), nullptr, path);
        const QString ours = textOf(controller.design(), controller.basis().source, path);
        files->addTab(differences(path, onlyChanges(lineDiff(theirs, ours), kContext), files), path);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    column->addWidget(dimLabel(tr("Lines with − are on disk only, lines with + are here only."), this));
    column->addWidget(files, 1);
    column->addWidget(buttons);
    if (QWidget* first = files->currentWidget()) first->setFocus(); // to be read, and scrolled by keys
}

} // namespace twinflow::ui
