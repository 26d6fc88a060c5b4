// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/command_palette.h"

#include "look/marks.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr int kWidth = 560;
constexpr int kRow = 32;
constexpr int kRows = 11;
enum Role { kIndex = Qt::UserRole, kGroup, kShortcut, kEnabled };

class Row : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {100, kRow}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Tokens& t = tokens();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.selectionGround);
            painter->drawRoundedRect(QRectF(option.rect).adjusted(0, 1, 0, -1), 6, 6);
        }
        QRect field = option.rect.adjusted(12, 0, -12, 0);
        index.data(Qt::DecorationRole)
            .value<QIcon>()
            .paint(painter, QRect(field.left(), field.center().y() - 7, 16, 16));
        field.setLeft(field.left() + 26);
        painter->setPen(index.data(kEnabled).toBool() ? t.text : t.faint);
        const QString title = index.data(Qt::DisplayRole).toString();
        painter->drawText(field, Qt::AlignVCenter, title);
        painter->setPen(t.dim);
        const int used = option.fontMetrics.horizontalAdvance(title) + 10;
        painter->drawText(field.adjusted(used, 0, 0, 0), Qt::AlignVCenter, index.data(kGroup).toString());
        painter->drawText(field, Qt::AlignVCenter | Qt::AlignRight, index.data(kShortcut).toString());
        painter->restore();
    }
};

} // namespace

int fuzzyScore(const QString& letters, const QString& text) {
    int score = 0;
    qsizetype at = 0;
    qsizetype last = -2;
    for (const QChar letter : letters) {
        if (letter.isSpace()) continue;
        const qsizetype found = text.indexOf(letter, at, Qt::CaseInsensitive);
        if (found < 0) return -1;
        const bool begins = found == 0 || !text[found - 1].isLetterOrNumber();
        score += begins ? 8 : found == last + 1 ? 5 : 1;
        last = found;
        at = found + 1;
    }
    return score * 4 - static_cast<int>(std::min<qsizetype>(text.size(), 60)) / 4;
}

CommandPalette::CommandPalette(std::vector<Entry> entries, QWidget* parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint)
    , m_entries(std::move(entries))
    , m_edit(new QLineEdit(this))
    , m_list(new QListWidget(this)) {
    setObjectName(QStringLiteral("commandPalette"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Command palette"));
    m_edit->setPlaceholderText(tr("A command, service, route or scenario"));
    m_edit->setAccessibleName(tr("What to look for"));
    m_edit->setStyleSheet(QStringLiteral("border: none; min-height: 34px; background: transparent;"));
    m_list->setItemDelegate(new Row(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setStyleSheet(QStringLiteral("background: transparent;"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 8, 8);
    column->setSpacing(4);
    column->addWidget(m_edit);
    column->addWidget(m_list);
    setStyleSheet(QStringLiteral("QDialog { background: %1; border: 1px solid %2; }")
                      .arg(tokens().card.name(), tokens().hairline.name()));
    setFixedWidth(kWidth);
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_edit, &QLineEdit::returnPressed, this, &CommandPalette::act);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::act);
    filter({});
    adjustSize();
    if (parent) move(parent->mapToGlobal(QPoint((parent->width() - kWidth) / 2, 64)));
    m_edit->setFocus();
}

void CommandPalette::filter(const QString& letters) {
    std::vector<std::pair<int, std::size_t>> fitting;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const int score = fuzzyScore(letters, m_entries[i].title);
        if (score >= 0 || letters.isEmpty()) fitting.emplace_back(score - (m_entries[i].enabled ? 0 : 20), i);
    }
    if (!letters.isEmpty())
        std::stable_sort(fitting.begin(), fitting.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
    m_list->clear();
    for (const auto& [score, i] : fitting) {
        const Entry& entry = m_entries[i];
        auto* item = new QListWidgetItem(entry.icon, entry.title, m_list);
        item->setData(kIndex, static_cast<qulonglong>(i));
        item->setData(kGroup, entry.group);
        item->setData(kShortcut, entry.shortcut);
        item->setData(kEnabled, entry.enabled);
    }
    m_list->setCurrentRow(0);
    m_list->setFixedHeight(kRow * std::clamp(m_list->count(), 1, kRows) + 4);
    adjustSize();
}

void CommandPalette::act() {
    const QListWidgetItem* item = m_list->currentItem();
    if (!item) return;
    const Entry entry = m_entries[item->data(kIndex).toULongLong()];
    if (!entry.enabled) return;
    close();
    entry.act();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down       ? 1
                         : key == Qt::Key_Up       ? -1
                         : key == Qt::Key_PageDown ? 8
                         : key == Qt::Key_PageUp   ? -8
                                                   : 0;
        if (step != 0) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, std::max(0, m_list->count() - 1)));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace twinflow::ui
