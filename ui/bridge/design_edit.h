// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one undo command: the design before and the design after.
#pragma once

#include "bridge/design.h"

#include <QUndoCommand>

#include <functional>

namespace twinflow::ui {

class DesignEdit : public QUndoCommand {
public:
    using Put = std::function<void(const Design&)>;

    /// `mergeKey` names the gesture: steps of one gesture that follow each other are one entry. Empty: never merged.
    DesignEdit(const QString& label, Design before, Design after, QString mergeKey, Put put)
        : QUndoCommand(label)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_mergeKey(std::move(mergeKey))
        , m_put(std::move(put)) {}

    int id() const override { return m_mergeKey.isEmpty() ? -1 : 1; }
    void undo() override { m_put(m_before); }
    void redo() override { m_put(m_after); }

    bool mergeWith(const QUndoCommand* other) override {
        const auto* next = static_cast<const DesignEdit*>(other);
        if (next->m_mergeKey != m_mergeKey) return false;
        // Back where it began: a gesture that changed nothing leaves no entry.
        const auto settled = [](const auto& before, const auto& after) { return *before == *after ? before : after; };
        m_after.deployment = settled(m_before.deployment, next->m_after.deployment);
        m_after.layout = settled(m_before.layout, next->m_after.layout);
        setObsolete(m_before.isSame(m_after));
        if (isObsolete()) m_put(m_before);
        return true;
    }

private:
    Design m_before;
    Design m_after;
    QString m_mergeKey;
    Put m_put;
};

} // namespace twinflow::ui
