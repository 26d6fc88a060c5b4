// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/units.h"

#include "models/quantities.h"

#include <algorithm>
#include <numbers>

namespace twinflow::functions {

namespace {

/// (value - zero) * times / over is the value in the first unit of its family below.
struct Unit {
    std::string_view name;
    double times = 1;
    double over = 1;
    double zero = 0;
};

// Factors are those of the SI brochure and of NIST SP 811, appendix B. Units that stand in no line convert to nothing:
// ratios of levels (bel, decibel) are not linear.
constexpr double kDegrees = std::numbers::pi;
constexpr Unit kUnits[] = {{"metrePerSecondSquared"},
                           {"centimetrePerSecondSquared", 1, 100},
                           {"gForce", 9.80665},
                           // Angles
                           {"radian"},
                           {"degreeOfArc", kDegrees, 180},
                           {"minuteOfArc", kDegrees, 10800},
                           {"secondOfArc", kDegrees, 648000},
                           {"turn", 2 * kDegrees},
                           {"radianPerSecond"},
                           {"degreePerSecond", kDegrees, 180},
                           {"revolutionPerMinute", kDegrees, 30},
                           {"revolutionPerSecond", 2 * kDegrees},
                           // Electricity
                           {"voltAmpereHour"},
                           {"kilovoltAmpereHour", 1e3},
                           {"megavoltAmpereHour", 1e6},
                           {"gigavoltAmpereHour", 1e9},
                           {"voltAmpere"},
                           {"millivoltAmpere", 1, 1e3},
                           {"kilovoltAmpere", 1e3},
                           {"megavoltAmpere", 1e6},
                           {"gigavoltAmpere", 1e9},
                           {"voltAmpereReactiveHour"},
                           {"kilovoltAmpereReactiveHour", 1e3},
                           {"megavoltAmpereReactiveHour", 1e6},
                           {"gigavoltAmpereReactiveHour", 1e9},
                           {"voltAmpereReactive"},
                           {"millivoltAmpereReactive", 1, 1e3},
                           {"kilovoltAmpereReactive", 1e3},
                           {"megavoltAmpereReactive", 1e6},
                           {"gigavoltAmpereReactive", 1e9},
                           {"ampere"},
                           {"microampere", 1, 1e6},
                           {"milliampere", 1, 1e3},
                           {"kiloampere", 1e3},
                           {"volt"},
                           {"microvolt", 1, 1e6},
                           {"millivolt", 1, 1e3},
                           {"kilovolt", 1e3},
                           {"megavolt", 1e6},
                           {"ohm"},
                           {"milliohm", 1, 1e3},
                           {"kiloohm", 1e3},
                           {"megaohm", 1e6},
                           {"coulomb"},
                           {"ampereHour", 3600},
                           {"milliampereHour", 3600, 1e3},
                           {"farad"},
                           {"millifarad", 1, 1e3},
                           {"microfarad", 1, 1e6},
                           {"nanofarad", 1, 1e9},
                           {"picofarad", 1, 1e12},
                           {"henry"},
                           {"millihenry", 1, 1e3},
                           {"microhenry", 1, 1e6},
                           {"weber"},
                           {"maxwell", 1, 1e8},
                           {"tesla"},
                           {"gauss", 1, 1e4},
                           // Geometry
                           {"metre"},
                           {"astronomicalUnit", 149597870700.0},
                           {"centimetre", 1, 100},
                           {"foot", 3048, 1e4},
                           {"inch", 254, 1e4},
                           {"kilometre", 1e3},
                           {"micrometre", 1, 1e6},
                           {"mile", 1609344, 1e3},
                           {"millimetre", 1, 1e3},
                           {"nanometre", 1, 1e9},
                           {"nauticalMile", 1852},
                           {"squareMetre"},
                           {"acre", 4046.8564224},
                           {"hectare", 1e4},
                           {"squareCentimetre", 1, 1e4},
                           {"squareFoot", 9290304, 1e8},
                           {"squareInch", 64516, 1e8},
                           {"squareKilometre", 1e6},
                           {"squareMillimetre", 1, 1e6},
                           {"cubicMetre"},
                           {"cubicCentimetre", 1, 1e6},
                           {"cubicFoot", 28316846592.0, 1e12},
                           {"cubicInch", 16387064, 1e12},
                           {"fluidOunce", 29573529.5625, 1e12},
                           {"gallon", 3785411784.0, 1e12},
                           {"litre", 1, 1e3},
                           {"millilitre", 1, 1e6},
                           // Flows and speeds
                           {"cubicMetrePerSecond"},
                           {"cubicMetrePerMinute", 1, 60},
                           {"cubicMetrePerHour", 1, 3600},
                           {"cubicFootPerMinute", 28316846592.0, 60e12},
                           {"gallonPerMinute", 3785411784.0, 60e12},
                           {"gallonPerHour", 3785411784.0, 3600e12},
                           {"litrePerSecond", 1, 1e3},
                           {"litrePerMinute", 1, 6e4},
                           {"litrePerHour", 1, 36e5},
                           {"millilitrePerSecond", 1, 1e6},
                           {"millilitrePerMinute", 1, 6e7},
                           {"millilitrePerHour", 1, 36e8},
                           {"kilogramPerSecond"},
                           {"kilogramPerHour", 1, 3600},
                           {"gramPerSecond", 1, 1e3},
                           {"gramPerHour", 1, 36e5},
                           {"massPoundPerHour", 0.45359237, 3600},
                           {"metrePerSecond"},
                           {"metrePerHour", 1, 3600},
                           {"centimetrePerSecond", 1, 100},
                           {"kilometrePerSecond", 1e3},
                           {"kilometrePerHour", 1, 3.6},
                           {"knot", 1852, 3600},
                           {"milePerHour", 1609344, 36e5},
                           {"milePerSecond", 1609344, 1e3},
                           // Matter, force, energy
                           {"kilogram"},
                           {"gram", 1, 1e3},
                           {"milligram", 1, 1e6},
                           {"microgram", 1, 1e9},
                           {"tonne", 1e3},
                           {"massPound", 0.45359237},
                           {"slug", 14.59390294},
                           {"kilogramPerCubicMetre"},
                           {"gramPerCubicMetre", 1, 1e3},
                           {"milligramPerCubicMetre", 1, 1e6},
                           {"microgramPerCubicMetre", 1, 1e9},
                           {"newton"},
                           {"pound", 4.4482216152605},
                           {"ounce", 4.4482216152605, 16},
                           {"ton", 8896.443230521},
                           {"pascal"},
                           {"decapascal", 10},
                           {"hectopascal", 100},
                           {"kilopascal", 1e3},
                           {"bar", 1e5},
                           {"millibar", 100},
                           {"inchesOfMercury", 3386.389},
                           {"inchesOfWater", 249.08891},
                           {"millimetresOfMercury", 133.322387415},
                           {"poundPerSquareInch", 6894.757293168},
                           {"joule"},
                           {"britishThermalUnit", 1055.05585262},
                           {"kiloBritishThermalUnit", 1055055.85262},
                           {"electronvolt", 1.602176634e-19},
                           {"megaelectronvolt", 1.602176634e-13},
                           {"kilojoule", 1e3},
                           {"megajoule", 1e6},
                           {"gigajoule", 1e9},
                           {"milliwattHour", 3.6},
                           {"wattHour", 3600},
                           {"kilowattHour", 36e5},
                           {"megawattHour", 36e8},
                           {"gigawattHour", 36e11},
                           {"terawattHour", 36e14},
                           {"watt"},
                           {"microwatt", 1, 1e6},
                           {"milliwatt", 1, 1e3},
                           {"kilowatt", 1e3},
                           {"megawatt", 1e6},
                           {"gigawatt", 1e9},
                           {"horsepower", 745.69987158227022},
                           {"kilowattHourPerYear", 36e5, 31557600},
                           {"joulePerSecond"},
                           {"kilojoulePerSecond", 1e3},
                           {"joulePerHour", 1, 3600},
                           {"kilojoulePerHour", 1e3, 3600},
                           {"megajoulePerHour", 1e6, 3600},
                           {"gigajoulePerHour", 1e9, 3600},
                           {"britishThermalUnitPerHour", 1055.05585262, 3600},
                           {"kiloBritishThermalUnitPerHour", 1055055.85262, 3600},
                           {"tonOfRefrigeration", 12660670.23144, 3600},
                           // Light, radiation, sound
                           {"lux"},
                           {"footcandle", 10.763910416709722},
                           {"gray"},
                           {"milligray", 1, 1e3},
                           {"microgray", 1, 1e6},
                           {"becquerel"},
                           {"kilobecquerel", 1e3},
                           {"megabecquerel", 1e6},
                           {"gigabecquerel", 1e9},
                           // Heat and time
                           {"degreeCelsius"},
                           {"degreeFahrenheit", 5, 9, 32},
                           {"kelvin", 1, 1, 273.15},
                           {"second"},
                           {"day", 86400},
                           {"hour", 3600},
                           {"microsecond", 1, 1e6},
                           {"millisecond", 1, 1e3},
                           {"minute", 60},
                           {"nanosecond", 1, 1e9},
                           {"year", 31557600},
                           {"hertz"},
                           {"millihertz", 1, 1e3},
                           {"kilohertz", 1e3},
                           {"megahertz", 1e6},
                           {"gigahertz", 1e9},
                           // Data
                           {"bit"},
                           {"byte", 8},
                           {"kibibit", 0x1p10},
                           {"kibibyte", 0x1p13},
                           {"mebibit", 0x1p20},
                           {"mebibyte", 0x1p23},
                           {"gibibit", 0x1p30},
                           {"gibibyte", 0x1p33},
                           {"tebibit", 0x1p40},
                           {"tebibyte", 0x1p43},
                           {"exbibit", 0x1p60},
                           {"exbibyte", 0x1p63},
                           {"zebibit", 0x1p70},
                           {"zebibyte", 0x1p73},
                           {"yobibit", 0x1p80},
                           {"yobibyte", 0x1p83},
                           {"bitPerSecond"},
                           {"bytePerSecond", 8},
                           {"kibibitPerSecond", 0x1p10},
                           {"kibibytePerSecond", 0x1p13},
                           {"mebibitPerSecond", 0x1p20},
                           {"mebibytePerSecond", 0x1p23},
                           {"gibibitPerSecond", 0x1p30},
                           {"gibibytePerSecond", 0x1p33},
                           {"tebibitPerSecond", 0x1p40},
                           {"tebibytePerSecond", 0x1p43},
                           {"exbibitPerSecond", 0x1p60},
                           {"exbibytePerSecond", 0x1p63},
                           {"zebibitPerSecond", 0x1p70},
                           {"zebibytePerSecond", 0x1p73},
                           {"yobibitPerSecond", 0x1p80},
                           {"yobibytePerSecond", 0x1p83},
                           // Shares
                           {"unity"},
                           {"percent", 1, 100},
                           {"partsPerMillion", 1, 1e6},
                           {"partsPerBillion", 1, 1e9},
                           {"partsPerTrillion", 1, 1e12},
                           {"partsPerQuadrillion", 1, 1e15}};

/// The family that lists the unit; empty for a word that no family has.
std::string_view familyOf(std::string_view unit) {
    for (const models::QuantityFamily& family : models::quantityFamilies()) {
        bool found = false;
        models::eachWord(family.units, [&](std::string_view word, bool) { found |= word == unit; });
        if (found) return family.name;
    }
    return {};
}

const Unit* factorOf(std::string_view unit) {
    const auto* found =
        std::find_if(std::begin(kUnits), std::end(kUnits), [&](const Unit& each) { return each.name == unit; });
    return found == std::end(kUnits) ? nullptr : found;
}

} // namespace

Result<Conversion> conversion(std::string_view from, std::string_view to) {
    for (const std::string_view unit : {from, to}) {
        if (!familyOf(unit).empty()) continue;
        return refuse(fault("functions-unit", "'{0}' is no unit.", unit)
                          .withHint(say("Name a unit of DTDL's semantic types, such as degreeCelsius.")));
    }
    if (familyOf(from) != familyOf(to)) {
        return refuse(fault("functions-unit", "'{0}' and '{1}' measure different things.", from, to)
                          .withHint(say("Convert within one quantity, as from degreeFahrenheit to degreeCelsius.")));
    }
    if (from == to) return Conversion{};
    const Unit* source = factorOf(from);
    const Unit* target = factorOf(to);
    if (!source || !target) {
        return refuse(fault("functions-unit", "'{0}' has no fixed ratio to '{1}'.", from, to)
                          .withHint(say("Use scale and offset, or a script.")));
    }
    return Conversion{source->zero, source->times * target->over, source->over * target->times, target->zero};
}

} // namespace twinflow::functions
