// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small things that tests share.
#pragma once

#include "base/json_document.h"
#include "base/result.h"

#include <QtTest/QtTest>

#include <filesystem>
#include <string>
#include <string_view>

namespace twinflow::test {

/// Parses or fails the test loudly.
JsonDocument json(std::string_view text);
/// The repository's root.
std::filesystem::path sourceFolder();
/// The folder of outside data (TWINFLOW_DATA, default ../shared/data), or an empty path when it is not there.
std::filesystem::path dataFolder();
/// All findings, a line each, for messages and comparisons.
std::string lines(const Findings& findings);
/// The codes of the findings in order, separated by spaces.
std::string codes(const Findings& findings);

} // namespace twinflow::test

// Compares std::strings with both sides shown.
#define TF_COMPARE(actual, expected)                                                                                   \
    QCOMPARE(QString::fromStdString(std::string(actual)), QString::fromStdString(std::string(expected)))
// A Result that must hold a value.
#define TF_OK(result)                                                                                                  \
    do {                                                                                                               \
        const auto& tfResult = (result);                                                                               \
        QVERIFY2(tfResult.has_value(), tfResult.has_value() ? "" : tfResult.error().str().c_str());                    \
    } while (false)
