// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The fast reader gives the objects that JSON.parse gives, or leaves the text to it.
#include "functions/event_reader.h"
#include "support.h"

#include <rapidcheck.h>

using namespace twinflow;
using twinflow::functions::EventReader;

namespace {

std::string asText(QJSEngine& engine, const QJSValue& value) {
    const QJSValue stringify =
        engine.globalObject().property(QStringLiteral("JSON")).property(QStringLiteral("stringify"));
    return stringify.call({value}).toString().toStdString();
}

std::string parsed(QJSEngine& engine, const std::string& text) {
    const QJSValue parse = engine.globalObject().property(QStringLiteral("JSON")).property(QStringLiteral("parse"));
    return asText(engine, parse.call({QString::fromStdString(text)}));
}

/// A value's JSON text, `depth` levels deep at most.
std::string draw(int depth) {
    const int kind = *rc::gen::inRange(0, depth > 0 ? 8 : 6);
    switch (kind) {
    case 0:
        return "null";
    case 1:
        return *rc::gen::element<std::string>("true", "false");
    case 2:
        return std::to_string(*rc::gen::arbitrary<std::int64_t>());
    case 3:
        return *rc::gen::element<std::string>("0.1", "-1e-7", "1.0", "123456.789", "1e300", "5e-324");
    case 4:
        return *rc::gen::element<std::string>("\"\"", "\"a\"", "\"\\u0000\\n\\\"\"", "\"\\ud83d\\ude00\"",
                                              "\"\xc3\xbc\"");
    case 5:
        return std::to_string(*rc::gen::inRange(-5, 5));
    default:
        break;
    }
    const int count = *rc::gen::inRange(0, 4);
    std::string text(1, kind == 6 ? '[' : '{');
    for (int i = 0; i < count; ++i) {
        if (i > 0) text += ',';
        if (kind == 7) {
            text += *rc::gen::element<std::string>("\"a\"", "\"b\"", "\"0\"", "\"\"", "\"a b\"", "\"\\u2028\"",
                                                   "\"\\\"\"", "\"ab\"", "\"__proto__\"", "\"\xc3\xbc\"");
            text += ':';
        }
        text += draw(depth - 1);
    }
    return text + (kind == 6 ? ']' : '}');
}

} // namespace

class PropertyFunctionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAsTheEngineDoes() {
        QJSEngine engine;
        QVERIFY(rc::check("read(text) is JSON.parse(text)", [&] {
            EventReader reader(engine); // a new one, as it takes so many shapes and no more
            const std::string texts[] = {"{\"x\":" + draw(3) + "}", "{\"x\":" + draw(3) + "}"};
            // Twice: the second time goes through the shapes and the strings of the first.
            for (const std::string& text : {texts[0], texts[1], texts[0], texts[1]}) {
                const QJSValue value = reader.read(text);
                if (!value.isUndefined()) RC_ASSERT(asText(engine, value) == parsed(engine, text));
            }
        }));
    }
};

QTEST_GUILESS_MAIN(PropertyFunctionsTest)
#include "tst_property_functions.moc"
