// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The README's table of how true the engine is: whoever says "as the service does it" names the tests that show it, and
// the date of what the service says.
#include "base/file.h"
#include "support.h"

#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

using namespace twinflow;
namespace fs = std::filesystem;

namespace {

using Row = std::vector<std::string>;

/// The cells of each row of the table below a heading, its two head rows left out.
std::vector<Row> tableBelow(const std::string& text, const std::string& heading) {
    std::vector<Row> rows;
    std::istringstream lines(text.substr(std::min(text.find(heading), text.size())));
    bool inTable = false;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("|")) {
            if (inTable) break;
            continue;
        }
        inTable = true;
        Row row;
        std::istringstream cells(line.substr(1));
        for (std::string cell; std::getline(cells, cell, '|');) {
            const auto first = cell.find_first_not_of(' ');
            row.push_back(first == std::string::npos ? "" : cell.substr(first, cell.find_last_not_of(' ') - first + 1));
        }
        rows.push_back(std::move(row));
    }
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(2, rows.size())));
    return rows;
}

std::vector<std::string> quotedNames(const std::string& cell) {
    static const std::regex quoted("`([a-z_]+)`");
    std::vector<std::string> names;
    for (auto match = std::sregex_iterator(cell.begin(), cell.end(), quoted); match != std::sregex_iterator(); ++match)
        names.push_back((*match)[1]);
    return names;
}

std::set<std::string> testNames() {
    static const std::regex declared(R"(twinflow_test\(\s*([a-z_0-9]+))");
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(test::sourceFolder() / "tests")) {
        if (entry.path().filename() != "CMakeLists.txt") continue;
        const std::string text = readFile(entry.path()).value();
        for (auto match = std::sregex_iterator(text.begin(), text.end(), declared); match != std::sregex_iterator();
             ++match)
            names.insert((*match)[1]);
    }
    return names;
}

} // namespace

class FidelityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsExactIsShownByATest() {
        const auto rows = tableBelow(readFile(test::sourceFolder() / "README.md").value(), "## How true it is");
        const auto known = testNames();
        QVERIFY(rows.size() >= 10);
        for (const Row& row : rows) {
            QCOMPARE(row.size(), std::size_t(6)); // service, exact, modelled, not yet, shown by, source
            const auto named = quotedNames(row[4]);
            QVERIFY2(row[1].empty() || !named.empty(), ("no test for " + row[0]).c_str());
            for (const std::string& name : named)
                QVERIFY2(known.contains(name), ("there is no test '" + name + "', which " + row[0] + " names").c_str());
            QVERIFY2(std::regex_search(row[5], std::regex("20[0-9]{2}")), ("no date for " + row[0]).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(FidelityTest)
#include "tst_fidelity.moc"
