// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/route_table.h"

#include "query/parser.h"
#include "routes/matcher.h"

#include <iterator>

namespace twinflow::routes {

namespace {

/// Also for a filter that does not parse.
query::Expression nothing() {
    query::Expression expression;
    expression.constant = false;
    return expression;
}

} // namespace

RouteTable::RouteTable()
    : m_matcher(std::make_unique<Matcher>(Origin::run)) {}
RouteTable::RouteTable(RouteTable&&) noexcept = default;
RouteTable& RouteTable::operator=(RouteTable&&) noexcept = default;
RouteTable::~RouteTable() = default;

RouteTable::Built RouteTable::build(std::vector<RouteSettings> settings) {
    Built built;
    built.table.m_settings = std::move(settings);
    built.table.m_gone.resize(built.table.size());
    for (std::uint32_t i = 0; i < built.table.size(); ++i) {
        const RouteSettings& route = built.table.at(RouteIndex{i});
        const std::size_t before = built.findings.size();
        auto parsed = query::parseFilter(route.filter);
        if (parsed) {
            std::move(parsed->warnings.begin(), parsed->warnings.end(), std::back_inserter(built.findings));
        } else {
            built.findings.push_back(std::move(parsed.error()));
        }
        built.table.m_matcher->add(RouteIndex{i}, parsed ? std::move(parsed->expression) : nothing());
        for (std::size_t k = before; k < built.findings.size(); ++k) built.findings[k].place.path = route.name;
    }
    return built;
}

Result<RouteIndex> RouteTable::add(RouteSettings route) {
    const auto parsed = query::parseFilter(route.filter);
    if (!parsed) return refuse(parsed.error());
    const RouteIndex index{static_cast<std::uint32_t>(size())};
    m_settings.push_back(std::move(route));
    m_gone.push_back(false);
    m_matcher->add(index, parsed->expression);
    return index;
}

Result<void> RouteTable::setFilter(RouteIndex route, const std::string& filter) {
    const auto parsed = query::parseFilter(filter);
    if (!parsed) return refuse(parsed.error());
    m_settings[route.value].filter = filter;
    m_matcher->remove(route);
    m_matcher->add(route, parsed->expression);
    return {};
}

void RouteTable::remove(RouteIndex route) {
    m_gone[route.value] = true;
    m_matcher->remove(route);
}

void RouteTable::match(const events::Event& event, const events::Dress& dress, std::vector<RouteIndex>& out) const {
    m_matcher->match(event, dress, out);
}

query::Explanation RouteTable::explain(RouteIndex route, const events::Event& event, const events::Dress& dress) const {
    const std::string& text = at(route).filter;
    const auto parsed = query::parseFilter(text);
    if (!parsed) return {query::Expression::Kind::constant, text, false, {}, {}};
    EventRecord record(m_matcher->fields());
    record.moveTo(event, dress);
    return query::explain(parsed->expression, text, record);
}

} // namespace twinflow::routes
