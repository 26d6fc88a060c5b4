// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "twins/twin_diff.h"

#include "base/json_text.h"

#include <algorithm>

namespace twinflow::twins {

namespace {

bool hasComponent(const models::Layout& layout, const std::string& name) {
    return std::find(layout.components.begin(), layout.components.end(), name) != layout.components.end();
}

std::string sourceTimePath(const models::Layout& layout, const models::Slot& slot) {
    std::string path;
    if (slot.component != models::Slot::kNoComponent) path.append("/").append(layout.components[slot.component]);
    return path.append("/$metadata/").append(slot.name).append("/sourceTime");
}

class Differ {
public:
    Differ(const models::ModelSet& models, const TwinContent& before, const TwinContent& after, Interner& texts)
        : m_old(models.layout(before.model))
        , m_new(models.layout(after.model))
        , m_before(before)
        , m_after(after)
        , m_texts(texts) {
        if (before.model != after.model) write(PatchOp::replace, "/$metadata/$model", Value(models.at(after.model).id));
    }

    Patch run() {
        removals();
        newComponents();
        values();
        return std::move(m_patch);
    }

private:
    void write(PatchOp op, std::string_view path, Value value = {}) {
        m_patch.push_back({op, m_texts.intern(path), std::move(value)});
    }

    void removals() {
        for (const std::string& name : m_old.components) {
            if (!hasComponent(m_new, name)) write(PatchOp::remove, "/" + name);
        }
        for (std::size_t i = 0; i < m_old.slots.size(); ++i) {
            const models::Slot& slot = m_old.slots[i];
            if (m_before.cells[i].value.isNull()) continue;
            if (slot.component != models::Slot::kNoComponent && !hasComponent(m_new, m_old.components[slot.component]))
                continue;
            const auto kept = m_new.byPath.find(slot.path);
            if (kept == m_new.byPath.end() || m_after.cells[kept->second].value.isNull())
                write(PatchOp::remove, slot.path);
        }
    }

    void newComponents() {
        for (std::size_t component = 0; component < m_new.components.size(); ++component) {
            if (hasComponent(m_old, m_new.components[component])) continue;
            std::string object = "{";
            for (std::size_t i = 0; i < m_new.slots.size(); ++i) {
                const Value& value = m_after.cells[i].value;
                if (m_new.slots[i].component != component || value.isNull()) continue;
                if (object.size() > 1) object += ',';
                appendJsonString(object, m_new.slots[i].name);
                object += ':';
                value.appendJson(object);
            }
            write(PatchOp::add, "/" + m_new.components[component], Value::json(Value::Kind::object, object + "}"));
        }
    }

    void values() {
        for (std::size_t i = 0; i < m_new.slots.size(); ++i) {
            const models::Slot& slot = m_new.slots[i];
            const Cell& now = m_after.cells[i];
            if (now.value.isNull()) continue;
            const auto kept = m_old.byPath.find(slot.path);
            const Cell before = kept == m_old.byPath.end() ? Cell{} : m_before.cells[kept->second];
            const bool written =
                slot.component != models::Slot::kNoComponent && !hasComponent(m_old, m_new.components[slot.component]);
            if (!written && !(before.value == now.value)) {
                write(before.value.isNull() ? PatchOp::add : PatchOp::replace, slot.path, now.value);
            }
            if (now.sourceTime != Instant{} && now.sourceTime != before.sourceTime) {
                write(PatchOp::add, sourceTimePath(m_new, slot), Value(formatInstant(now.sourceTime)));
            }
        }
    }

    const models::Layout& m_old;
    const models::Layout& m_new;
    const TwinContent& m_before;
    const TwinContent& m_after;
    Interner& m_texts;
    Patch m_patch;
};

} // namespace

Patch diffTwins(const models::ModelSet& models, const TwinContent& before, const TwinContent& after, Interner& texts) {
    return Differ(models, before, after, texts).run();
}

} // namespace twinflow::twins
