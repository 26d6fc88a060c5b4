// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "case_file.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace twinflow::test {

namespace {

std::vector<std::string> wordsOf(std::istringstream& line) {
    std::vector<std::string> words;
    for (std::string word; line >> word;) words.push_back(word);
    return words;
}

std::string restOf(std::istringstream& line) {
    std::string rest;
    std::getline(line >> std::ws, rest);
    return rest;
}

/// \n in a case stands for a line end.
std::string withLineEnds(std::string text) {
    for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at))
        text.replace(at, 2, "\n");
    return text;
}

void readFile(const std::filesystem::path& path, std::vector<FilterCase>& cases) {
    std::ifstream file(path);
    int number = 0;
    for (std::string text; std::getline(file, text);) {
        ++number;
        const std::string place = path.filename().string() + ":" + std::to_string(number);
        if (text.empty() || text.front() == '#') continue;
        std::istringstream line(text);
        std::string head;
        line >> head;
        if (head == "filter") {
            FilterCase& added = cases.emplace_back();
            added.name = place;
            added.filter = withLineEnds(restOf(line));
            continue;
        }
        if (cases.empty()) throw std::runtime_error(place + ": a filter comes first");
        if (head == "+") {
            cases.back().passes = wordsOf(line);
        } else if (head == "-") {
            cases.back().fails = wordsOf(line);
        } else if (head == "error") {
            cases.back().error = restOf(line);
        } else if (head == "warning") {
            cases.back().warnings.push_back(restOf(line));
        } else {
            throw std::runtime_error(place + ": filter, +, -, error or warning is expected");
        }
    }
}

} // namespace

std::vector<FilterCase> readFilterCases(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".txt") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<FilterCase> cases;
    for (const auto& path : paths) readFile(path, cases);
    return cases;
}

} // namespace twinflow::test
