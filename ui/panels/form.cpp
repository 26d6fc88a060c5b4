// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/form.h"

#include "bridge/text.h"
#include "look/figures.h"
#include "look/labels.h"
#include "look/tokens.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QStyle>
#include <QVBoxLayout>

namespace twinflow::ui {

namespace {

int forms = 0; // so that fields of different forms never merge

void setWrong(QWidget& field, bool wrong, const QString& why) {
    if (field.property("wrong").toBool() == wrong) return;
    field.setProperty("wrong", wrong);
    field.setToolTip(why);
    field.style()->unpolish(&field);
    field.style()->polish(&field);
}

} // namespace

Form::Form(DeploymentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_rows(new QFormLayout)
    , m_gesture(++forms) {
    auto* column = new QVBoxLayout(this); // what is left over stays below the rows
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_rows);
    column->addStretch();
    m_rows->setContentsMargins(kGrid * 4, 4, kGrid * 4, kGrid * 4);
    m_rows->setHorizontalSpacing(12);
    m_rows->setVerticalSpacing(8);
    m_rows->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_rows->setRowWrapPolicy(QFormLayout::DontWrapRows);
}

void Form::title(const QString& title, const QString& subtitle) {
    auto* large = titleLabel(title, this);
    large->setWordWrap(true);
    large->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_rows->addRow(large);
    m_rows->addRow(dimLabel(subtitle, this));
}

void Form::section(const QString& title) {
    auto* label = sectionLabel(title, this);
    label->setContentsMargins(0, 12, 0, 0);
    m_rows->addRow(label);
}

void Form::note(const QString& sentence) {
    m_rows->addRow(dimLabel(sentence, this));
}

void Form::add(QWidget* widget) {
    m_rows->addRow(widget);
}

void Form::link(const QString& title, std::function<void()> act) {
    auto* button = linkButton(title, this);
    connect(button, &QPushButton::clicked, this, std::move(act));
    m_rows->addRow(button);
}

void Form::addRow(const QString& label, QWidget* field, const QString& tip) {
    auto* caption = new QLabel(label, this);
    caption->setProperty("role", QStringLiteral("dim"));
    caption->setBuddy(field);
    caption->setToolTip(tip);
    caption->setMinimumHeight(kControlHeight);
    field->setAccessibleName(label);
    field->setToolTip(tip);
    m_rows->addRow(caption, field);
}

void Form::textField(const QString& label, std::function<std::optional<QString>(const Deployment&)> get,
                     std::function<void(Deployment&, const QString&)> set, const QString& tip) {
    auto* edit = new QLineEdit(this);
    edit->setObjectName(label);
    addRow(label, edit, tip);
    m_fields.push_back([this, edit, get] {
        const auto value = get(m_controller.deployment());
        edit->setEnabled(value.has_value());
        if (edit->hasFocus() && edit->isModified()) return; // what is being typed is not taken away
        if (value && *value != edit->text()) edit->setText(*value);
        edit->setCursorPosition(edit->hasFocus() ? edit->cursorPosition() : 0);
    });
    // A name is taken when it is whole: each letter of it would be another service.
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, label, get, set] {
        const QString value = edit->text();
        edit->setModified(false);
        if (const auto now = get(m_controller.deployment()); !now || *now == value) return;
        m_controller.edit(tr("Change %1").arg(label.toLower()),
                          [&](Deployment& deployment) { set(deployment, value); });
    });
}

void Form::numberField(const QString& label, Range range, std::function<std::optional<int>(const Deployment&)> get,
                       std::function<void(Deployment&, int)> set, const QString& tip) {
    auto* edit = new QSpinBox(this);
    edit->setObjectName(label);
    edit->setRange(range.low, range.high);
    if (!range.unit.isEmpty()) edit->setSuffix(QChar(0x2009) + range.unit);
    edit->setSpecialValueText(range.special);
    const QString limits =
        tr("%1 to %2")
            .arg(grouped(static_cast<std::uint64_t>(range.low)), grouped(static_cast<std::uint64_t>(range.high)));
    addRow(label, edit, tip.isEmpty() ? limits : tip + u' ' + limits);
    m_fields.push_back([this, edit, get] {
        const auto value = get(m_controller.deployment());
        const QSignalBlocker quiet(edit);
        edit->setEnabled(value.has_value());
        if (value) edit->setValue(*value);
    });
    connect(edit, &QSpinBox::valueChanged, this, [this, label, set](int value) {
        m_controller.edit(
            tr("Change %1").arg(label.toLower()), [&](Deployment& deployment) { set(deployment, value); },
            gesture(label));
    });
}

