// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/body_reader.h"

#include "events/event.h"

#include <simdjson.h>

namespace twinflow::routes {

namespace json = simdjson::ondemand;
using query::Scalar;

static_assert(events::kBodyRoom >= simdjson::SIMDJSON_PADDING, "bodies of the notifier are parsed where they lie");

struct BodyReader::Parser {
    json::parser json;
    std::string copy; // for bodies without room behind them
};

/// One walk along the text; members that no path names are skipped by the parser.
class BodyReader::Pass {
public:
    explicit Pass(BodyReader& reader)
        : m_reader(reader) {}

    void run(simdjson::padded_string_view text) {
        json::document document;
        if (m_reader.m_parser->json.iterate(text).get(document) != simdjson::SUCCESS) return;
        json::json_type type{};
        if (document.type().get(type) != simdjson::SUCCESS) return;
        if (type == json::json_type::object) {
            json::object object;
            set(0, Scalar(Scalar::Kind::composite));
            if (document.get_object().get(object) == simdjson::SUCCESS) readMembers(object, 0);
        } else {
            set(0, scalarOf(document, type));
        }
    }

private:
    /// False when the text is damaged here.
    bool readMembers(json::object& object, BodyPaths::Node parent) {
        for (auto result : object) {
            json::field field;
            std::string_view name;
            if (std::move(result).get(field) != simdjson::SUCCESS ||
                field.unescaped_key().get(name) != simdjson::SUCCESS)
                return false;
            const BodyPaths::Node node = m_reader.m_paths.child(parent, name);
            if (node == BodyPaths::kNone || m_reader.m_values[node].kind != Scalar::Kind::missing) continue;
            if (!readValue(field.value(), node)) return false;
        }
        return true;
    }

    bool readValue(json::value value, BodyPaths::Node node) {
        json::json_type type{};
        if (value.type().get(type) != simdjson::SUCCESS) return false;
        if (type != json::json_type::object) {
            const Scalar scalar = scalarOf(value, type);
            set(node, scalar);
            return scalar.kind != Scalar::Kind::missing;
        }
        set(node, Scalar(Scalar::Kind::composite));
        if (!m_reader.m_paths.hasChildren(node)) return true;
        json::object object;
        return value.get_object().get(object) == simdjson::SUCCESS && readMembers(object, node);
    }

    template <typename Source>
    static Scalar scalarOf(Source& source, json::json_type type) {
        switch (type) {
        case json::json_type::string: {
            std::string_view text;
            return source.get_string().get(text) == simdjson::SUCCESS ? Scalar(text) : Scalar();
        }
        case json::json_type::number:
            return numberOf(source);
        case json::json_type::boolean: {
            bool boolean = false;
            return source.get_bool().get(boolean) == simdjson::SUCCESS ? Scalar(boolean) : Scalar();
        }
        case json::json_type::null:
            return Scalar(Scalar::Kind::null);
        default:
            return Scalar(Scalar::Kind::composite);
        }
    }

    template <typename Source>
    static Scalar numberOf(Source& source) {
        std::int64_t integer = 0;
        if (source.get_int64().get(integer) == simdjson::SUCCESS) return Scalar(integer);
        double real = 0; // also for integers beyond 64 bits
        return source.get_double().get(real) == simdjson::SUCCESS ? Scalar(real) : Scalar();
    }

    void set(BodyPaths::Node node, const Scalar& scalar) {
        m_reader.m_values[node] = scalar;
        m_reader.m_touched.push_back(node);
    }

    BodyReader& m_reader;
};

BodyReader::BodyReader(const BodyPaths& paths)
    : m_paths(paths)
    , m_parser(std::make_unique<Parser>()) {}
BodyReader::~BodyReader() = default;

void BodyReader::read(const std::string& body) {
    m_values.resize(m_paths.size());
    for (const BodyPaths::Node node : m_touched) m_values[node] = Scalar();
    m_touched.clear();
    const std::string* text = &body;
    if (body.capacity() - body.size() < simdjson::SIMDJSON_PADDING) {
        m_parser->copy.reserve(body.size() + simdjson::SIMDJSON_PADDING);
        m_parser->copy = body;
        text = &m_parser->copy;
    }
    Pass(*this).run(simdjson::padded_string_view(text->data(), text->size(), text->capacity()));
}

} // namespace twinflow::routes
