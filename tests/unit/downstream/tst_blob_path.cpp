// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Names of blobs as paths: nothing leaves the container, nothing fails on another system.
#include "downstream/blob_path.h"
#include "support.h"

#include <rapidcheck.h>

using namespace twinflow;
using downstream::safeBlobPath;

class BlobPathTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesBecomeSafe_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("path");
        const auto row = [](const char* name, const char* path) {
            QTest::newRow(name) << QByteArray(name) << QByteArray(path);
        };
        row("hub/2024/03/05/10/5a6f.json", "hub/2024/03/05/10/5a6f.json");
        row("../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd");
        row("a/..", "a/.%2E");
        row("/etc/passwd", "etc/passwd");
        row("C:\\x\\y.json", "C%3A%5Cx%5Cy.json");
        row("a//b/./c", "a/b/%2E/c");
        row("what? <a|b>*.json", "what%3F %3Ca%7Cb%3E%2A.json");
        row("x.json/y.json", "x%2Ejson/y.json");
        row("100%", "100%25");
        row("con.json", "%63on.json");
        row("LPT1/aux", "%4CPT1/%61ux");
        row("COMB/com10", "COMB/com10");
        row("ends. /with.", "ends%2E%20/with%2E");
        row("B\u00fcro", "B%C3%BCro");
        row("line\nbreak", "line%0Abreak");
        row("", "unnamed");
        row("///", "unnamed");
        QTest::newRow("nul") << QByteArray("a\0b", 3) << QByteArray("a%00b");
    }
    void namesBecomeSafe() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, path);
        TF_COMPARE(safeBlobPath(name.toStdString()), path.toStdString());
    }

    void longNamesEndInAHashAndKeepTheirExtension() {
        const std::string first = safeBlobPath("folder/" + std::string(5000, '?') + ".json");
        const std::string second = safeBlobPath("folder/" + std::string(5001, '?') + ".json");
        QVERIFY(first != second);
        QVERIFY(first.size() < 200);
        QVERIFY(first.ends_with(".json"));
        QVERIFY(first.find("%3~") == std::string::npos && first.find("%~") == std::string::npos);

        std::string deep;
        for (int i = 0; i < 500; ++i) deep += "abcdef/";
        QVERIFY(safeBlobPath(deep + "x.json") != safeBlobPath(deep + "y.json"));
        QVERIFY(safeBlobPath(deep + "x.json").size() <= 600);
    }

    void anyBytesGiveAPathInsideTheContainer() {
        // Mostly characters that do harm, so that they meet.
        const auto bytes = rc::gen::container<std::string>(
            rc::gen::oneOf(rc::gen::elementOf(std::string("./\\% :aN")), rc::gen::arbitrary<char>()));
        QVERIFY(rc::check("safe", [&] {
            const std::string path = safeBlobPath(*bytes);
            RC_ASSERT(!path.empty());
            for (std::size_t begin = 0; begin <= path.size();) {
                const std::string segment = path.substr(begin, path.find('/', begin) - begin);
                RC_ASSERT(!segment.empty() && segment != "." && segment != "..");
                begin += segment.size() + 1;
            }
            for (const char c : path)
                RC_ASSERT(c >= ' ' && c <= '~' && std::string_view("<>:\"|?*\\").find(c) == std::string_view::npos);
        }));
    }

    void differentNamesStayDifferent() {
        const auto name =
            rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string("./%2E aA\\"))));
        QVERIFY(rc::check("injective up to empty segments", [&] {
            const std::string one = *name, other = *name;
            RC_PRE(one != other);
            const auto isPlain = [](const std::string& text) {
                return text.front() != '/' && text.back() != '/' && text.find("//") == std::string::npos;
            };
            RC_PRE(isPlain(one) && isPlain(other));
            RC_ASSERT(safeBlobPath(one) != safeBlobPath(other));
        }));
    }
};

QTEST_APPLESS_MAIN(BlobPathTest)
#include "tst_blob_path.moc"
