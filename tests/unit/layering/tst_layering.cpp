// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One direction: a folder of core includes only itself and those above it in core/README.md; core knows neither ui nor
// app; Qt appears in core only where a Qt library does the job; every folder has a README. The same for ui, where only
// the bridge knows the engine.
#include "base/file.h"
#include "support.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

using namespace twinflow;
namespace fs = std::filesystem;

namespace {

/// The folders in order, as the table of core/README.md lists them.
std::vector<std::string> orderFromReadme(const std::string& readme) {
    std::vector<std::string> order;
    static const std::regex row(R"(^\| \[`([a-z]+)`\])");
    std::istringstream lines(readme);
    for (std::string line; std::getline(lines, line);) {
        std::smatch match;
        if (std::regex_search(line, match, row)) order.push_back(match[1]);
    }
    return order;
}

/// The folder that an include names, when it is one of core's.
std::vector<std::string> includesOf(const std::string& text) {
    std::vector<std::string> found;
    static const std::regex include(R"(^\s*#\s*include\s*[\x22<]([^\x22>]+)[\x22>])");
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::smatch match;
        if (std::regex_search(line, match, include)) found.push_back(match[1]);
    }
    return found;
}

struct Source {
    std::string folder; ///< below core or ui
    std::string name;
    std::string text;
};

std::vector<Source> sourcesOf(const char* house) {
    std::vector<Source> sources;
    const fs::path root = test::sourceFolder() / house;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const std::string extension = entry.path().extension().string();
        if (extension != ".h" && extension != ".cpp") continue;
        const fs::path relative = fs::relative(entry.path(), root);
        sources.push_back({relative.begin()->string(), relative.generic_string(), readFile(entry.path()).value()});
    }
    std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.name < b.name; });
    return sources;
}

} // namespace

class LayeringTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_order = orderFromReadme(readFile(test::sourceFolder() / "core/README.md").value());
        m_sources = sourcesOf("core");
        QVERIFY(m_order.size() >= 15);
        QVERIFY(m_sources.size() > 50);
        m_uiOrder = orderFromReadme(readFile(test::sourceFolder() / "ui/README.md").value());
        m_uiSources = sourcesOf("ui");
        QVERIFY(m_uiOrder.size() >= 6);
        QVERIFY(m_uiSources.size() > 50);
    }

    void theReadmeListsTheFoldersInTheOrderOfTheBuild() {
        for (const char* house : {"core", "ui"}) {
            const std::vector<std::string>& order = house == std::string("ui") ? m_uiOrder : m_order;
            const std::string build = readFile(test::sourceFolder() / house / "CMakeLists.txt").value();
            std::size_t last = 0;
            for (const std::string& folder : order) {
                const std::size_t at = build.find("\n  " + folder);
                QVERIFY2(at != std::string::npos && at > last, folder.c_str());
                last = at;
            }
            for (const auto& entry : fs::directory_iterator(test::sourceFolder() / house)) {
                if (!entry.is_directory()) continue;
                const std::string name = entry.path().filename().string();
                QVERIFY2(std::find(order.begin(), order.end(), name) != order.end(), name.c_str());
                QVERIFY2(fs::exists(entry.path() / "README.md"), name.c_str());
            }
        }
    }

    void theStudioIncludesOneWay() {
        std::string wrong;
        for (const Source& source : m_uiSources) {
            for (const std::string& include : includesOf(source.text)) {
                const std::string first = include.substr(0, include.find('/'));
                if (first == "app") wrong += source.name + " includes " + include + "\n";
                if (first == "engine" && source.folder != "bridge")
                    wrong += source.name + " includes " + include + ": only the bridge talks to the engine\n";
                if (position(m_uiOrder, first) > position(m_uiOrder, source.folder))
                    wrong += source.name + " includes " + include + ", which lies below it\n";
            }
        }
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

    void includesGoOneWay() {
        std::string wrong;
        for (const Source& source : m_sources) {
            for (const std::string& include : includesOf(source.text)) {
                const std::string first = include.substr(0, include.find('/'));
                if (first == "ui" || first == "app") wrong += source.name + " includes " + include + "\n";
                if (rank(first) > rank(source.folder))
                    wrong += source.name + " includes " + include + ", which lies below it\n";
            }
        }
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

    void qtStaysWhereALibraryOfQtDoesTheJob() {
        static const std::set<std::string> allowed{"functions", "ingress"};
        std::string wrong;
        for (const Source& source : m_sources) {
            if (allowed.contains(source.folder)) continue;
            for (const std::string& include : includesOf(source.text)) {
                if (include[0] == 'Q' || include.starts_with("Qt"))
                    wrong += source.name + " includes " + include + "\n";
            }
        }
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

    void coreReadsNoClockAndNoUnseededChance() {
        static const std::regex reads(
            R"(system_clock::now|steady_clock::now|std::random_device|[^a-zA-Z_]s?rand\(|[^a-zA-Z_](getenv|strtod|setlocale)\()");
        // A script's real running time is limited, so its watchdog must look at a clock; results depend on it only
        // where a script hangs.
        static const std::set<std::string> allowed{"functions/watchdog.cpp", "functions/watchdog.h"};
        std::string wrong;
        for (const Source& source : m_sources) {
            if (!allowed.contains(source.name) && std::regex_search(source.text, reads)) wrong += source.name + "\n";
        }
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

    void everySourceStatesItsLicenceAndItsIdea() {
        std::string wrong;
        std::vector<Source> all = m_sources;
        all.insert(all.end(), m_uiSources.begin(), m_uiSources.end());
        for (const Source& source : all) {
            if (!source.text.starts_with("// SPDX-FileCopyrightText: Twinflow contributors\n// "
                                         "SPDX-License-Identifier: GPL-3.0-or-later\n")) {
                wrong += source.name + "\n";
            }
        }
        QVERIFY2(wrong.empty(), wrong.c_str());
    }

private:
    /// Position in the order; what is not a folder of core ranks first, so that any may include it.
    static std::ptrdiff_t position(const std::vector<std::string>& order, const std::string& folder) {
        const auto found = std::find(order.begin(), order.end(), folder);
        return found == order.end() ? -1 : found - order.begin();
    }
    std::ptrdiff_t rank(const std::string& folder) const { return position(m_order, folder); }

    std::vector<std::string> m_order;
    std::vector<Source> m_sources;
    std::vector<std::string> m_uiOrder;
    std::vector<Source> m_uiSources;
};

QTEST_APPLESS_MAIN(LayeringTest)
#include "tst_layering.moc"
