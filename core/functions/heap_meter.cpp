// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/heap_meter.h"

#include <QtQml/QJSEngine>
#include <private/qv4engine_p.h>
#include <private/qv4mm_p.h>

namespace twinflow::functions {

std::size_t HeapMeter::reserved() const {
    const QV4::MemoryManager& memory = *m_engine.handle()->memoryManager;
    return memory.getAllocatedMem() + memory.unmanagedHeapSize;
}

std::size_t HeapMeter::used() const {
    const QV4::MemoryManager& memory = *m_engine.handle()->memoryManager;
    return memory.getUsedMem() + memory.getLargeItemsMem() + memory.unmanagedHeapSize;
}

void HeapMeter::setTextsBeforeCollection(std::size_t bytes) {
    QV4::MemoryManager& memory = *m_engine.handle()->memoryManager;
    if (memory.unmanagedHeapSizeGCLimit < bytes) memory.unmanagedHeapSizeGCLimit = bytes;
}

} // namespace twinflow::functions
