// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A cell in which one of some words is chosen.
#pragma once

#include <QComboBox>
#include <QStyledItemDelegate>

#include <functional>

namespace twinflow::ui {

class ChoiceCell : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// `words` is asked each time that a cell is edited.
    ChoiceCell(std::function<QStringList()> words, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_words(std::move(words)) {}

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const override {
        auto* box = new QComboBox(parent);
        box->addItems(m_words());
        const QString now = index.data(Qt::EditRole).toString();
        if (box->findText(now) < 0) box->insertItem(0, now); // what is written there, though it does not exist
        connect(box, &QComboBox::activated, this, [this, box] {
            auto* self = const_cast<ChoiceCell*>(this); // Qt makes editors through a const delegate that has to signal
            Q_EMIT self->commitData(box);
            Q_EMIT self->closeEditor(box);
        });
        return box;
    }

private:
    std::function<QStringList()> m_words;
};

} // namespace twinflow::ui
