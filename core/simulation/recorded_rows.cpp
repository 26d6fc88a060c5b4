// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/recorded_rows.h"

#include "base/json_document.h"
#include "simulation/csv.h"
#include "twins/json_pointer.h"

#include <algorithm>

namespace twinflow::simulation {

namespace {

class CsvRows final : public RecordedRows {
public:
    CsvRows(const std::string& text, std::string file)
        : m_reader(text, file)
        , m_file(std::move(file)) {}

    Result<void> readHeader() {
        const auto more = m_reader.next(m_header);
        if (!more) return refuse(more.error());
        if (!*more) m_header.clear();
        return {};
    }
    Result<bool> next() override { return m_reader.next(m_row); }
    std::optional<std::string> cell(const std::string& name) const override {
        const auto index =
            static_cast<std::size_t>(std::find(m_header.begin(), m_header.end(), name) - m_header.begin());
        if (index >= m_header.size() || index >= m_row.size()) return std::nullopt;
        return m_row[index];
    }
    const std::vector<std::string>& header() const override { return m_header; }
    bool mayHave(const std::string& name) const override {
        return std::find(m_header.begin(), m_header.end(), name) != m_header.end();
    }
    Place place() const override { return {m_file, m_reader.line(), 0, {}}; }

private:
    CsvReader m_reader;
    std::string m_file;
    std::vector<std::string> m_header;
    std::vector<std::string> m_row;
};

class ObjectRows final : public RecordedRows {
public:
    ObjectRows(const std::string& text, std::string file)
        : m_rest(text)
        , m_file(std::move(file)) {}

    Result<bool> next() override {
        while (!m_rest.empty()) {
            const std::size_t end = std::min(m_rest.find('\n'), m_rest.size());
            const std::string_view line = m_rest.substr(0, end);
            m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
            ++m_line;
            if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
            auto row = JsonDocument::parse(std::string(line), m_file, m_line);
            if (!row) return refuse(row.error());
            m_row.emplace(std::move(*row));
            return true;
        }
        return false;
    }
    std::optional<std::string> cell(const std::string& name) const override {
        const JsonNode* node = m_row ? &m_row->root() : nullptr;
        if (!name.starts_with('/')) {
            node = node ? node->find(name) : nullptr;
        } else {
            for (std::string_view rest = name; node && !rest.empty();)
                node = twins::childOf(*node, twins::takeToken(rest));
        }
        if (!node) return std::nullopt;
        return node->text; // of a number or a string; empty for all else
    }
    const std::vector<std::string>& header() const override { return m_none; }
    bool mayHave(const std::string&) const override { return true; }
    Place place() const override { return {m_file, std::max(m_line, 1U), 0, {}}; }

private:
    std::string_view m_rest;
    std::string m_file;
    std::uint32_t m_line = 0;
    std::optional<JsonDocument> m_row;
    std::vector<std::string> m_none;
};

} // namespace

Result<std::unique_ptr<RecordedRows>> RecordedRows::open(const std::string& text, const std::string& file) {
    if (file.ends_with(".ndjson") || file.ends_with(".jsonl")) return std::make_unique<ObjectRows>(text, file);
    auto rows = std::make_unique<CsvRows>(text, file);
    if (auto read = rows->readHeader(); !read) return refuse(read.error());
    return rows;
}

} // namespace twinflow::simulation
