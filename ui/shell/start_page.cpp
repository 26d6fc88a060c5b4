// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/start_page.h"

#include "bridge/samples.h"
#include "look/labels.h"
#include "look/tokens.h"
#include "shell/recent_projects.h"
#include "shell/sample_card.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace twinflow::ui {

namespace {

QString shortPath(const QString& folder) {
    const QString home = QDir::homePath();
    return QDir::toNativeSeparators(folder.startsWith(home) ? u'~' + folder.mid(home.size()) : folder);
}

} // namespace

StartPage::StartPage(CommandSet& commands, QWidget* parent)
    : QWidget(parent)
    , m_recent(new QVBoxLayout)
    , m_told(new QLabel(this)) {
    setObjectName(QStringLiteral("startPage"));
    auto* name = new QLabel(QStringLiteral("Twinflow"), this);
    QFont large = name->font();
    large.setPointSizeF(large.pointSizeF() * 2.2);
    large.setWeight(QFont::DemiBold);
    name->setFont(large);
    auto* what =
        dimLabel(tr("Run a whole digital-twin deployment on this machine, and see where every event goes."), this);

    auto* create = new QPushButton(tr("New project"), this);
    create->setProperty("role", QStringLiteral("primary"));
    auto* open = new QPushButton(tr("Open folder"), this);
    connect(create, &QPushButton::clicked, &commands[Command::newProject], &QAction::trigger);
    connect(open, &QPushButton::clicked, &commands[Command::openProject], &QAction::trigger);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(create);
    buttons->addWidget(open);
    buttons->addStretch();

    auto* cards = new QHBoxLayout;
    cards->setSpacing(16);
    for (Sample& sample : samples()) {
        const QString id = sample.name;
        auto* card = new SampleCard(std::move(sample), this);
        connect(card, &QAbstractButton::clicked, this, [this, id] { Q_EMIT sampleWanted(id); });
        cards->addWidget(card);
    }
    cards->addStretch();

    m_recent->setSpacing(4);
    m_told->setProperty("role", QStringLiteral("error"));
    m_told->setWordWrap(true);
    m_told->hide();

    auto* page = new QWidget(this);
    page->setMaximumWidth(944);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(24, 56, 24, 32);
    column->setSpacing(0);
    column->addWidget(name);
    column->addSpacing(6);
    column->addWidget(what);
    column->addSpacing(20);
    column->addLayout(buttons);
    column->addSpacing(12);
    column->addWidget(m_told);
    column->addSpacing(28);
    column->addWidget(sectionLabel(tr("Samples: one click, and events flow"), page));
    column->addSpacing(12);
    column->addLayout(cards);
    column->addSpacing(32);
    column->addWidget(sectionLabel(tr("Recent projects"), page));
    column->addSpacing(8);
    column->addLayout(m_recent);
    column->addStretch();

    auto* centre = new QWidget(this);
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(page, 100);
    row->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(centre);
    // The window's ground shows through.
    scroll->setStyleSheet(QStringLiteral("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    refresh();
}

void StartPage::refresh() {
    while (QLayoutItem* item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QStringList recent = recentProjects();
    for (const QString& folder : recent) {
        auto* row = new QWidget(this);
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(12);
        auto* link = linkButton(QDir(folder).dirName(), row);
        link->setAccessibleDescription(folder);
        connect(link, &QPushButton::clicked, this, [this, folder] { Q_EMIT projectWanted(folder); });
        auto* path = dimLabel(shortPath(folder), row);
        path->setWordWrap(false);
        line->addWidget(link);
        line->addWidget(path);
        line->addStretch();
        m_recent->addWidget(row);
    }
    if (recent.isEmpty())
        m_recent->addWidget(dimLabel(tr("Projects that you open appear here. A folder with a deployment.json can also "
                                        "be dropped on this window."),
                                     this));
}

void StartPage::tell(const QString& sentence) {
    m_told->setText(sentence);
    m_told->setVisible(!sentence.isEmpty());
}

void StartPage::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), tokens().window);
}

} // namespace twinflow::ui
