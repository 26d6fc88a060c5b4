// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A cell in which one of some words is chosen.
#pragma once

#include <QComboBox>
#include <QStyledItemDelegate>

namespace twinflow::ui {

class ChoiceCell : public QStyledItemDelegate {
    Q_OBJECT
public:
    ChoiceCell(QStringList words, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_words(std::move(words)) {}

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const override {
        auto* box = new QComboBox(parent);
        box->addItems(m_words);
        const QString now = index.data(Qt::EditRole).toString();
        if (box->findText(now) < 0) box->insertItem(0, now);
        connect(box, &QComboBox::activated, this, [this, box] {
            auto* self = const_cast<ChoiceCell*>(this); // Qt makes editors through a const delegate that has to signal
            Q_EMIT self->commitData(box);
            Q_EMIT self->closeEditor(box);
        });
        return box;
    }

private:
    QStringList m_words;
};

} // namespace twinflow::ui
