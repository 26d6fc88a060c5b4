// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/service_palette.h"

#include "bridge/edits.h"
#include "flow/service_mime.h"
#include "look/marks.h"

#include <QMimeData>

namespace twinflow::ui {

ServicePalette::ServicePalette(QWidget* parent)
    : QListWidget(parent) {
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Services that can be added"));
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setSelectionMode(SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setIconSize({16, 16});
    struct Entry {
        ServiceTemplate kind;
        Hue hue;
        QString title;
        QString tip;
    };
    const Entry entries[]{
        {ServiceTemplate::devices, Hue::device, tr("Devices"), tr("A group of devices that send to a hub")},
        {ServiceTemplate::hub, Hue::hub, tr("IoT Hub"), tr("Takes what devices send and gives it to functions")},
        {ServiceTemplate::mapping, Hue::function, tr("Mapping"),
         tr("A function without code: members of messages become properties")},
        {ServiceTemplate::script, Hue::function, tr("Script"), tr("A function in JavaScript")},
        {ServiceTemplate::route, Hue::route, tr("Route"), tr("Lets some of the twins' events pass to an endpoint")},
        {ServiceTemplate::eventHub, Hue::eventHub, tr("Event Hub"), tr("A stream with partitions and consumer groups")},
        {ServiceTemplate::eventGrid, Hue::eventGrid, tr("Event Grid"),
         tr("A topic that pushes to functions and webhooks")},
        {ServiceTemplate::serviceBus, Hue::serviceBus, tr("Service Bus"),
         tr("A topic whose subscriptions are worked off")},
        {ServiceTemplate::serviceBusQueue, Hue::serviceBus, tr("Service Bus queue"),
         tr("A queue that topics forward to and functions send to")},
        {ServiceTemplate::storage, Hue::downstream, tr("Storage"), tr("Keeps captured events and dead letters")},
        {ServiceTemplate::timeSeries, Hue::downstream, tr("Time series"),
         tr("Keeps the values of properties over time")},
        {ServiceTemplate::map, Hue::downstream, tr("Map"), tr("Shows states of features")},
        {ServiceTemplate::webhook, Hue::downstream, tr("Webhook"), tr("An address of your own")},
        {ServiceTemplate::dataHistory, Hue::downstream, tr("Data history"),
         tr("Keeps every change of the graph in tables")},
    };
    for (const Entry& entry : entries) {
        auto* item = new QListWidgetItem(hueIcon(entry.hue), entry.title, this);
        item->setData(Qt::UserRole, static_cast<int>(entry.kind));
        item->setToolTip(tr("%1. Drag it into the picture, or press Enter.").arg(entry.tip));
    }
    connect(this, &QListWidget::itemActivated, this,
            [this](QListWidgetItem* item) { Q_EMIT addWanted(item->data(Qt::UserRole).toInt()); });
}

QMimeData* ServicePalette::mimeData(const QList<QListWidgetItem*>& items) const {
    auto* mime = new QMimeData;
    if (!items.isEmpty())
        mime->setData(QLatin1String(kServiceMime), QByteArray::number(items.front()->data(Qt::UserRole).toInt()));
    return mime;
}

QStringList ServicePalette::mimeTypes() const {
    return {QLatin1String(kServiceMime)};
}

} // namespace twinflow::ui
