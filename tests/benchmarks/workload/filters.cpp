// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/names.h"
#include "workload/rule.h"
#include "workload/workload.h"

namespace twinflow::bench {

namespace {

Rule typeAndSubject(std::string_view type, const std::string& twin) {
    const std::string pattern = filled(R"({"type":["%"],"subject":["%"]})", type, twin);
    return {"exact2", filled("type = '%' AND subject = '%'", type, twin), pattern, pattern,
            filled("e.type==='%'&&e.subject==='%'", type, twin)};
}

Rule subjectPrefix(const std::string& prefix) {
    const std::string pattern = filled(R"({"subject":[{"prefix":"%"}]})", prefix);
    return {"prefix", filled("STARTS_WITH(subject, '%')", prefix), pattern, pattern,
            filled("e.subject.startsWith('%')", prefix)};
}

Rule modelAndWarmer(const std::string& model, const std::string& degrees) {
    return {"model_gt", filled("$body.$metadata.$model = '%' AND $body.temperature > %", model, degrees),
            filled(R"({"data":{"$metadata":{"$model":["%"]},"temperature":[{"numeric":[">",%]}]}})", model, degrees),
            "-", filled("e.data.$metadata.$model==='%'&&e.data.temperature>%", model, degrees)};
}

Rule modelAndAsWarm(const std::string& model, const std::string& degrees) {
    return {"model_eq", filled("$body.$metadata.$model = '%' AND $body.temperature = %", model, degrees),
            filled(R"({"data":{"$metadata":{"$model":["%"]},"temperature":[{"numeric":["=",%]}]}})", model, degrees),
            filled(R"({"data":{"$metadata":{"$model":["%"]},"temperature":[%]}})", model, degrees),
            filled("e.data.$metadata.$model==='%'&&e.data.temperature===%", model, degrees)};
}

Rule modelAndEither(const std::string& model, std::string_view one, std::string_view other) {
    const std::string pattern =
        filled(R"({"data":{"$metadata":{"$model":["%"]},"status":["%","%"]}})", model, one, other);
    return {"model_in", filled("$body.$metadata.$model = '%' AND $body.status IN ['%','%']", model, one, other),
            pattern, pattern,
            filled("e.data.$metadata.$model==='%'&&(e.data.status==='%'||e.data.status==='%')", model, one, other)};
}

Rule typeAndModelNotOk(std::string_view type, const std::string& model) {
    const std::string pattern = filled(
        R"({"type":["%"],"data":{"$metadata":{"$model":["%"]},"status":[{"anything-but":["ok"]}]}})", type, model);
    return {"model_not", filled("type = '%' AND $body.$metadata.$model = '%' AND $body.status != 'ok'", type, model),
            pattern, pattern, filled("e.type==='%'&&e.data.$metadata.$model==='%'&&e.data.status!=='ok'", type, model)};
}

} // namespace

std::string routeFilters(unsigned count, Ranges ranges) {
    std::string text;
    Draws draws(Stream::filters);
    for (unsigned i = 0; i < count; ++i) {
        const unsigned share = draws.below(100);
        const unsigned twin = draws.below(kTwins);
        const std::string model = modelId(draws.below(kModels));
        const unsigned degrees = 388 + draws.below(11); // of 100 to 399
        const unsigned state = 2 + draws.below(3);      // the rare ones
        const std::string_view type = eventType(draws.below(2));
        appendRule(text, i,
                   share < 40   ? typeAndSubject(type, twinId(twin))
                   : share < 60 ? subjectPrefix(floorPrefix(twin))
                   : share < 85 ? (ranges == Ranges::with ? modelAndWarmer(model, tenths(degrees))
                                                          : modelAndAsWarm(model, tenths(degrees - 100)))
                   : share < 95 ? modelAndEither(model, status(state), status(2 + (state - 1) % 3))
                                : typeAndModelNotOk(type, model));
    }
    return text;
}

} // namespace twinflow::bench
