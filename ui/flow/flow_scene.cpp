// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/flow_scene.h"

#include "bridge/edits.h"
#include "bridge/service_copy.h"
#include "bridge/text.h"
#include "flow/canvas_fonts.h"
#include "flow/flow_paths.h"
#include "flow/service_mime.h"
#include "look/figures.h"

#include <QClipboard>
#include <QGraphicsSceneMouseEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QPainter>
#include <QTimerEvent>

#include <cmath>
#include <set>

namespace twinflow::ui {

namespace {

constexpr int kMotionBeat = 33;     // ms
constexpr qint64 kFigureBeat = 150; // ms: figures that change faster cannot be read
constexpr double kDots = 28;        // between the dots of the ground
constexpr double kMargin = 28;

/// Of a line: a rate while the run is live, a count when it stands.
QString labelOf(const FlowGraph& graph, const FlowLine& line, const LineFigures& figures, bool live) {
    if (figures.count == 0 || line.kind == LineKind::back) return {};
    // Into a route goes what comes out of it.
    if (graph.nodes[line.to].ref.kind == RefKind::route) return {};
    if (line.kind == LineKind::deadLetter) return grouped(figures.count);
    return live ? rateText(figures.rate, 2) : shortNumber(static_cast<double>(figures.count));
}

} // namespace

FlowScene::FlowScene(DeploymentController& controller, RunMonitor& run, Selection& selection, QObject* parent)
    : QGraphicsScene(parent)
    , m_controller(controller)
    , m_run(run)
    , m_selection(selection)
    , m_links(controller) {
    setItemIndexMethod(NoIndex); // everything moves, and there are hundreds at most
    connect(&controller, &DeploymentController::deploymentChanged, this, &FlowScene::rebuild);
    connect(&controller, &DeploymentController::layoutChanged, this, &FlowScene::rebuild);
    connect(&controller, &DeploymentController::findingsChanged, this, &FlowScene::refreshFigures);
    connect(&run, &RunMonitor::advanced, this, [this] {
        if (!m_refreshed.isValid() || m_refreshed.elapsed() >= kFigureBeat) refreshFigures();
    });
    connect(&run, &RunMonitor::stateChanged, this, &FlowScene::refreshFigures);
    connect(&selection, &Selection::changed, this, &FlowScene::showSelection);
    connect(this, &QGraphicsScene::selectionChanged, this, &FlowScene::takeSelection);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        for (QGraphicsItem* item : items()) item->update();
        update();
    });
    rebuild();
}

FlowScene::~FlowScene() {
    disconnect(this, &QGraphicsScene::selectionChanged, this, nullptr); // items that go are deselected one by one
}

NodeItem* FlowScene::cardOf(const ServiceRef& ref) const {
    const auto found = m_cards.find(ref);
    return found == m_cards.end() ? nullptr : found->second;
}

NodeItem* FlowScene::cardAt(QPointF point) const {
    for (QGraphicsItem* item : items(point)) {
        if (auto* card = qgraphicsitem_cast<NodeItem*>(item)) return card;
    }
    return nullptr;
}

QRectF FlowScene::picture() const {
    QRectF all = m_places.bounds;
    for (const LineItem* line : m_lines) all |= line->boundingRect();
    return all.adjusted(-kMargin, -kMargin / 2, kMargin, kMargin);
}

void FlowScene::rebuild() {
    m_taking = true;
    m_graph = flowGraph(m_controller.deployment());
    m_places = layoutFlow(m_graph, m_controller.layout());
    std::set<ServiceRef> there;
    for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
        const FlowNode& node = m_graph.nodes[i];
        there.insert(node.ref);
        NodeItem*& card = m_cards[node.ref];
        if (card) {
            card->setNode(node);
        } else {
            card = new NodeItem(node);
            addItem(card);
        }
        card->setPos(m_places.cards[i].topLeft());
    }
    for (auto entry = m_cards.begin(); entry != m_cards.end();) {
        const bool stays = there.contains(entry->first);
        if (!stays) {
            if (entry->second == m_linkFrom) abandonLink();
            delete entry->second;
        }
        entry = stays ? std::next(entry) : m_cards.erase(entry);
    }
    while (m_lines.size() > m_graph.lines.size()) {
        delete m_lines.back();
        m_lines.pop_back();
    }
    for (std::size_t i = 0; i < m_graph.lines.size(); ++i) {
        if (i < m_lines.size()) {
            m_lines[i]->setLine(m_graph.lines[i]);
        } else {
            m_lines.push_back(new LineItem(m_graph.lines[i]));
            addItem(m_lines.back());
        }
    }
    drawLines();
    m_taking = false;
    m_selection.prune(m_controller.deployment());
    showSelection();
    refreshFigures();
    setSceneRect(picture().adjusted(-2000, -2000, 2000, 2000)); // room to pan
    Q_EMIT pictureChanged();
}

void FlowScene::drawLines() {
    FlowPlaces now = m_places;
    for (std::size_t i = 0; i < m_graph.nodes.size(); ++i)
        now.cards[i].moveTopLeft(m_cards.at(m_graph.nodes[i].ref)->pos());
    const std::vector<QPainterPath> paths = flowPaths(m_graph, now);
    for (std::size_t i = 0; i < m_lines.size(); ++i) m_lines[i]->setPath(paths[i]);
}

void FlowScene::refreshFigures() {
    m_refreshed.start();
    FlowFigures figures = flowFigures(m_graph, m_controller.deployment(), m_run, m_controller.findings());
    for (std::size_t i = 0; i < m_graph.nodes.size(); ++i)
        m_cards.at(m_graph.nodes[i].ref)->setFigures(std::move(figures.nodes[i]));
    const bool live = m_run.state() == RunMonitor::State::running;
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        m_lines[i]->setFigures(figures.lines[i], labelOf(m_graph, m_graph.lines[i], figures.lines[i], live), live);
    if (live && m_motion == 0) setMoving(true);
}

