// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/filled.h"
#include "workload/names.h"
#include "workload/workload.h"

namespace twinflow::bench {

namespace {

std::string uuid(std::uint64_t first, std::uint64_t second) {
    return filled("%-%-%-%-%", paddedHex(first & 0xffffffff, 8), paddedHex(first >> 32 & 0xffff, 4),
                  paddedHex(first >> 48, 4), paddedHex(second >> 48, 4), paddedHex(second & 0xffff'ffff'ffff, 12));
}

} // namespace

std::string changeEvents(unsigned count) {
    std::string text;
    Draws draws(Stream::events);
    for (unsigned i = 0; i < count; ++i) {
        const unsigned number = draws.below(kTwins);
        const unsigned type = drawEventType(draws);
        const unsigned state = drawStatus(draws);
        const unsigned temperature = 100 + draws.below(300);
        const unsigned humidity = draws.below(1000);
        const std::uint64_t first = draws.next();
        const std::uint64_t second = draws.next();
        const std::string twin = twinId(number);
        appendFilled(text,
                     R"({"specversion":"1.0","id":"%","type":"%","source":"bench.api.weu.digitaltwins.azure.net",)"
                     R"("subject":"%","time":"%","datacontenttype":"application/json","data":{"$dtId":"%",)"
                     R"("$metadata":{"$model":"%"},"temperature":%,"humidity":%,"status":"%","sequence":%}})"
                     "\n",
                     uuid(first, second), eventType(type), twin, momentOf(i), twin, modelId(number % kModels),
                     tenths(temperature), tenths(humidity), status(state), i);
    }
    return text;
}

} // namespace twinflow::bench
