// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory an engine holds. Qt offers no public way to ask, so this is the one place that uses its private
// headers.
#pragma once

#include <cstddef>

class QJSEngine;

namespace twinflow::functions {

/// Counts objects, arrays, closures and the characters of texts: the same script and input give the same numbers. Not
/// counted, as the engine does not: tables of maps and sets, compiled code.
class HeapMeter {
public:
    explicit HeapMeter(QJSEngine& engine)
        : m_engine(engine) {}

    /// What is set aside, garbage included. Cheap: for after each call.
    std::size_t reserved() const;
    /// What is in use; right after a collection, what the script cannot let go of. Looks at the whole heap.
    std::size_t used() const;

    /// Lets texts pile up to so many bytes before they make the engine collect, until it next does. Its own choice, 128
    /// KB, has it collect every few hundred calls.
    void setTextsBeforeCollection(std::size_t bytes);

private:
    QJSEngine& m_engine;
};

} // namespace twinflow::functions
