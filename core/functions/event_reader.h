// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// JSON text to an engine's objects, fast where one text looks like the one before.
#pragma once

#include <QtQml/QJSEngine>
#include <QtQml/QJSValue>

#include <memory>
#include <string_view>

namespace twinflow::functions {

/// A function's events differ in their values and hardly ever in their shape (names, nesting, array lengths). For each
/// shape the engine compiles one literal with the values as parameters; what did not change since the last event
/// crosses as the same string. That is about three times as fast as the engine's JSON.parse and gives the same objects.
class EventReader {
public:
    static constexpr std::size_t kMaxShapes = 64;
    static constexpr std::size_t kMaxValues = 64;

    explicit EventReader(QJSEngine& engine);
    ~EventReader();

    /// The object, or undefined when the text is left to JSON.parse: not JSON that simdjson takes, not an object, too
    /// many values or shapes, or a member called __proto__.
    QJSValue read(std::string_view text);

private:
    struct Parts;
    struct Shape;
    void compile(Shape& shape);
    QJSValue argument(Shape& shape, std::size_t index);

    QJSEngine& m_engine;
    std::unique_ptr<Parts> m_parts;
};

} // namespace twinflow::functions
