// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Names: there, well formed, and each only once.
#include "deployment/checks/rules.h"

#include "deployment/edits.h"
#include "deployment/name_forms.h"

#include <algorithm>
#include <set>

namespace twinflow::deployment {

namespace {

/// Goes through the lists in the order of the flow.
class NameRule {
public:
    explicit NameRule(Checker& checker)
        : m_checker(checker) {
        const Deployment& deployment = checker.deployment();
        const auto count = [&](const auto& services) {
            m_unnamed +=
                std::count_if(services.begin(), services.end(), [](const auto& each) { return each.name.empty(); });
        };
        count(deployment.devices);
        count(deployment.hubs);
        count(deployment.functions);
        count(deployment.endpoints);
        count(deployment.downstream);
    }

    template <typename T>
    void checkServices(const std::vector<T>& services, std::string_view list, std::string_view word,
                       const NameForm& form) {
        m_inList.clear();
        for (const T& service : services) {
            const std::size_t occurrence = m_inList[service.name]++;
            check(service.name, m_checker.places().of(list, service.name, "name", occurrence), word, form);
        }
    }

    void checkTwins(const std::string& name) {
        check(name, m_checker.places().ofTwins("name"), "twins", kInstanceName);
    }

    void checkRoutes(const std::vector<routes::RouteSettings>& routes) {
        std::set<std::string> seen;
        std::map<std::string, std::size_t> occurrences;
        for (const auto& route : routes) {
            const Place place = m_checker.places().of("routes", route.name, "name", occurrences[route.name]++);
            const std::string& name = route.name;
            report(name, place, "route", kServiceName, seen.insert(lowered(name)).second, [&] {
                const std::string better = kServiceName.mended(name, "route");
                const auto fix = [name, better](const Deployment& old) {
                    Deployment mended = old;
                    const auto last = std::find_if(mended.routes.rbegin(), mended.routes.rend(),
                                                   [&](const auto& each) { return each.name == name; });
                    if (last != mended.routes.rend()) last->name = freeRouteName(old, better);
                    return mended;
                };
                return Renaming{freeRouteName(m_checker.deployment(), better), fix};
            });
        }
    }

private:
    /// A sound name in the place of another.
    struct Renaming {
        std::string better;
        Checker::Fix fix;
    };
    /// Of more services with such names only the finding is told: to look for a free name costs as much as there are.
    static constexpr std::size_t kMaxRenamings = 100;

    void check(const std::string& name, const Place& place, std::string_view word, const NameForm& form) {
        report(name, place, word, form, m_seen.insert(lowered(name)).second, [&] {
            const std::string better = form.mended(name, word);
            const auto fix = [name, better](const Deployment& old) {
                return renamed(old, name, freeName(old, better));
            };
            return Renaming{freeName(m_checker.deployment(), better), fix};
        });
    }

    template <typename Rename>
    void report(const std::string& name, const Place& place, std::string_view word, const NameForm& form, bool isFirst,
                Rename rename) {
        if (name.empty()) {
            const Error error =
                fault("deployment-name-missing", "A part of the project has no name; its kind: {0}.", word)
                    .withHint(say("Give it a name."));
            // Of several without a name a fix could not say which it means.
            if (m_unnamed > 1)
                m_checker.report(error, place);
            else
                reportWith(rename, error, place);
        } else if (!form.fits(name)) {
            reportWith(rename, fault(form.code, "'{0}' cannot be a name.", name).withHint(say(form.rule)), place);
        } else if (!isFirst) {
            reportWith(rename,
                       fault("deployment-name-twice", "The name '{0}' is given to more than one thing.", name)
                           .withHint(say("Names are unique whatever their case; what refers to the name means the "
                                         "first.")),
                       place);
        }
    }

    template <typename Rename>
    void reportWith(Rename rename, const Error& error, const Place& place) {
        if (m_renamings++ >= kMaxRenamings) {
            m_checker.report(error, place);
            return;
        }
        const Renaming renaming = rename();
        m_checker.report(error, place, say("Name it '{0}'", renaming.better), renaming.fix);
    }

    Checker& m_checker;
    std::set<std::string> m_seen;
    std::map<std::string, std::size_t> m_inList;
    std::ptrdiff_t m_unnamed = 0; // services without a name
    std::size_t m_renamings = 0;
};

} // namespace

void checkNames(Checker& checker) {
    const Deployment& deployment = checker.deployment();
    if (deployment.name.empty()) {
        checker.report(fault("deployment-title-missing", "The deployment has no name.")
                           .withHint(say("Give it a title in 'name'.")),
                       {"deployment.json", 0, 0, {}});
    }
    NameRule rule(checker);
    rule.checkServices(deployment.devices, "devices", "devices", kServiceName);
    rule.checkServices(deployment.hubs, "hubs", "hub", kServiceName);
    rule.checkServices(deployment.functions, "functions", "function", kServiceName);
    rule.checkTwins(deployment.twins.name);
    rule.checkRoutes(deployment.routes);
    rule.checkServices(deployment.endpoints, "endpoints", "endpoint", kEndpointName);
    rule.checkServices(deployment.downstream, "downstream", "service", kServiceName);
}

} // namespace twinflow::deployment
