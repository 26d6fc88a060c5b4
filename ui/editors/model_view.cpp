// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/model_view.h"

#include "bridge/file_edits.h"
#include "bridge/text.h"
#include "editors/model_picture.h"
#include "look/labels.h"
#include "look/tokens.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace twinflow::ui {

namespace {
constexpr int kRest = 200; // ms without a key
}

ModelView::ModelView(DeploymentController& controller, QString path, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_path(std::move(path))
    , m_title(titleLabel({}, this))
    , m_id(dimLabel({}, this))
    , m_description(dimLabel({}, this))
    , m_contents(new QTreeWidget(this))
    , m_picture(new ModelPicture(this)) {
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_title->setObjectName(QStringLiteral("modelTitle"));
    m_id->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_description->setWordWrap(true);
    m_description->setObjectName(QStringLiteral("modelDescription"));
    m_contents->setObjectName(QStringLiteral("modelContents"));
    m_contents->setAccessibleName(tr("Contents of the model"));
    m_contents->setHeaderLabels({tr("Name"), tr("Schema or model"), tr("Unit")});
    m_contents->setRootIsDecorated(false);
    m_contents->setIndentation(12);
    m_contents->header()->setStretchLastSection(false);
    m_contents->setColumnWidth(0, 150);
    m_contents->setColumnWidth(2, 140);
    m_contents->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    auto* remove = linkButton(tr("Remove this model"), this);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(remove);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 8);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_id);
    column->addWidget(m_description);
    column->addWidget(m_contents, 3);
    column->addWidget(m_picture, 2);
    m_delay.setSingleShot(true);
    m_delay.setInterval(kRest);
    connect(&m_delay, &QTimer::timeout, this, &ModelView::read);
    connect(&controller, &DeploymentController::deploymentChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(remove, &QPushButton::clicked, this, [this] {
        m_controller.edit(tr("Remove %1").arg(m_path),
                          [&](deployment::Deployment& deployment) { removeFile(deployment, utf8(m_path)); });
    });
    const auto open = [this](const QString& id) {
        const QString file = fileOfModel(m_controller.deployment(), id);
        if (!file.isEmpty()) Q_EMIT fileActivated(file);
    };
    connect(m_picture, &ModelPicture::modelActivated, this, open);
    connect(m_contents, &QTreeWidget::itemActivated, this, [open](QTreeWidgetItem* item) { open(item->toolTip(1)); });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        if (m_sheet.isRead) show(m_sheet);
    });
    read();
}

void ModelView::read() {
    m_reading.start([deployment = m_controller.shared(),
                     path = utf8(m_path)](const std::stop_token&) { return modelSheet(*deployment, path); },
                    [this](ModelSheet sheet) { show(std::move(sheet)); });
}

void ModelView::show(ModelSheet sheet) {
    if (!sheet.isRead) { // what was read last is still worth a look
        m_description->setText(tr("The text is no model right now: this is how it was."));
        m_description->setVisible(true); // the model may have none of its own
        return;
    }
    m_sheet = std::move(sheet);
    m_title->setText(m_sheet.title);
    m_id->setText(m_sheet.id);
    m_description->setText(m_sheet.description);
    m_description->setVisible(!m_sheet.description.isEmpty());
    m_contents->clear();
    QTreeWidgetItem* group = nullptr;
    QString kind;
    for (const ModelContent& content : m_sheet.contents) {
        if (!group || content.kind != kind) {
            kind = content.kind;
            group = new QTreeWidgetItem(m_contents, {kind});
            group->setFirstColumnSpanned(true);
            group->setFlags(Qt::ItemIsEnabled);
            QFont strong = m_contents->font();
            strong.setWeight(QFont::Medium);
            group->setFont(0, strong);
        }
        const bool leads = content.schema.startsWith(QStringLiteral("dtmi:"));
        auto* item = new QTreeWidgetItem(
            group, {content.name, leads ? shortModelName(content.schema) : content.schema, content.unit});
        item->setToolTip(0, content.isInherited ? tr("%1, inherited").arg(content.name) : content.name);
        item->setToolTip(1, content.schema);
        item->setToolTip(2, content.unit);
        for (int i = 0; i < 3; ++i) {
            if (content.isInherited) item->setForeground(i, tokens().dim);
        }
    }
    m_contents->expandAll();
    m_picture->show(m_sheet);
}

} // namespace twinflow::ui
