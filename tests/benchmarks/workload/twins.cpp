// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/filled.h"
#include "workload/names.h"
#include "workload/workload.h"

namespace twinflow::bench {

namespace {

// Twins by number: buildings, then floors, then rooms, then sensors.
constexpr unsigned kBuildings = 100;
constexpr unsigned kFloors = 1000;
constexpr unsigned kRooms = 10'000;
constexpr unsigned kFirstRoom = kBuildings + kFloors;
constexpr unsigned kFirstSensor = kFirstRoom + kRooms;
constexpr unsigned kSensorModels = 17;

std::string name(unsigned twin) {
    return "tw" + padded(twin, 6);
}

std::string model(unsigned twin, Draws& draws) {
    if (twin < kBuildings) return "dtmi:bench:Building;1";
    if (twin < kFirstRoom) return "dtmi:bench:Floor;1";
    if (twin < kFirstSensor) return "dtmi:bench:Room;1";
    return filled("dtmi:bench:Sensor%;1", padded(draws.below(kSensorModels), 2));
}

unsigned container(unsigned twin) {
    if (twin < kFirstRoom) return (twin - kBuildings) / 10;
    if (twin < kFirstSensor) return kBuildings + (twin - kFirstRoom) / 10;
    return kFirstRoom + (twin - kFirstSensor) % kRooms;
}

} // namespace

TwinFiles twinFiles() {
    TwinFiles files;
    files.csv = "id,model,name,region,status,temperature,humidity\n";
    files.relationships = "src,dst,name\n";
    Draws draws(Stream::twins);
    for (unsigned twin = 0; twin < kTwins; ++twin) {
        const std::string modelName = model(twin, draws);
        const std::string temperature = tenths(100 + draws.below(300));
        const std::string humidity = tenths(draws.below(1000));
        const std::string_view state = status(drawStatus(draws));
        const unsigned region = draws.below(5);
        const std::string etag = paddedHex(draws.next() & 0xffffffff, 8);
        appendFilled(files.ndjson,
                     R"({"$dtId":"%","$etag":"W/\"%\"","$metadata":{"$model":"%"},"name":"Twin %","region":"eu%",)"
                     R"("status":"%","temperature":%,"humidity":%})"
                     "\n",
                     name(twin), etag, modelName, twin, region, state, temperature, humidity);
        appendFilled(files.csv, "%,%,Twin %,eu%,%,%,%\n", name(twin), modelName, twin, region, state, temperature,
                     humidity);
        if (twin >= kBuildings) appendFilled(files.relationships, "%,%,contains\n", name(container(twin)), name(twin));
    }
    constexpr unsigned kFeeds = 100'000;
    for (unsigned i = 0; i < kFeeds; ++i) {
        const unsigned from = kFirstSensor + draws.below(kTwins - kFirstSensor);
        const unsigned to = kFirstSensor + draws.below(kTwins - kFirstSensor);
        appendFilled(files.relationships, "%,%,feeds\n", name(from), name(to));
    }
    return files;
}

} // namespace twinflow::bench