void Form::durationField(const QString& label, std::function<std::optional<Duration>(const Deployment&)> get,
                         std::function<void(Deployment&, Duration)> set, const QString& tip) {
    auto* edit = new QLineEdit(this);
    edit->setObjectName(label);
    edit->setPlaceholderText(tr("such as 30s, 10m, 24h"));
    addRow(label, edit, tip);
    m_fields.push_back([this, edit, get] {
        const auto value = get(m_controller.deployment());
        edit->setEnabled(value.has_value());
        if (value) edit->setText(durationText(*value));
        setWrong(*edit, false, {});
    });
    connect(edit, &QLineEdit::textEdited, this, [edit](const QString& written) {
        const auto parsed = parseDuration(utf8(written));
        setWrong(*edit, !parsed, parsed ? QString() : text(parsed.error().what) + u' ' + text(parsed.error().hint));
    });
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, label, set] {
        const auto parsed = parseDuration(utf8(edit->text()));
        if (!parsed) return refresh();
        m_controller.edit(tr("Change %1").arg(label.toLower()),
                          [&](Deployment& deployment) { set(deployment, *parsed); });
    });
}

void Form::choiceField(const QString& label, std::function<QStringList(const Deployment&)> entries,
                       std::function<std::optional<QString>(const Deployment&)> get,
                       std::function<void(Deployment&, const QString&)> set, const QString& tip) {
    auto* box = new QComboBox(this);
    box->setObjectName(label);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addRow(label, box, tip);
    m_fields.push_back([this, box, entries, get] {
        const auto value = get(m_controller.deployment());
        const QStringList all = entries(m_controller.deployment());
        const QSignalBlocker quiet(box);
        box->setEnabled(value.has_value());
        box->clear();
        box->addItems(all);
        if (value && !all.contains(*value))
            box->insertItem(0, *value); // what is written there, though it does not exist
        box->setCurrentText(value.value_or(QString()));
        if (value) box->setCurrentIndex(box->findText(*value));
    });
    connect(box, &QComboBox::activated, this, [this, box, label, set](int index) {
        const QString value = box->itemText(index);
        m_controller.edit(tr("Change %1").arg(label.toLower()),
                          [&](Deployment& deployment) { set(deployment, value); });
    });
}

void Form::toggleField(const QString& label, std::function<std::optional<bool>(const Deployment&)> get,
                       std::function<void(Deployment&, bool)> set, const QString& tip) {
    auto* box = new QCheckBox(label, this);
    box->setObjectName(label);
    box->setToolTip(tip);
    m_rows->addRow(box);
    m_fields.push_back([this, box, get] {
        const auto value = get(m_controller.deployment());
        const QSignalBlocker quiet(box);
        box->setEnabled(value.has_value());
        box->setChecked(value.value_or(false));
    });
    connect(box, &QCheckBox::toggled, this, [this, label, set](bool on) {
        m_controller.edit(tr("Change %1").arg(label.toLower()), [&](Deployment& deployment) { set(deployment, on); });
    });
}

void Form::figure(const QString& label, std::function<QString()> get) {
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    auto* caption = new QLabel(label, row);
    caption->setProperty("role", QStringLiteral("dim"));
    auto* number = new QLabel(row);
    number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    QFont strong = number->font();
    strong.setWeight(QFont::Medium);
    number->setFont(strong);
    number->setAccessibleName(label);
    line->addWidget(caption);
    line->addWidget(number, 1);
    m_rows->addRow(row);
    m_figures.push_back([number, get] {
        const QString shown = get();
        if (shown != number->text()) number->setText(shown);
    });
}

void Form::refresh() {
    for (const auto& field : m_fields) field();
}

void Form::commit() {
    if (auto* edit = qobject_cast<QLineEdit*>(focusWidget()); edit && edit->parentWidget() == this)
        Q_EMIT edit->editingFinished();
}

void Form::refreshFigures() {
    for (const auto& show : m_figures) show();
}

} // namespace twinflow::ui
