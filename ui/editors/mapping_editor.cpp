// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/mapping_editor.h"

#include "bridge/text.h"
#include "deployment/content.h"
#include "editors/delete_key.h"
#include "editors/function_preview.h"
#include "editors/mapping_model.h"
#include "look/labels.h"
#include "look/tokens.h"
#include "models/quantities.h"

#include <QCheckBox>
#include <QCompleter>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <functional>
#include <map>

namespace twinflow::ui {

namespace {

/// A field that offers what can stand in its column.
class OfferingCell : public QStyledItemDelegate {
public:
    using Offer = std::function<QStringList(int column)>;
    OfferingCell(Offer offer, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_offer(std::move(offer)) {}

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override {
        QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
        auto* line = qobject_cast<QLineEdit*>(editor);
        const QStringList words = m_offer(index.column());
        if (!line || words.isEmpty()) return editor;
        auto* completer = new QCompleter(words, line);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        line->setCompleter(completer);
        return editor;
    }

private:
    Offer m_offer;
};

void collect(const JsonNode& node, const QString& path, QStringList& pointers) {
    for (const JsonNode::Member& member : node.members) {
        QString token = text(member.name);
        token.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1"));
        const QString below = path + u'/' + token;
        if (member.value.isObject())
            collect(member.value, below, pointers);
        else if (!member.value.isArray())
            pointers << below;
    }
}

QStringList propertyPointers(const deployment::Deployment& deployment) {
    const deployment::Content content = deployment::readContent(deployment);
    QStringList pointers;
    for (std::uint32_t i = 0; i < content.models.size(); ++i) {
        for (const models::Slot& slot : content.models.layout(ModelIndex{i}).slots) pointers << text(slot.path);
    }
    pointers.sort();
    pointers.removeDuplicates();
    return pointers;
}

QStringList unitWords() {
    QStringList units;
    for (const models::QuantityFamily& family : models::quantityFamilies())
        models::eachWord(family.units, [&](std::string_view unit, bool) { units << text(unit); });
    units.sort();
    units.removeDuplicates();
    return units;
}

} // namespace

MappingEditor::MappingEditor(DeploymentController& controller, RunMonitor& run, std::string function, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_function(std::move(function))
    , m_model(new MappingModel(controller, m_function, this))
    , m_table(new QTableView(this))
    , m_telemetry(new QCheckBox(tr("Each message also goes out as telemetry of its twin"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_preview(new FunctionPreview(controller, run, {}, m_function, this)) {
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_table->setObjectName(QStringLiteral("mappingRules"));
    m_table->setAccessibleName(tr("Rules of %1").arg(text(m_function)));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new OfferingCell(
        [this](int column) {
            return column == MappingModel::kFrom                                          ? pointers()
                   : column == MappingModel::kTo                                          ? m_targets
                   : column == MappingModel::kFromUnit || column == MappingModel::kToUnit ? unitWords()
                                                                                          : QStringList();
        },
        m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->horizontalHeader()->setHighlightSections(false);
    const int widths[]{120, 120, 62, 68, 72, 62, 84};
    for (int column = 0; column < MappingModel::kColumns; ++column) m_table->setColumnWidth(column, widths[column]);
    m_table->horizontalHeader()->setSectionResizeMode(MappingModel::kFrom, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(MappingModel::kTo, QHeaderView::Stretch);
    new DeleteKey(m_table, [this] { removeSelected(); });
    auto* adder = new QPushButton(tr("Add rule"), this);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(adder);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto* rules = new QWidget(this);
    auto* column = new QVBoxLayout(rules);
    column->setContentsMargins(kPanelPadding, 12, kPanelPadding, 12);
    column->setSpacing(8);
    column->addWidget(titleLabel(text(m_function), this));
    column->addWidget(
        dimLabel(tr("Each rule writes one value of a message to the twin that has the device's name."), this));
    column->addLayout(buttons);
    column->addWidget(m_table, 1);
    column->addWidget(m_telemetry);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setHandleWidth(1);
    split->addWidget(rules);
    split->addWidget(m_preview);
    split->setSizes({640, 360});
    split->setCollapsible(0, false);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(split);
    connect(adder, &QPushButton::clicked, this, &MappingEditor::addRule);
    connect(m_remove, &QPushButton::clicked, this, &MappingEditor::removeSelected);
    connect(m_telemetry, &QCheckBox::clicked, this, [this](bool on) {
        m_controller.edit(tr("Change telemetry of %1").arg(text(m_function)), [&](deployment::Deployment& deployment) {
            for (auto& each : deployment.functions) {
                if (each.name == m_function) each.publishTelemetry = on;
            }
        });
    });
    const auto showRemove = [this] { m_remove->setEnabled(m_table->selectionModel()->hasSelection()); };
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, showRemove);
    connect(m_model, &QAbstractItemModel::modelReset, this, showRemove);
    connect(m_preview, &FunctionPreview::tried, this, [this] { m_model->setCounts(m_preview->trial().rules); });
    connect(&controller, &DeploymentController::deploymentChanged, this, &MappingEditor::showFunction);
    connect(&controller, &DeploymentController::findingsChanged, this, &MappingEditor::readNames);
    showRemove();
    showFunction();
    readNames();
}

void MappingEditor::showFunction() {
    const auto* function = m_model->function();
    if (!function) {
        Q_EMIT gone();
        return;
    }
    m_telemetry->setChecked(function->publishTelemetry);
}

void MappingEditor::readNames() {
    m_names.start(
        [deployment = m_controller.shared()](const std::stop_token&) { return propertyPointers(*deployment); },
        [this](const QStringList& pointers) { m_targets = pointers; });
}

QStringList MappingEditor::pointers() const {
    QStringList pointers;
    const engine::TrialMessage* message = m_preview->message();
    const auto document = message ? JsonDocument::parse(message->body, {}) : refuse(Error());
    if (document) collect(document->root(), {}, pointers);
    return pointers;
}

void MappingEditor::addRule() {
    // The first value of the message that no rule has, to the property of the same name.
    functions::MappingRule rule{"/", "/"};
    const auto* function = m_model->function();
    for (const QString& pointer : pointers()) {
        const bool isTaken = function && std::any_of(function->mapping.begin(), function->mapping.end(),
                                                     [&](const auto& each) { return text(each.from) == pointer; });
        if (isTaken) continue;
        rule.from = rule.to = utf8(pointer);
        break;
    }
    m_model->addRule(rule);
    m_table->selectRow(m_model->rowCount() - 1);
    m_table->edit(m_model->index(m_model->rowCount() - 1, MappingModel::kFrom));
}

void MappingEditor::removeSelected() {
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) rows.push_back(index.row());
    if (!rows.empty()) m_model->removeRules(rows);
}

} // namespace twinflow::ui
