// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/shortcuts_dialog.h"

#include "look/labels.h"
#include "look/tokens.h"
#include "shell/key_field.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace twinflow::ui {

namespace {

enum Column { kTitle, kMenu, kKeys };

} // namespace

ShortcutsDialog::ShortcutsDialog(CommandSet& commands, QWidget* parent)
    : QDialog(parent)
    , m_commands(commands)
    , m_search(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
    , m_what(new QLabel(this))
    , m_keys(new KeyField(this))
    , m_none(new QPushButton(tr("No keys"), this))
    , m_usual(new QPushButton(tr("Usual keys"), this))
    , m_conflict(new QLabel(this))
    , m_take(linkButton({}, this)) {
    setObjectName(QStringLiteral("shortcutsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(620, 560);
    m_search->setObjectName(QStringLiteral("shortcutsSearch"));
    m_search->setPlaceholderText(tr("A command, or keys"));
    m_search->setAccessibleName(tr("What to look for"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("shortcutsList"));
    m_list->setAccessibleName(tr("Commands and their keys"));
    m_list->setHeaderLabels({tr("Command"), tr("Menu"), tr("Keys")});
    m_list->setRootIsDecorated(false);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(kTitle, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(kMenu, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(kKeys, QHeaderView::ResizeToContents);
    m_keys->setObjectName(QStringLiteral("shortcutsKeys"));
    m_keys->setPlaceholderText(tr("Press the keys"));
    m_keys->setAccessibleName(tr("Press the new keys"));
    m_keys->setMaximumWidth(200);
    m_none->setObjectName(QStringLiteral("shortcutsNone"));
    m_usual->setObjectName(QStringLiteral("shortcutsUsual"));
    m_conflict->setObjectName(QStringLiteral("shortcutsConflict"));
    m_conflict->setProperty("role", QStringLiteral("warning"));
    m_conflict->setWordWrap(true);
    m_take->setObjectName(QStringLiteral("shortcutsTake"));

    auto* change = new QHBoxLayout;
    change->setSpacing(8);
    change->addWidget(m_what, 1);
    change->addWidget(m_keys);
    change->addWidget(m_none);
    change->addWidget(m_usual);
    auto* conflict = new QHBoxLayout;
    conflict->addWidget(m_conflict, 1);
    conflict->addWidget(m_take);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* all = buttons->addButton(tr("Usual keys for all"), QDialogButtonBox::ResetRole);
    all->setObjectName(QStringLiteral("shortcutsReset"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addLayout(change);
    column->addLayout(conflict);
    column->addWidget(buttons);

    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ShortcutsDialog::showChosen);
    connect(m_list, &QTreeWidget::itemActivated, m_keys, qOverload<>(&QWidget::setFocus));
    connect(m_keys, &KeyField::pressed, this, [this](const QKeySequence& stroke) {
        const QAction* action = chosen();
        const QList<QKeySequence> usual = action ? m_commands.usualKeys(*action) : QList<QKeySequence>();
        m_keys->setText(stroke.toString(QKeySequence::NativeText));
        offer(usual.contains(stroke) ? usual : QList{stroke});
    });
    connect(m_none, &QPushButton::clicked, this, [this] {
        if (QAction* action = chosen()) m_commands.setKeys(*action, {});
    });
    connect(m_usual, &QPushButton::clicked, this, [this] {
        if (const QAction* action = chosen()) offer(m_commands.usualKeys(*action));
    });
    connect(m_take, &QPushButton::clicked, this, &ShortcutsDialog::take);
    connect(all, &QPushButton::clicked, this, [this] {
        for (QAction* action : m_commands.all()) m_commands.resetKeys(*action);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&commands, &CommandSet::keysChanged, this, &ShortcutsDialog::fill);
    for (std::size_t i = 0; i < commands.all().size(); ++i) new QTreeWidgetItem(m_list);
    fill();
    m_list->setCurrentItem(m_list->topLevelItem(0));
    m_search->setFocus();
}

QAction* ShortcutsDialog::chosen() const {
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return row < 0 ? nullptr : m_commands.all()[static_cast<std::size_t>(row)];
}

void ShortcutsDialog::fill() {
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        const QAction& action = *m_commands.all()[static_cast<std::size_t>(row)];
        QTreeWidgetItem* item = m_list->topLevelItem(row);
        item->setText(kTitle, m_commands.titleOf(action));
        item->setText(kMenu, m_commands.menuOf(action));
        item->setText(kKeys, QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText));
        item->setForeground(kMenu, tokens().dim);
        QFont font = m_list->font();
        font.setBold(!m_commands.hasUsualKeys(action));
        item->setFont(kKeys, font);
    }
    filter();
    showChosen();
}

void ShortcutsDialog::filter() {
    const QString letters = m_search->text().trimmed();
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_list->topLevelItem(row);
        const bool fits = item->text(kTitle).contains(letters, Qt::CaseInsensitive) ||
                          item->text(kKeys).contains(letters, Qt::CaseInsensitive);
        item->setHidden(!fits);
    }
    if (!m_list->currentItem() || !m_list->currentItem()->isHidden()) return;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        if (m_list->topLevelItem(row)->isHidden()) continue;
        m_list->setCurrentItem(m_list->topLevelItem(row));
        return;
    }
}

void ShortcutsDialog::showChosen() {
    const QAction* action = chosen();
    m_what->setText(action ? tr("New keys for %1").arg(m_commands.titleOf(*action)) : QString());
    m_none->setEnabled(action && !action->shortcuts().isEmpty());
    m_usual->setEnabled(action && !m_commands.hasUsualKeys(*action));
    m_wanted = {};
    m_keys->clear();
    m_conflict->clear();
    m_take->hide();
}

void ShortcutsDialog::offer(const QList<QKeySequence>& keys) {
    QAction* action = chosen();
    if (!action) return;
    for (const QKeySequence& stroke : keys) {
        const QAction* other = m_commands.commandedBy(stroke, action);
        if (!other) continue;
        const QString title = m_commands.titleOf(*other);
        m_wanted = keys;
        m_conflict->setText(tr("%1 commands %2 already.").arg(stroke.toString(QKeySequence::NativeText), title));
        m_take->setText(tr("Take it from %1").arg(title));
        m_take->show();
        return;
    }
    m_commands.setKeys(*action, keys);
}

void ShortcutsDialog::take() {
    QAction* action = chosen();
    if (!action) return;
    const QList<QKeySequence> wanted = m_wanted; // which is forgotten when keys change
    for (const QKeySequence& stroke : wanted) {
        while (QAction* other = m_commands.commandedBy(stroke, action)) {
            QList<QKeySequence> left = other->shortcuts();
            left.removeAll(stroke);
            m_commands.setKeys(*other, left);
        }
    }
    m_commands.setKeys(*action, wanted);
}

} // namespace twinflow::ui
