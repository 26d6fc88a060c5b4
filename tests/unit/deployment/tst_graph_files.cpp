// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Bulk files into a project and out of it.
#include "deployment/graph_files.h"
#include "support.h"

using namespace twinflow;
using namespace twinflow::deployment;

namespace {

const std::string kHead =
    "{\"Section\":\"Header\"}\n{\"fileVersion\":\"1.0.0\",\"author\":\"\",\"organization\":\"\"}\n";
const std::string kModels = "{\"Section\":\"Models\"}\n"
                            "{\"@context\":\"dtmi:dtdl:context;2\",\"@id\":\"dtmi:t:Tank;1\",\"@type\":\"Interface\","
                            "\"contents\":[{\"@type\":\"Property\",\"name\":\"level\",\"schema\":\"double\"},"
                            "{\"@type\":\"Relationship\",\"name\":\"feeds\"}]}\n";
const std::string kTwins = "{\"Section\":\"Twins\"}\n"
                           "{\"$dtId\":\"a\",\"level\":1,\"$metadata\":{\"$model\":\"dtmi:t:Tank;1\"}}\n"
                           "{\"$dtId\":\"b\",\"$metadata\":{\"$model\":\"dtmi:t:Tank;1\"}}\n";
const std::string kRelationships =
    "{\"Section\":\"Relationships\"}\n"
    "{\"$dtId\":\"a\",\"$relationshipId\":\"r\",\"$relationshipName\":\"feeds\",\"$targetId\":\"b\"}\n";

} // namespace

class GraphFilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFileGoesInAndOut() {
        const std::string text = kHead + kModels + kTwins + kRelationships;
        const GraphImport import = importGraph({}, text, "plant tanks.ndjson");
        TF_COMPARE(test::lines(import.findings), "");
        QCOMPARE(import.models, 1U);
        QCOMPARE(import.twins, 2U);
        QCOMPARE(import.relationships, 1U);
        TF_COMPARE(import.deployment.models.at(0).path, "models/t-Tank-1.json");
        TF_COMPARE(import.deployment.graph.at(0).path, "graph/plant-tanks.ndjson");
        TF_COMPARE(import.deployment.graph.at(0).text, kHead + kTwins + kRelationships);
        Findings findings;
        const std::string out = exportGraph(import.deployment, findings);
        TF_COMPARE(test::lines(findings), "");
        const GraphImport again = importGraph({}, out, "again.ndjson");
        Findings more;
        TF_COMPARE(exportGraph(again.deployment, more), out);
        QVERIFY(out.find("dtmi:t:Tank;1\",\"@type\"") != std::string::npos);
    }

    void badLinesAreLeftOutAndTold() {
        const std::string bad =
            "{\"$dtId\":\"c\",\"$metadata\":{\"$model\":\"dtmi:t:Tank;1\"},\"level\":\"x\"}\nnot json\n";
        const GraphImport import = importGraph({}, kHead + kModels + kTwins + bad + kRelationships, "t.ndjson");
        TF_COMPARE(test::codes(import.findings), "ValidationFailed graph-line-invalid");
        QCOMPARE(import.findings[0].place.line, 8U);
        QCOMPARE(import.findings[1].place.line, 9U);
        TF_COMPARE(import.deployment.graph.at(0).text, kHead + kTwins + kRelationships);
    }

    void whatIsThereAlreadyStays() {
        const Deployment first = importGraph({}, kHead + kModels + kTwins, "t.ndjson").deployment;
        const GraphImport import = importGraph(first, kHead + kModels + kTwins + kRelationships, "t.ndjson");
        TF_COMPARE(test::codes(import.findings), "graph-model-exists graph-twin-exists graph-twin-exists");
        QCOMPARE(import.twins, 0U);
        QCOMPARE(import.relationships, 1U); // between twins of the project
        QCOMPARE(import.deployment.models.size(), 1U);
        TF_COMPARE(import.deployment.graph.at(0).path, "graph/t-2.ndjson");
        TF_COMPARE(import.deployment.graph.at(0).text, kHead + kRelationships);
    }
};

QTEST_APPLESS_MAIN(GraphFilesTest)
#include "tst_graph_files.moc"
