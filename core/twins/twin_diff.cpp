// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "twins/twin_diff.h"

#include "base/json_text.h"

#include <string_view>
#include <unordered_set>
#include <vector>

namespace twinflow::twins {

namespace {

/// For each component of `layout`, whether `other` lacks it.
std::vector<char> missingComponents(const models::Layout& layout, const models::Layout& other) {
    const std::unordered_set<std::string_view> others(other.components.begin(), other.components.end());
    std::vector<char> missing;
    for (const std::string& name : layout.components) missing.push_back(!others.contains(name));
    return missing;
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
        , m_texts(texts)
        , m_gone(missingComponents(m_old, m_new))
        , m_come(missingComponents(m_new, m_old)) {
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
        for (std::size_t i = 0; i < m_gone.size(); ++i) {
            if (m_gone[i]) write(PatchOp::remove, "/" + m_old.components[i]);
        }
        for (std::size_t i = 0; i < m_old.slots.size(); ++i) {
            const models::Slot& slot = m_old.slots[i];
            if (m_before.cells[i].value.isNull()) continue;
            if (slot.component != models::Slot::kNoComponent && m_gone[slot.component]) continue;
            const auto kept = m_new.byPath.find(slot.path);
            if (kept == m_new.byPath.end() || m_after.cells[kept->second].value.isNull())
                write(PatchOp::remove, slot.path);
        }
    }

    void newComponents() {
        for (std::size_t component = 0; component < m_come.size(); ++component) {
            if (!m_come[component]) continue;
            std::string object = "{";
            for (std::size_t i = m_new.componentSlots[component]; i < m_new.componentSlots[component + 1]; ++i) {
                const Value& value = m_after.cells[i].value;
                if (value.isNull()) continue;
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
            const bool written = slot.component != models::Slot::kNoComponent && m_come[slot.component];
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
    const std::vector<char> m_gone; // components of the old model that the new one lacks
    const std::vector<char> m_come; // and the other way
    Patch m_patch;
};

} // namespace

Patch diffTwins(const models::ModelSet& models, const TwinContent& before, const TwinContent& after, Interner& texts) {
    return Differ(models, before, after, texts).run();
}

} // namespace twinflow::twins
