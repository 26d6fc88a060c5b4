// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads from a body's JSON text just the members that some filter wants, in one pass.
#pragma once

#include "query/scalar.h"
#include "routes/body_paths.h"

#include <memory>
#include <string>
#include <vector>

namespace twinflow::routes {

/// Buffers are kept from body to body. One thread.
class BodyReader {
public:
    /// `paths` outlives the reader and may grow only before the first read.
    explicit BodyReader(const BodyPaths& paths);
    ~BodyReader();

    /// Reads a body; texts of at() stay good until the next one, which `body` need not. Of members with equal names the
    /// first counts; behind a place that is not JSON everything is missing.
    void read(const std::string& body);
    const query::Scalar& at(BodyPaths::Node node) const { return m_values[node]; }

private:
    class Pass;
    struct Parser;

    const BodyPaths& m_paths;
    std::unique_ptr<Parser> m_parser;
    std::vector<query::Scalar> m_values;    // by node
    std::vector<BodyPaths::Node> m_touched; // what the last body filled
};

} // namespace twinflow::routes
