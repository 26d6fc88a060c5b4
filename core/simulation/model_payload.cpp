// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/model_payload.h"

#include <algorithm>
#include <cmath>

namespace twinflow::simulation {

namespace {

using models::SchemaKind;

constexpr double kStepsAcross = 50; // a walk takes so many steps from end to end
constexpr int kDeepest = 5;         // components and objects inside each other

/// What is usual for a semantic type in a unit: indoor air, mains, office machines. The first row of a type holds for
/// its other units.
struct UsualRange {
    std::string_view type, unit;
    double low, high;
};
constexpr UsualRange kUsualRanges[] = {
    {"Temperature", "degreeCelsius", 18, 26},
    {"Temperature", "degreeFahrenheit", 64, 79},
    {"Temperature", "kelvin", 291, 299},
    {"RelativeHumidity", "percent", 35, 55},
    {"RelativeHumidity", "unity", 0.35, 0.55},
    {"Humidity", "gramPerCubicMetre", 5, 12},
    {"Pressure", "hectopascal", 1000, 1025},
    {"Pressure", "millibar", 1000, 1025},
    {"Pressure", "pascal", 100'000, 102'500},
    {"Pressure", "kilopascal", 100, 102.5},
    {"Pressure", "bar", 1, 1.025},
    {"Pressure", "poundPerSquareInch", 14.5, 14.9},
    {"Illuminance", "lux", 200, 600},
    {"Illuminance", "footcandle", 20, 60},
    {"Power", "watt", 50, 500},
    {"Power", "kilowatt", 0.5, 5},
    {"Power", "megawatt", 0.5, 5},
    {"Voltage", "volt", 225, 235},
    {"Voltage", "kilovolt", 10.8, 11.2},
    {"Voltage", "millivolt", 2900, 3300},
    {"Current", "ampere", 1, 10},
    {"Current", "milliampere", 100, 900},
    {"Frequency", "hertz", 49.95, 50.05},
    {"Velocity", "metrePerSecond", 0, 15},
    {"Velocity", "kilometrePerHour", 0, 120},
    {"Velocity", "milePerHour", 0, 75},
    {"AngularVelocity", "revolutionPerMinute", 900, 1500},
    {"Angle", "degreeOfArc", 0, 360},
    {"Latitude", "degreeOfArc", 47.6, 47.7},
    {"Longitude", "degreeOfArc", -122.4, -122.3},
    {"Concentration", "partsPerMillion", 400, 1000},
    {"Concentration", "percent", 0, 5},
    {"SoundPressure", "decibel", 35, 65},
    {"VolumeFlowRate", "litrePerSecond", 1, 5},
    {"VolumeFlowRate", "litrePerMinute", 5, 20},
    {"VolumeFlowRate", "cubicMetrePerHour", 100, 500},
    {"MassFlowRate", "kilogramPerSecond", 1, 5},
    {"Volume", "litre", 100, 200},
    {"Volume", "cubicMetre", 1, 2},
    {"Mass", "kilogram", 10, 100},
    {"Distance", "metre", 0, 10},
    {"Length", "metre", 0, 10},
    {"Acceleration", "metrePerSecondSquared", 0, 2},
    {"Acceleration", "gForce", 0, 0.2},
};

UsualRange usualRange(std::string_view type, std::string_view unit) {
    UsualRange usual{type, unit, 0, 100};
    bool found = false;
    for (const UsualRange& range : kUsualRanges) {
        if (range.type != type) continue;
        if (range.unit == unit) return range;
        if (!found) usual = range;
        found = true;
    }
    return usual;
}

bool isInteger(SchemaKind kind) {
    return kind == SchemaKind::integer32 || kind == SchemaKind::integer64;
}

void setNumber(PayloadMember& member, SchemaKind kind, std::string_view type, std::string_view unit) {
    if (type == "Energy") {
        member.generator = Counter{0, 0, isInteger(kind) ? 2.0 : 0.05};
        member.decimals = isInteger(kind) ? 0 : 3;
        return;
    }
    const UsualRange range = usualRange(type, unit);
    const double width = range.high - range.low;
    const double step = isInteger(kind) ? std::max(1.0, width / kStepsAcross) : width / kStepsAcross;
    member.generator = Walk{(range.low + range.high) / 2, step, range.low, range.high};
    member.decimals = isInteger(kind) ? 0 : width < 1 ? 4 : 2;
}

/// False for what no device measures.
bool setGenerator(PayloadMember& member, const models::Schema& schema, std::string_view type, std::string_view unit,
                  int depth) {
    switch (schema.kind) {
    case SchemaKind::real64:
    case SchemaKind::real32:
    case SchemaKind::integer32:
    case SchemaKind::integer64:
        setNumber(member, schema.kind, type, unit);
        return true;
    case SchemaKind::boolean:
        member.generator = Choice{{Value(true), Value(false)}, {}};
        return true;
    case SchemaKind::dateTime:
        member.generator = Timestamp{};
        return true;
    case SchemaKind::enumeration: {
        Choice choice;
        choice.of = schema.enums;
        const bool any = !choice.of.empty();
        member.generator = std::move(choice);
        return any;
    }
    case SchemaKind::object: {
        Object object;
        for (const models::Field& field : schema.fields) {
            PayloadMember inner;
            inner.name = field.name;
            if (depth < kDeepest && setGenerator(inner, *field.schema, {}, {}, depth + 1))
                object.members.push_back(std::move(inner));
        }
        const bool any = !object.members.empty();
        member.generator = std::move(object);
        return any;
    }
    default:
        return false;
    }
}

std::vector<PayloadMember> membersOf(const models::ModelSet& models, ModelIndex model, int depth) {
    std::vector<PayloadMember> members;
    for (const models::Content& content : models.at(model).contents) {
        PayloadMember member;
        member.name = content.name;
        if (content.kind == models::ContentKind::property || content.kind == models::ContentKind::telemetry) {
            if (setGenerator(member, *content.schema, content.semanticType, content.unit, depth))
                members.push_back(std::move(member));
        } else if (content.kind == models::ContentKind::component && depth < kDeepest) {
            const auto component = models.find(content.target);
            if (!component) continue;
            Object object{membersOf(models, *component, depth + 1)};
            if (object.members.empty()) continue;
            member.generator = std::move(object);
            members.push_back(std::move(member));
        }
    }
    return members;
}

} // namespace

std::vector<PayloadMember> modelPayload(const models::ModelSet& models, ModelIndex model) {
    return membersOf(models, model, 0);
}

} // namespace twinflow::simulation
