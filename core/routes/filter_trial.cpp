// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/filter_trial.h"

#include "query/evaluate.h"
#include "query/parser.h"

namespace twinflow::routes {

namespace {

FieldTable fieldsOf(const query::Expression& expression) {
    FieldTable fields;
    fields.addFieldsOf(expression);
    return fields;
}

} // namespace

Result<std::unique_ptr<FilterTrial>> FilterTrial::make(std::string filter) {
    auto parsed = query::parseFilter(filter);
    if (!parsed) return refuse(parsed.error());
    return std::unique_ptr<FilterTrial>(new FilterTrial(std::move(filter), std::move(parsed->expression)));
}

FilterTrial::FilterTrial(std::string filter, query::Expression expression)
    : m_filter(std::move(filter))
    , m_expression(std::move(expression))
    , m_fields(fieldsOf(m_expression))
    , m_record(m_fields) {}

bool FilterTrial::passes(std::string_view event) {
    return m_record.moveTo(event) && query::isTrue(m_expression, m_record);
}

query::Explanation FilterTrial::explain(std::string_view event) {
    if (!m_record.moveTo(event)) return {query::Expression::Kind::constant, m_filter, false, {}, {}};
    return query::explain(m_expression, m_filter, m_record);
}

} // namespace twinflow::routes
