// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A model as a sheet to be read: what it has, from whom, and which models stand around it.
#pragma once

#include "deployment/deployment.h"

#include <QString>

#include <vector>

namespace twinflow::ui {

struct ModelContent {
    QString kind; ///< Property, Telemetry, Relationship, Component, Command
    QString name;
    QString schema; ///< double, Enum (on, off); of a relationship or component the model that it leads to
    QString unit;   ///< with its semantic type: Temperature, degreeCelsius
    bool isInherited = false;
};

/// A model that stands beside another.
struct ModelNeighbour {
    QString id;
    QString role; ///< the name of the relationship or component; empty for inheritance
};

struct ModelSheet {
    bool isRead = false; ///< the text is an interface; else all that follows is empty
    QString id;
    QString title;
    QString description;
    std::vector<ModelContent> contents; ///< own first, each kind together
    std::vector<ModelNeighbour> parents;
    std::vector<ModelNeighbour> heirs;
    std::vector<ModelNeighbour> targets; ///< of its own relationships and components
};

/// Of the first interface in a file of the deployment; loads all models: for jobs.
ModelSheet modelSheet(const deployment::Deployment& deployment, const std::string& path);
/// The file with the model of that id; empty where there is none.
QString fileOfModel(const deployment::Deployment& deployment, const QString& id);
/// Room of dtmi:twinflow:building:Room;1.
QString shortModelName(const QString& id);

} // namespace twinflow::ui
