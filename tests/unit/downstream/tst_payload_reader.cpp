// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading payloads: the fast path and the slow one see the same.
#include "downstream/payload_reader.h"
#include "support.h"

using namespace twinflow;
using downstream::PayloadReader;

class PayloadReaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void membersComeInOrderWithTheirKinds() {
        PayloadReader reader;
        const auto members = reader.members(R"({"z": 1, "a": 2.50, "b": "x\u00fc", "c": true, "n": null, "z": -7})");
        TF_OK(members);
        std::string seen;
        for (const auto& [name, value] : *members) seen.append(name).append("=").append(value.json()).append(" ");
        TF_COMPARE(seen, "z=1 a=2.5 b=\"x\u00fc\" c=true n=null z=-7 ");
    }

    void nestedAndHugeValuesAreTakenAsWritten() {
        PayloadReader reader;
        const auto members =
            reader.members(R"({"o": {"x": [1, 2.50]}, "big": 100000000000000000000, "over": 9223372036854775808})");
        TF_OK(members);
        QCOMPARE(members->size(), std::size_t(3));
        TF_COMPARE((*members)[0].value.json(), R"({"x":[1,2.50]})");
        QCOMPARE((*members)[1].value.number(), 1e20);
        QVERIFY((*members)[2].value == Value(9223372036854775808.0));
        QVERIFY((*reader.members("{\"over\": 9223372036854775808}"))[0].value ==
                Value(9223372036854775808.0)); // the fast path
    }

    void whatIsNotAnObjectIsRefused() {
        PayloadReader reader;
        for (const char* text : {"", " ", "undefined", "1", "[]", "null", "\"a\"", "{", "{}x", "{\"a\":}", "{'a':1}",
                                 "{\"a\":1,}", "{\"a\":\"\xff\"}"}) {
            const auto members = reader.members(text);
            QVERIFY2(!members, text);
            QVERIFY2(!members.error().what.str().empty(), text);
        }
        TF_OK(reader.members("{}")); // and it still works afterwards
        QVERIFY(!reader.members(std::string(100'000, '[')));
    }
};

QTEST_APPLESS_MAIN(PayloadReaderTest)
#include "tst_payload_reader.moc"
