// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/checks/route_overlaps.h"

#include "query/parser.h"
#include "routes/filter_logic.h"

#include <algorithm>
#include <map>
#include <set>

namespace twinflow::deployment {

namespace {

using query::Expression;
using routes::EventShapes;
using routes::Goal;
using routes::RouteSettings;
using routes::TypeMask;

constexpr std::size_t kMaxCompared = 32; // routes of one endpoint: each is compared with each

struct Parsed {
    const RouteSettings* route;
    Expression filter;
};

/// How the events of two filters meet, by type.
struct Meeting {
    TypeMask both = 0;       ///< some event may pass both
    TypeMask firstOnly = 0;  ///< some event may pass the first alone
    TypeMask secondOnly = 0; ///< some event may pass the second alone
};

Meeting meet(const Expression& first, const Expression& second, const EventShapes& shapes) {
    const auto types = [&](bool firstTruth, bool secondTruth) {
        const Goal goals[] = {{&first, firstTruth}, {&second, secondTruth}};
        return routes::typesThatMeet(goals, shapes);
    };
    return {types(true, true), types(true, false), types(false, true)};
}

void addFields(std::set<std::string>& fields, const Expression& expression) {
    for (const Expression& part : expression.parts) addFields(fields, part);
    if (expression.kind != Expression::Kind::clause) return;
    for (const query::Term* term : {&expression.clause.left, &expression.clause.right}) {
        const auto* field = std::get_if<query::Field>(term);
        if (!field || field->attribute == query::Attribute::type) continue;
        std::string text;
        appendField(text, *field);
        fields.insert(std::move(text));
    }
}

/// Filters over the same fields can be held against each other; over others they only might meet.
bool haveSameFields(const Expression& first, const Expression& second) {
    std::set<std::string> ofFirst;
    std::set<std::string> ofSecond;
    addFields(ofFirst, first);
    addFields(ofSecond, second);
    return ofFirst == ofSecond;
}

Checker::Fix removing(const RouteSettings& route) {
    return [wrong = route](const Deployment& old) {
        Deployment mended = old;
        const auto last = std::find(mended.routes.rbegin(), mended.routes.rend(), wrong);
        if (last != mended.routes.rend()) mended.routes.erase(std::next(last).base());
        return mended;
    };
}

void compare(Checker& checker, const EventShapes& shapes, const Parsed& first, const Parsed& second) {
    const RouteSettings& a = *first.route;
    const RouteSettings& b = *second.route;
    const Place place = checker.places().of("routes", b.name, "filter");
    const Meeting meeting = meet(first.filter, second.filter, shapes);
    if (meeting.both == 0) return;
    if (meeting.firstOnly == 0 && meeting.secondOnly == 0) {
        checker.report(fault("deployment-route-twice",
                             "The routes '{0}' and '{1}' are the same: '{2}' gets each event twice.", a.name, b.name,
                             b.endpoint)
                           .withHint(say("Remove one, unless that is meant."))
                           .as(Severity::warning),
                       place, say("Remove '{0}'", b.name), removing(b));
        return;
    }
    if (meeting.firstOnly == 0 || meeting.secondOnly == 0) {
        const RouteSettings& narrow = meeting.firstOnly == 0 ? a : b;
        const RouteSettings& wide = meeting.firstOnly == 0 ? b : a;
        checker.report(fault("deployment-route-overlap",
                             "Every event that route '{0}' lets pass also passes '{1}': '{2}' gets it twice.",
                             narrow.name, wide.name, b.endpoint)
                           .withHint(say("Remove the narrower route, unless that is meant."))
                           .as(Severity::warning),
                       place, say("Remove '{0}'", narrow.name), removing(narrow));
        return;
    }
    const TypeMask sure = meeting.both & static_cast<TypeMask>(~(meeting.firstOnly & meeting.secondOnly));
    if (sure == 0 && !haveSameFields(first.filter, second.filter)) return;
    checker.report(fault("deployment-route-overlap", "Some events pass both '{0}' and '{1}': '{2}' gets them twice.",
                         a.name, b.name, b.endpoint)
                       .withHint(say("Make the filters exclude each other, unless that is meant."))
                       .as(Severity::warning),
                   place);
}

} // namespace

void checkRouteOverlaps(Checker& checker, const EventShapes& shapes) {
    std::map<std::string_view, std::vector<Parsed>> byEndpoint;
    for (const RouteSettings& route : checker.deployment().routes) {
        auto filter = query::parseFilter(route.filter);
        if (filter) byEndpoint[route.endpoint].push_back({&route, std::move(filter->expression)});
    }
    for (const auto& [endpoint, group] : byEndpoint) {
        if (group.size() > kMaxCompared) continue;
        for (std::size_t second = 1; second < group.size(); ++second) {
            for (std::size_t first = 0; first < second; ++first) compare(checker, shapes, group[first], group[second]);
        }
    }
}

} // namespace twinflow::deployment