void FlowScene::setMoving(bool moving) {
    if (!moving && m_motion != 0) {
        killTimer(m_motion);
        m_motion = 0;
    } else if (moving && m_motion == 0) {
        m_motion = startTimer(kMotionBeat, Qt::PreciseTimer);
        m_clock.start();
    }
}

void FlowScene::timerEvent(QTimerEvent* event) {
    if (event->timerId() != m_motion) return QGraphicsScene::timerEvent(event);
    const double seconds = std::min(0.1, static_cast<double>(m_clock.restart()) / 1000);
    bool moves = false;
    for (LineItem* line : m_lines) moves = line->advanceDots(seconds) || moves;
    if (!moves && m_run.state() != RunMonitor::State::running) setMoving(false);
}

void FlowScene::takeSelection() {
    if (m_taking) return;
    std::vector<ServiceRef> refs;
    for (QGraphicsItem* item : selectedItems()) {
        if (const auto* card = qgraphicsitem_cast<NodeItem*>(item)) refs.push_back(card->ref());
        if (const auto* line = qgraphicsitem_cast<LineItem*>(item)) refs.push_back(line->ref());
    }
    m_selection.set(std::move(refs));
}

void FlowScene::showSelection() {
    m_taking = true;
    for (const auto& [ref, card] : m_cards) card->setSelected(m_selection.contains(ref));
    for (LineItem* line : m_lines) {
        const bool selected = m_selection.contains(line->ref());
        line->setSelected(selected && line->ref().kind == RefKind::coupling);
        const bool touches = m_selection.contains(m_graph.nodes[line->line().from].ref) ||
                             m_selection.contains(m_graph.nodes[line->line().to].ref);
        line->setHighlighted(selected || touches);
    }
    m_taking = false;
}

void FlowScene::addService(int serviceTemplate, const QPointF* at) {
    auto changed = m_controller.deployment();
    const ServiceRef added = add(changed, static_cast<ServiceTemplate>(serviceTemplate));
    const QString label = tr("Add %1").arg(text(added.name));
    m_controller.undoStack().beginMacro(label);
    m_controller.replace(label, std::move(changed));
    if (at) {
        const Spot spot{static_cast<int>(at->x() - kCardWidth / 2) / kGrid * kGrid,
                        static_cast<int>(at->y() - kCardHeight / 2) / kGrid * kGrid};
        m_controller.editLayout(label, [&](Layout& layout) { layout.spots[keyOf(added)] = spot; });
    }
    m_controller.undoStack().endMacro();
    m_selection.select(added);
    Q_EMIT m_selection.revealed(added);
}

void FlowScene::removeSelected() {
    const std::vector<ServiceRef> refs = m_selection.all();
    if (refs.empty()) return;
    const QString label =
        refs.size() == 1 ? tr("Remove %1").arg(text(refs.front().name)) : tr("Remove %1 things").arg(refs.size());
    m_controller.edit(label, [&](auto& deployment) { removeAll(deployment, refs); });
}

void FlowScene::duplicateSelected() {
    std::vector<ServiceRef> copies;
    const std::vector<ServiceRef> refs = m_selection.all();
    m_controller.edit(tr("Duplicate"), [&](auto& deployment) { copies = duplicate(deployment, refs); });
    if (!copies.empty()) m_selection.set(std::move(copies));
}

bool FlowScene::copySelected() const {
    if (m_selection.all().empty()) return false;
    const std::string copied = servicesText(m_controller.deployment(), m_selection.all());
    auto* data = new QMimeData;
    data->setData(QLatin1String(kCopyMime), QByteArray::fromStdString(copied));
    data->setText(text(copied));
    QGuiApplication::clipboard()->setMimeData(data);
    return true;
}

bool FlowScene::paste() {
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    if (!data || !data->hasFormat(QLatin1String(kCopyMime))) return false;
    auto changed = m_controller.deployment();
    auto added = addServices(changed, data->data(QLatin1String(kCopyMime)).toStdString());
    if (!added || added->empty()) return false;
    m_controller.replace(tr("Paste"), std::move(changed));
    m_selection.set(std::move(*added));
    return true;
}

void FlowScene::arrange() {
    m_controller.editLayout(tr("Arrange"), [](Layout& layout) { layout.spots.clear(); });
}

void FlowScene::drawBackground(QPainter* painter, const QRectF& rect) {
    const Tokens& t = tokens();
    painter->fillRect(rect, t.canvas);
    painter->setPen(Qt::NoPen);
    painter->setBrush(t.isDark ? QColor(0x22, 0x27, 0x2f) : QColor(0xe9, 0xec, 0xf1));
    const double scale = painter->transform().m11();
    if (scale > 0.45) {
        for (double y = std::floor(rect.top() / kDots) * kDots; y < rect.bottom(); y += kDots) {
            for (double x = std::floor(rect.left() / kDots) * kDots; x < rect.right(); x += kDots)
                painter->drawRect(QRectF(x, y, 1, 1));
        }
    }
    painter->setPen(t.dim);
    painter->setFont(canvasFont(CanvasText::heading));
    for (std::size_t c = 0; c < kColumns; ++c) {
        if (m_places.columns[c])
            painter->drawText(QPointF(*m_places.columns[c], 12), columnTitle(static_cast<Column>(c)).toUpper());
    }
}

} // namespace twinflow::ui
