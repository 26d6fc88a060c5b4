// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The members of a payload as rows, each with its generator as the scenario writes it.
#pragma once

#include "simulation/generators.h"

#include <QAbstractTableModel>

#include <functional>
#include <vector>

namespace twinflow::ui {

class BodyModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kName, kKind, kGenerator, kColumns };
    /// Takes a body that is another one.
    using Take = std::function<void(std::vector<simulation::PayloadMember> body)>;

    BodyModel(Take take, QObject* parent);
    /// What is shown; `every` is the time between two messages.
    void show(std::vector<simulation::PayloadMember> body, Duration every);
    const std::vector<simulation::PayloadMember>& body() const { return m_body; }
    /// A member with a walk under a free name.
    void addMember();
    void removeMember(int row);

    /// constant, walk …: those that can be chosen without more being said.
    static QStringList kinds();
    static QString kindOf(const simulation::Generator& generator);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// False, and refused() says why, where the text is no generator.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void refused(const QString& why);

private:
    std::vector<simulation::PayloadMember> m_body;
    Duration m_every{};
    Take m_take;
};

} // namespace twinflow::ui
