// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading messages by the shape of one before: what is read, what is left to others.
#include "functions/message_shape.h"
#include "support.h"

#include <algorithm>

using namespace twinflow;
using namespace twinflow::functions;
using query::Scalar;

namespace {

const std::vector<std::string> kWanted = {"/t", "/deep/f/1", "/s", "/none"};

/// JSON with the other quotes, as moc loses its way in raw strings.
std::string json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

/// The wanted values, or "no" where the text is left to others.
std::string readBy(const MessageShape& shape, std::string_view text) {
    std::vector<Scalar> values;
    if (!shape.read(text, values)) return "no";
    std::string read;
    for (const Scalar& value : values) {
        read += read.empty() ? "" : " ";
        switch (value.kind) {
        case Scalar::Kind::missing:
            read += "-";
            break;
        case Scalar::Kind::null:
            read += "null";
            break;
        case Scalar::Kind::boolean:
            read += value.boolean ? "true" : "false";
            break;
        case Scalar::Kind::text:
            read += "'" + std::string(value.text) + "'";
            break;
        default:
            read += Value(value.number()).json();
        }
    }
    return read;
}

} // namespace

class MessageShapeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textsOfOneShapeAreRead_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("read");
        const auto row = [](const char* name, const char* text, const char* read) {
            QTest::newRow(name) << QByteArray::fromStdString(json(text)) << QString::fromLatin1(read);
        };
        row("the same", "{'t':21.5, 'deep':{'f':[0,212]},'s':'ok','x':null}", "21.5 212 'ok' -");
        row("other values", "{'t':-1e2, 'deep':{'f':[7.25,0]},'s':'','x':true}", "-100 0 '' -");
        row("other kinds", "{'t':'a', 'deep':{'f':[null,false]},'s':12345678901234567,'x':'y'}",
            "'a' false 12345678901234568 -");
        row("one member more", "{'t':1, 'deep':{'f':[0,2]},'s':'','x':1,'y':2}", "no");
        row("one member less", "{'t':1, 'deep':{'f':[0,2]},'s':''}", "no");
        row("one item more", "{'t':1, 'deep':{'f':[0,2,3]},'s':'','x':1}", "no");
        row("other spaces", "{'t':1,'deep':{'f':[0,2]},'s':'','x':1}", "no");
        row("an object for a value", "{'t':{}, 'deep':{'f':[0,2]},'s':'','x':1}", "no");
        row("something behind", "{'t':1, 'deep':{'f':[0,2]},'s':'','x':1} 2", "no");
        row("cut off", "{'t':1, 'deep':{'f':[0,2]},'s':'", "no");
        row("empty", "", "no");
        row("no number", "{'t':01, 'deep':{'f':[0,2]},'s':'','x':1}", "no");
        row("half a word", "{'t':tru, 'deep':{'f':[0,2]},'s':'','x':1}", "no");
        row("beyond doubles", "{'t':1e999, 'deep':{'f':[0,2]},'s':'','x':1}", "no");
        row("beyond 64 bits", "{'t':12345678901234567890, 'deep':{'f':[0,2]},'s':'','x':1}", "no");
        row("an escape", "{'t':1, 'deep':{'f':[0,2]},'s':'a\\n','x':1}", "no");
        row("beyond ASCII", "{'t':1, 'deep':{'f':[0,2]},'s':'\xc3\xbc','x':1}", "no");
        row("a control character", "{'t':1, 'deep':{'f':[0,2]},'s':'\t','x':1}", "no");
    }
    void textsOfOneShapeAreRead() {
        QFETCH(QByteArray, text);
        QFETCH(QString, read);
        MessageShape shape;
        QVERIFY(shape.learn(json("{'t':21.5, 'deep':{'f':[0,212]},'s':'ok','x':null}"), kWanted));
        TF_COMPARE(readBy(shape, text.toStdString()), read.toStdString());
    }

    /// Far from the end, where values are looked at sixteen bytes at a time.
    void valuesThatNobodyWantsAreChecked_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isRead");
        std::size_t rows = 0;
        const auto row = [&](const char* value, bool isRead) {
            QTest::addRow("%s %zu", isRead ? "read" : "left", rows++)
                << QByteArray::fromStdString(json(value)) << isRead;
        };
        for (const char* value : {"0",
                                  "-0",
                                  "7",
                                  "-12.5",
                                  "371.601",
                                  "12345678901234.5",
                                  "123456789012345.5",
                                  "-12345678901234.5",
                                  "1234567890123456",
                                  "-123456789012345",
                                  "1e5",
                                  "1.5E-3",
                                  "123456789012.25e-7",
                                  "true",
                                  "false",
                                  "null",
                                  "''",
                                  "'a'",
                                  "'fifteen letters'",
                                  "'sixteen letters!'",
                                  "'as long as it takes to fill two blocks of 16'"})
            row(value, true);
        for (const char* value : {"01",
                                  "-01",
                                  "-",
                                  "1.",
                                  "-.5",
                                  ".5",
                                  "1.e5",
                                  "1e",
                                  "1e999",
                                  "1-",
                                  "+1",
                                  "12345678901234.",
                                  "tru",
                                  "nulL",
                                  "{}",
                                  "[]",
                                  "'",
                                  "'a\\n'",
                                  "'fourteen chars\\n'",
                                  "'sixteen letters!\\n'",
                                  "'\x1f'",
                                  "'\x7f'",
                                  "'\xc3\xbc'",
                                  "'fifteen letters\xc3\xbc'",
                                  "'sixteen letters!\t'"})
            row(value, false);
    }
    void valuesThatNobodyWantsAreChecked() {
        QFETCH(QByteArray, value);
        QFETCH(bool, isRead);
        const std::string behind = json(",'t':4,'long':'so that nothing is near the end of the text'}");
        MessageShape shape;
        QVERIFY(shape.learn(json("{'x':1") + behind, kWanted));
        TF_COMPARE(readBy(shape, json("{'x':") + value.toStdString() + behind), isRead ? "4 - - -" : "no");
    }

    void someShapesAreNotLearnt() {
        MessageShape shape;
        QVERIFY(!shape.learn(json("{'t':{'a':1}}"), kWanted));       // wanted, and an object
        QVERIFY(!shape.learn(json("{'t':[]}"), kWanted));            // wanted, and an array
        QVERIFY(!shape.learn(json("{'t':1,'s':2,'t':3}"), kWanted)); // which of them?
        QVERIFY(!shape.learn(json("{'\\u0074':1}"), kWanted));
        QVERIFY(!shape.learn("{\"t\":1,\"long\":\"" + std::string(5000, 'x') + "\"}", kWanted));
        TF_COMPARE(readBy(shape, json("{'t':1}")), "no");
        QVERIFY(shape.learn(json("{'a':{'b':[],'c':{}},'a/b':1, '~':2}"), std::vector<std::string>{"/a~1b", "/~0"}));
        TF_COMPARE(readBy(shape, json("{'a':{'b':[],'c':{}},'a/b':5, '~':6}")), "5 6");
        QVERIFY(!shape.learn("{}", kWanted) || readBy(shape, "{}") == "no"); // nothing to read
    }
};

QTEST_GUILESS_MAIN(MessageShapeTest)
#include "tst_message_shape.moc"
