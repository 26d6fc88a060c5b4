// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Layouts of any graph: every node has a place, whatever the number of threads; what is approximate is near what is
// exact.
#include "layouts/coarsening.h"
#include "layouts/components.h"
#include "layouts/distance_layout.h"
#include "layouts/force_layout.h"
#include "layouts/packing.h"
#include "layouts/repulsion.h"
#include "support.h"

#include <rapidcheck.h>

#include <cmath>
#include <set>

using namespace twinflow;
using namespace twinflow::layouts;

namespace {

struct Sketch {
    std::size_t nodes = 0;
    std::vector<Edge> edges;
};

/// Anything: parts, hubs, several edges between two nodes, edges to oneself.
Sketch anySketch(std::size_t most) {
    Sketch sketch;
    sketch.nodes = *rc::gen::inRange<std::size_t>(0, most);
    if (sketch.nodes == 0) return sketch;
    const auto node = rc::gen::inRange<Node>(0, static_cast<Node>(sketch.nodes));
    const Node hub = *node;
    const std::size_t edges = *rc::gen::inRange<std::size_t>(0, 2 * sketch.nodes);
    const bool hasHub = *rc::gen::arbitrary<bool>();
    for (std::size_t i = 0; i < edges; ++i) sketch.edges.push_back({hasHub && i % 3 == 0 ? hub : *node, *node});
    return sketch;
}

/// As many columns as rows, each node tied to its neighbours.
Sketch meshOf(Node side) {
    Sketch sketch{std::size_t{side} * side, {}};
    for (Node row = 0; row < side; ++row) {
        for (Node column = 0; column < side; ++column) {
            const Node node = row * side + column;
            if (column + 1 < side) sketch.edges.push_back({node, node + 1});
            if (row + 1 < side) sketch.edges.push_back({node, node + side});
        }
    }
    return sketch;
}

float distance(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

Points repelled(const Points& points, const std::vector<float>& masses) {
    Points pushes(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t j = 0; j < points.size(); ++j) {
            const float x = points[i].x - points[j].x;
            const float y = points[i].y - points[j].y;
            const float force = i == j ? 0 : masses[j] / (x * x + y * y + 1e-4F);
            pushes[i].x += force * x;
            pushes[i].y += force * y;
        }
    }
    return pushes;
}

} // namespace

class LayoutsPropertyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyNodeHasAPlaceOfItsOwnWhateverTheThreads() {
        QVERIFY(rc::check([] {
            const Sketch sketch = anySketch(300);
            const auto places = forceLayout(sketch.nodes, sketch.edges, {.seed = 7});
            RC_ASSERT(places && places->size() == sketch.nodes);
            std::set<std::pair<float, float>> taken;
            for (const Point& place : *places) {
                RC_ASSERT(std::isfinite(place.x) && std::isfinite(place.y));
                RC_ASSERT(place.x >= 0 && place.y >= 0);
                RC_ASSERT(taken.emplace(place.x, place.y).second);
            }
        }));
        const Sketch mesh = meshOf(80); // large enough to be shared
        QVERIFY(forceLayout(mesh.nodes, mesh.edges, {.threads = 3}) ==
                forceLayout(mesh.nodes, mesh.edges, {.threads = 1}));
        QVERIFY(forceLayout(mesh.nodes, mesh.edges, {.seed = 2}) != forceLayout(mesh.nodes, mesh.edges, {.seed = 1}));
    }

    void aMeshIsUnfolded() {
        const Sketch mesh = meshOf(40);
        const Points places = *forceLayout(mesh.nodes, mesh.edges);
        float edges = 0;
        for (const Edge& edge : mesh.edges) edges += distance(places[edge.from], places[edge.to]);
        edges /= static_cast<float>(mesh.edges.size());
        // From corner to corner there are 78 edges; the picture has about as many of them along its diagonal.
        const float diagonal = distance(places.front(), places.back());
        QVERIFY2(diagonal > 25 * edges && diagonal < 80 * edges, qPrintable(QString::number(diagonal / edges)));
    }

    void starsAndChainsAreWhatTheyAre() {
        constexpr Node kRays = 10000;
        std::vector<Edge> star;
        for (Node ray = 1; ray <= kRays; ++ray) star.push_back({0, ray});
        const Points rays = *forceLayout(kRays + 1, star);
        Point middle{};
        Point high{};
        for (const Point& place : rays) {
            middle = {middle.x + place.x / kRays, middle.y + place.y / kRays};
            high = {std::max(high.x, place.x), std::max(high.y, place.y)};
        }
        QVERIFY2(distance(rays.front(), middle) < 10, "the hub is in the middle of 100 x 100");
        QVERIFY(high.x > 80 && high.x < 125 && high.y > 80 && high.y < 125);

        // A hub with legs: all that is far from it is a leg.
        constexpr Node kLegs = 6000;
        std::vector<Edge> legs;
        for (Node leg = 0; leg < kLegs; ++leg) {
            legs.push_back({0, 3 * leg + 1});
            legs.push_back({3 * leg + 1, 3 * leg + 2});
            legs.push_back({3 * leg + 2, 3 * leg + 3});
        }
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const Points places = *forceLayout(3 * kLegs + 1, legs, {.seed = seed});
            float near = 0;
            float far = 0;
            for (Node leg = 0; leg < kLegs; ++leg) {
                near += distance(places[0], places[3 * leg + 1]);
                far += distance(places[0], places[3 * leg + 3]);
            }
            QVERIFY(far > near);
        }

        for (const Node count : {Node{2}, Node{10}, Node{100}}) {
            std::vector<Edge> chain;
            for (Node node = 0; node + 1 < count; ++node) chain.push_back({node, node + 1});
            for (std::uint64_t seed = 1; seed <= 5; ++seed) {
                const Points places = *forceLayout(count, chain, {.seed = seed});
                float length = 0;
                for (const Edge& edge : chain) length += distance(places[edge.from], places[edge.to]);
                const float each = length / static_cast<float>(chain.size());
                QVERIFY2(each > 0.3F && each < 3, qPrintable(QString::number(each)));
            }
        }
    }

    void nodesAtOnePlaceAreBorne() {
        Team team(1);
        Repulsion repulsion(team);
        for (const Point& push : repulsion.at(Points(200, {3, 4}), std::vector<float>(200, 1)))
            QVERIFY(push.x == 0 && push.y == 0);
        // A crowd, of which samples are taken, among others.
        Random random(5);
        Points points;
        for (int i = 0; i < 300; ++i)
            points.push_back(
                {static_cast<float>(random.between(50, 50.1)), static_cast<float>(random.between(50, 50.1))});
        for (int i = 0; i < 100; ++i)
            points.push_back({static_cast<float>(random.between(0, 100)), static_cast<float>(random.between(0, 100))});
        const std::vector<float> masses(points.size(), 1);
        const Points& found = repulsion.at(points, masses);
        const Points exact = repelled(points, masses);
        float wrong = 0;
        float all = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            wrong += distance(found[i], exact[i]);
            all += distance(exact[i], {});
        }
        QVERIFY2(wrong < 0.5F * all, qPrintable(QString::number(wrong / all)));
        for (std::size_t i = 300; i < points.size(); ++i) // to them the crowd is one mass
            QVERIFY(distance(found[i], exact[i]) < 0.1F * distance(exact[i], {}) + 0.5F);
    }

    void repulsionIsNearToTheSumOverAllPairs() {
        QVERIFY(rc::check([] {
            const auto count = *rc::gen::inRange<std::size_t>(1, 400);
            const bool isClustered = *rc::gen::arbitrary<bool>();
            Random random(*rc::gen::arbitrary<std::uint64_t>());
            Points points(count);
            std::vector<float> masses(count);
            for (std::size_t i = 0; i < count; ++i) {
                const double middle = isClustered ? 30 * static_cast<double>(i % 5) : 0;
                points[i] = {static_cast<float>(middle + random.between(0, 20)),
                             static_cast<float>(random.between(0, 20))};
                masses[i] = static_cast<float>(1 + random.below(4));
            }
            Team team(1);
            Repulsion repulsion(team);
            const Points& found = repulsion.at(points, masses);
            const Points exact = repelled(points, masses);
            float wrong = 0;
            float all = 0;
            for (std::size_t i = 0; i < count; ++i) {
                wrong += distance(found[i], exact[i]);
                all += distance(exact[i], {});
            }
            RC_ASSERT(wrong <= 0.03F * all);
        }));
    }

    void aSmallerGraphKeepsMassEdgesAndParts() {
        QVERIFY(rc::check([] {
            const Sketch sketch = anySketch(200);
            const Graph graph(sketch.nodes, sketch.edges);
            Random random(3);
            const Coarse coarse = coarsen(graph, random);
            RC_ASSERT(coarse.parents.size() == graph.size());
            std::vector<float> masses(coarse.graph.size());
            float weights = 0;
            float kept = 0;
            for (Node node = 0; node < graph.size(); ++node) {
                masses[coarse.parents[node]] += graph.mass(node);
                for (const Link& link : graph.links(node))
                    weights += coarse.parents[node] == coarse.parents[link.to] ? 0 : link.weight;
            }
            for (Node node = 0; node < coarse.graph.size(); ++node) {
                RC_ASSERT(coarse.graph.mass(node) == masses[node]);
                std::set<Node> others;
                for (const Link& link : coarse.graph.links(node)) {
                    kept += link.weight;
                    RC_ASSERT(link.to != node && others.insert(link.to).second);
                    RC_ASSERT(link.length >= 1);
                }
            }
            RC_ASSERT(kept == weights);
            RC_ASSERT(componentsOf(coarse.graph).size() == componentsOf(graph).size());
            for (const Component& part : componentsOf(graph))
                RC_ASSERT(part.nodes.size() == 1 || coarse.graph.size() < graph.size());
        }));
    }

    void partsAreWhatEdgesJoin() {
        QVERIFY(rc::check([] {
            const Sketch sketch = anySketch(100);
            const Graph graph(sketch.nodes, sketch.edges);
            std::vector<std::size_t> partOf(sketch.nodes, sketch.nodes);
            std::size_t last = sketch.nodes;
            const auto parts = componentsOf(graph);
            for (std::size_t i = 0; i < parts.size(); ++i) {
                RC_ASSERT(parts[i].nodes.size() == parts[i].graph.size() && parts[i].nodes.size() <= last);
                last = parts[i].nodes.size();
                for (std::size_t j = 0; j < parts[i].nodes.size(); ++j) {
                    const Node node = parts[i].nodes[j];
                    RC_ASSERT(partOf[node] == sketch.nodes);
                    partOf[node] = i;
                    std::vector<Node> links;
                    for (const Link& link : parts[i].graph.links(static_cast<Node>(j)))
                        links.push_back(parts[i].nodes[link.to]);
                    std::vector<Node> all;
                    for (const Link& link : graph.links(node)) all.push_back(link.to);
                    RC_ASSERT(links == all);
                }
            }
            for (const Edge& edge : sketch.edges) RC_ASSERT(partOf[edge.from] == partOf[edge.to]);
            for (const std::size_t part : partOf) RC_ASSERT(part < parts.size());
        }));
    }

    void packedBoxesDoNotOverlap() {
        QVERIFY(rc::check([] {
            std::vector<Box> boxes(*rc::gen::inRange<std::size_t>(0, 40));
            for (Box& box : boxes)
                box = {static_cast<float>(*rc::gen::inRange(0, 20)), static_cast<float>(*rc::gen::inRange(0, 20))};
            const Points corners = pack(boxes);
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    const bool apart = corners[i].x + boxes[i].width <= corners[j].x ||
                                       corners[j].x + boxes[j].width <= corners[i].x ||
                                       corners[i].y + boxes[i].height <= corners[j].y ||
                                       corners[j].y + boxes[j].height <= corners[i].y;
                    RC_ASSERT(apart || boxes[i].width * boxes[i].height * boxes[j].width * boxes[j].height == 0);
                }
            }
        }));
    }

    void distancesOfAChainAreThoseInThePlane() {
        std::vector<Edge> chain;
        for (Node node = 0; node + 1 < 20; ++node) chain.push_back({node, node + 1});
        Random random(1);
        const Points places = distanceLayout(Graph(20, chain), random);
        for (std::size_t i = 0; i < 20; ++i) {
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(std::abs(distance(places[i], places[j]) - static_cast<float>(i - j)) < 0.5F);
        }
    }

    void itStopsAndTellsHowFarItIs() {
        const Sketch mesh = meshOf(20);
        std::atomic<bool> stop = true;
        QVERIFY(!forceLayout(mesh.nodes, mesh.edges, {.stop = &stop}));
        std::vector<double> done;
        const std::vector<Edge> two{{0, 1}};
        QVERIFY(forceLayout(4, two, {.progress = [&](double share) { done.push_back(share); }}));
        QVERIFY(std::is_sorted(done.begin(), done.end()));
        QCOMPARE(done.back(), 1.0);
        done.clear();
        QVERIFY(forceLayout(mesh.nodes, mesh.edges, {.progress = [&](double share) { done.push_back(share); }}));
        QVERIFY(std::is_sorted(done.begin(), done.end()) && done.size() > 50 && done.size() <= 102);
        QVERIFY(forceLayout(0, {})->empty());
    }
};

QTEST_GUILESS_MAIN(LayoutsPropertyTest)
#include "tst_property_layouts.moc"
