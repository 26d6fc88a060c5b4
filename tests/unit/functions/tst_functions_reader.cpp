// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The fast reader of events: shapes, strings that stay, and what it leaves to JSON.parse.
#include "functions/event_reader.h"
#include "support.h"

using namespace twinflow;
using twinflow::functions::EventReader;

namespace {

std::string asText(QJSEngine& engine, const QJSValue& value) {
    const QJSValue stringify =
        engine.globalObject().property(QStringLiteral("JSON")).property(QStringLiteral("stringify"));
    return stringify.call({value}).toString().toStdString();
}

} // namespace

class FunctionsReaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shapesAreToldApart() {
        QJSEngine engine;
        EventReader reader(engine);
        for (const char* text : {"{\"a\":1,\"b\":2}", "{\"ab\":1,\"\":2}", "{\"a_b\":1}", "{\"b\":2,\"a\":1}",
                                 "{\"a\":[1,2]}", "{\"a\":[[1],2]}", "{\"a\":[[1,2]]}", "{\"a\":{\"b\":1}}",
                                 "{\"a\":{},\"b\":1}", "{\"a\":\"x\",\"b\":null}"}) {
            const QJSValue value = reader.read(text);
            QVERIFY2(!value.isUndefined(), text);
            TF_COMPARE(asText(engine, value), text);
        }
    }

    /// A name's length may begin with the byte that ends an object, and the name may look like what follows one.
    void namesAreNotTakenForShape() {
        QJSEngine engine;
        EventReader reader(engine);
        std::string shape; // of 19 members with short names, and one that takes up what is left of 125 bytes
        std::string members;
        for (char name = 'a'; name < 't'; ++name) {
            shape += std::string("\\u0001\\u0000\\u0000\\u0000") + name + "_";
            members += std::string("\"") + name + "\":1,";
        }
        shape += "\\u0005\\u0000\\u0000\\u0000other";
        members += "\"other\":1";
        const std::string hidden = "{\"x\":{},\"\":{" + members + "}}";
        const std::string hiding = "{\"x\":{\"\\u0000{" + shape + "\":1}}";
        for (const std::string& text : {hidden, hiding, hidden}) TF_COMPARE(asText(engine, reader.read(text)), text);
    }

    void changedStringsAreSeen() {
        QJSEngine engine;
        EventReader reader(engine);
        for (const char* text :
             {"{\"a\":\"x\"}", "{\"a\":\"y\"}", "{\"a\":1}", "{\"a\":\"y\"}", "{\"a\":\"\"}", "{\"a\":\"x\"}"}) {
            TF_COMPARE(asText(engine, reader.read(text)), text);
        }
    }

    void whatItLeaves() {
        QJSEngine engine;
        EventReader reader(engine);
        std::string many = "{\"a\":[0";
        for (std::size_t i = 0; i < EventReader::kMaxValues; ++i) many += ",0";
        for (const std::string& text :
             {std::string("5"), std::string("[1]"), std::string("{\"a\":{\"__proto__\":{}}}"), many + "]}",
              std::string("{"), std::string("{\"a\":123456789012345678901234567890}"), std::string()}) {
            QVERIFY2(reader.read(text).isUndefined(), text.c_str());
        }
        for (std::size_t i = 0; i <= EventReader::kMaxShapes; ++i) {
            const bool read = !reader.read("{\"member" + std::to_string(i) + "\":1}").isUndefined();
            QCOMPARE(read, i < EventReader::kMaxShapes);
        }
        QVERIFY(!reader.read("{\"member0\":2}").isUndefined());
    }
};

QTEST_GUILESS_MAIN(FunctionsReaderTest)
#include "tst_functions_reader.moc"
