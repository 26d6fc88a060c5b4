// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Semantic types and their units, as the specification of DTDL v2 and the quantitativeTypes extension list them.
#include "models/quantities.h"

namespace twinflow::models {

namespace {

constexpr QuantityFamily kFamilies[] = {
    {"AccelerationUnit", "Acceleration", "centimetrePerSecondSquared gForce metrePerSecondSquared"},
    {"AngleUnit", "Angle Latitude Longitude", "degreeOfArc minuteOfArc radian secondOfArc turn"},
    {"AngularAccelerationUnit", "AngularAcceleration", "radianPerSecondSquared"},
    {"AngularVelocityUnit", "AngularVelocity",
     "degreePerSecond radianPerSecond revolutionPerMinute revolutionPerSecond"},
    {"ApparentEnergyUnit", "ApparentEnergy^",
     "gigavoltAmpereHour^ kilovoltAmpereHour^ megavoltAmpereHour^ voltAmpereHour^"},
    {"ApparentPowerUnit", "ApparentPower^",
     "gigavoltAmpere^ kilovoltAmpere^ megavoltAmpere^ millivoltAmpere^ voltAmpere^"},
    {"AreaUnit", "Area",
     "acre hectare squareCentimetre squareFoot squareInch squareKilometre squareMetre squareMillimetre"},
    {"CapacitanceUnit", "Capacitance", "farad microfarad millifarad nanofarad picofarad"},
    {"ChargeUnit", "ElectricCharge", "ampereHour^ coulomb milliampereHour^"},
    {"CurrentUnit", "Current", "ampere kiloampere^ microampere milliampere"},
    {"DataRateUnit", "DataRate",
     "bitPerSecond bytePerSecond exbibitPerSecond exbibytePerSecond gibibitPerSecond gibibytePerSecond "
     "kibibitPerSecond kibibytePerSecond mebibitPerSecond mebibytePerSecond tebibitPerSecond "
     "tebibytePerSecond yobibitPerSecond yobibytePerSecond zebibitPerSecond zebibytePerSecond"},
    {"DataSizeUnit", "DataSize",
     "bit byte exbibit exbibyte gibibit gibibyte kibibit kibibyte mebibit mebibyte tebibit tebibyte "
     "yobibit yobibyte zebibit zebibyte"},
    {"DensityUnit", "Density Humidity",
     "gramPerCubicMetre kilogramPerCubicMetre microgramPerCubicMetre^ milligramPerCubicMetre^"},
    {"EnergyUnit", "Energy",
     "britishThermalUnit^ electronvolt gigajoule gigawattHour^ joule kiloBritishThermalUnit^ kilojoule "
     "kilowattHour megaelectronvolt megajoule megawattHour^ milliwattHour^ terawattHour^ wattHour^"},
    {"ForceUnit", "Force Thrust", "newton ounce pound ton"},
    {"FrequencyUnit", "Frequency", "gigahertz hertz kilohertz megahertz millihertz^"},
    {"IlluminanceUnit", "Illuminance", "footcandle lux"},
    {"InductanceUnit", "Inductance", "henry microhenry millihenry"},
    {"IonizingRadiationDoseUnit", "IonizingRadiationDose^",
     "gray^ microgray^ microsievert^ milligray^ millisievert^ sievert^"},
    {"IrradianceUnit", "Irradiance^", "wattPerSquareMetre^"},
    {"LengthUnit", "Distance Length",
     "astronomicalUnit centimetre foot inch kilometre metre micrometre mile millimetre nanometre "
     "nauticalMile"},
    {"LuminanceUnit", "Luminance", "candelaPerSquareMetre"},
    {"LuminousFluxUnit", "LuminousFlux", "lumen"},
    {"LuminousIntensityUnit", "LuminousIntensity", "candela"},
    {"MagneticFluxUnit", "MagneticFlux", "maxwell weber"},
    {"MagneticInductionUnit", "MagneticInduction", "gauss^ tesla"},
    {"MassFlowRateUnit", "MassFlowRate",
     "gramPerHour gramPerSecond kilogramPerHour kilogramPerSecond massPoundPerHour^"},
    {"MassUnit", "Mass", "gram kilogram massPound^ microgram milligram slug tonne"},
    {"PowerUnit", "EnergyRate^ Luminosity Power",
     "britishThermalUnitPerHour^ gigajoulePerHour^ gigawatt horsepower joulePerHour^ joulePerSecond^ "
     "kiloBritishThermalUnitPerHour^ kilojoulePerHour^ kilojoulePerSecond^ kilowatt kilowattHourPerYear "
     "megajoulePerHour^ megawatt microwatt milliwatt tonOfRefrigeration^ watt"},
    {"PressureUnit", "Pressure",
     "bar decapascal^ hectopascal^ inchesOfMercury inchesOfWater kilopascal millibar millimetresOfMercury "
     "pascal poundPerSquareInch"},
    {"RadioactivityUnit", "Radioactivity^", "becquerel^ gigabecquerel^ kilobecquerel^ megabecquerel^"},
    {"ReactiveEnergyUnit", "ReactiveEnergy^",
     "gigavoltAmpereReactiveHour^ kilovoltAmpereReactiveHour^ megavoltAmpereReactiveHour^ "
     "voltAmpereReactiveHour^"},
    {"ReactivePowerUnit", "ReactivePower^",
     "gigavoltAmpereReactive^ kilovoltAmpereReactive^ megavoltAmpereReactive^ millivoltAmpereReactive^ "
     "voltAmpereReactive^"},
    {"ResistanceUnit", "Resistance", "kiloohm megaohm milliohm ohm"},
    {"SoundPressureUnit", "SoundPressure", "bel decibel"},
    {"TemperatureUnit", "Temperature", "degreeCelsius degreeFahrenheit kelvin"},
    {"TimeUnit", "TimeSpan", "day hour microsecond millisecond minute nanosecond second year"},
    {"TorqueUnit", "Torque", "newtonMetre"},
    {"Unitless", "Concentration^ RelativeDensity^ RelativeHumidity",
     "partsPerBillion^ partsPerMillion^ partsPerQuadrillion^ partsPerTrillion^ percent unity"},
    {"VelocityUnit", "Velocity",
     "centimetrePerSecond kilometrePerHour kilometrePerSecond knot metrePerHour metrePerSecond milePerHour "
     "milePerSecond"},
    {"VoltageUnit", "Voltage", "kilovolt megavolt microvolt millivolt volt"},
    {"VolumeFlowRateUnit", "VolumeFlowRate",
     "cubicFootPerMinute^ cubicMetrePerHour^ cubicMetrePerMinute^ cubicMetrePerSecond^ gallonPerHour^ "
     "gallonPerMinute^ litrePerHour litrePerMinute^ litrePerSecond millilitrePerHour millilitrePerMinute^ "
     "millilitrePerSecond"},
    {"VolumeUnit", "Volume", "cubicCentimetre cubicFoot cubicInch cubicMetre fluidOunce gallon litre millilitre"},
};

} // namespace

std::span<const QuantityFamily> quantityFamilies() {
    return kFamilies;
}

} // namespace twinflow::models
