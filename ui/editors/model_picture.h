// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A model among its neighbours: what it extends above, its heirs below, what it leads to at the right.
#pragma once

#include "editors/model_sheet.h"

#include <QWidget>

namespace twinflow::ui {

/// A card is opened by a click, or by the keys: arrows and Return.
class ModelPicture : public QWidget {
    Q_OBJECT
public:
    explicit ModelPicture(QWidget* parent = nullptr);
    void show(const ModelSheet& sheet);
    /// Where the card of a model stands; null where there is none.
    QRect cardOf(const QString& id) const;

Q_SIGNALS:
    void modelActivated(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    QSize sizeHint() const override { return {320, 200}; }

private:
    enum class Side { middle, above, below, right };
    struct Card {
        QString id;
        QString role;
        Side side = Side::middle;
        QRect place;
    };
    void arrange();
    void paintLine(QPainter& painter, const Card& card) const;

    std::vector<Card> m_cards; // the model itself first
    int m_left = 0;            // neighbours for which there is no room
    int m_current = -1;        // card with the keys' mark
};

} // namespace twinflow::ui
