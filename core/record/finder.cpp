// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/finder.h"

namespace twinflow::record {

namespace {

enum Bit : std::uint8_t { known = 1, device = 2, twin = 4, event = 8, service = 16, problem = 32, arrived = 64 };

/// The id of hops whose success is an arrival; all others have kPlain.
constexpr std::uint32_t kPlain = 1;
constexpr std::uint32_t kArrival = 2;

bool isProblem(HopOutcome outcome) {
    return outcome == HopOutcome::refused || outcome == HopOutcome::kept || outcome == HopOutcome::lost;
}

} // namespace

std::uint8_t& Finder::met(std::uint64_t message) {
    if (message >= m_met.size()) m_met.resize(message + 1);
    return m_met[message];
}

std::uint32_t Finder::add(std::uint64_t message, Hop hop) {
    std::uint8_t& bits = met(message);
    bits |= known;
    if (hop.kind == HopKind::message && hop.subject == m_wanted.device) bits |= device;
    if ((hop.kind == HopKind::write || hop.kind == HopKind::event) && hop.subject == m_wanted.twin) bits |= twin;
    if (hop.kind == HopKind::event && hop.eventId == m_wanted.eventId) bits |= event;
    const bool gives = hop.kind != HopKind::route && hop.outcome != HopOutcome::unwanted;
    if (gives && (hop.service == m_wanted.service || hop.taker == m_wanted.service)) bits |= service;
    if (hop.kind == HopKind::error || isProblem(hop.outcome)) bits |= problem;
    const std::string& receiver = hop.kind == HopKind::message ? hop.service : hop.taker;
    return gives && receiver == m_wanted.notAt ? kArrival : kPlain;
}

void Finder::settle(std::uint64_t message, std::uint32_t id, HopOutcome outcome, std::string) {
    if (isProblem(outcome)) met(message) |= problem;
    if (id == kArrival && outcome == HopOutcome::done) met(message) |= arrived;
}

std::set<std::uint64_t> Finder::messages() const {
    std::uint8_t needed = known;
    if (!m_wanted.device.empty()) needed |= device;
    if (!m_wanted.twin.empty()) needed |= twin;
    if (!m_wanted.eventId.empty()) needed |= event;
    if (!m_wanted.service.empty()) needed |= service;
    if (m_wanted.problems) needed |= problem;
    const std::uint8_t looked = m_wanted.notAt.empty() ? needed : static_cast<std::uint8_t>(needed | arrived);
    std::set<std::uint64_t> messages;
    for (std::size_t message = m_met.size(); message-- > 0 && messages.size() < m_wanted.last;) {
        if ((m_met[message] & looked) == needed) messages.insert(message);
    }
    return messages;
}

} // namespace twinflow::record
