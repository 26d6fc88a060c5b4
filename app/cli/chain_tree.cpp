// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain_tree.h"

#include <map>
#include <vector>

namespace twinflow::cli {

namespace {

using record::Hop;
using record::HopKind;
using record::HopOutcome;

class Tree {
public:
    Tree(const record::Chain& chain, const Terminal& terminal, bool full)
        : m_chain(chain)
        , m_terminal(terminal)
        , m_full(full) {
        for (const Hop& hop : chain.hops) m_children[hop.parent].push_back(&hop);
    }

    std::string text() {
        const Hop& message = m_chain.hops.front();
        m_out = m_terminal.bold("Message " + grouped(m_chain.message)) + "  " + message.subject + "  " +
                m_terminal.dim(formatInstant(message.at, 3)) + '\n';
        appendExtras(message, "");
        appendChildren(message.id, "");
        if (m_chain.leftOut > 0) m_out += grouped(m_chain.leftOut) + " more hops are not kept.\n";
        return std::move(m_out);
    }

private:
    void appendChildren(std::uint32_t parent, const std::string& indent) {
        const auto found = m_children.find(parent);
        if (found == m_children.end()) return;
        std::vector<const Hop*> shown = found->second;
        if (!m_full) {
            appendUnwanted(shown, indent);
            std::erase_if(shown, [](const Hop* hop) { return hop->kind == HopKind::route; });
        }
        for (const Hop* hop : shown) {
            const bool last = hop == shown.back();
            m_out += m_terminal.dim(indent + (last ? "└ " : "├ ")) + label(*hop) + '\n';
            const std::string below = indent + (last ? "  " : "│ ");
            appendExtras(*hop, below + (m_children.contains(hop->id) ? "│ " : "  "));
            appendChildren(hop->id, below);
        }
    }

    /// The routes that do not want an event, in a line: what they do want is the picture.
    void appendUnwanted(const std::vector<const Hop*>& hops, const std::string& indent) {
        std::string names;
        for (const Hop* hop : hops) {
            if (hop->kind == HopKind::route && hop->outcome == HopOutcome::unwanted)
                names += (names.empty() ? "" : ", ") + hop->service;
        }
        if (!names.empty()) m_out += m_terminal.dim(indent + "│ not wanted by " + names) + '\n';
    }

    std::string label(const Hop& hop) const {
        std::string text;
        switch (hop.kind) {
        case HopKind::message:
            text = hop.subject;
            break;
        case HopKind::delivery:
        case HopKind::handOver:
            text = hop.service + " → " + m_terminal.bold(hop.taker);
            if (hop.attempt > 1) text += ", attempt " + std::to_string(hop.attempt);
            break;
        case HopKind::log:
            return m_terminal.dim(hop.service + " says: ") + hop.detail;
        case HopKind::error:
            return m_terminal.bad("failed: " + hop.detail);
        case HopKind::write:
            text = hop.name + ' ' + m_terminal.bold(hop.subject);
            break;
        case HopKind::send:
            text = hop.service + " → " + m_terminal.bold(hop.taker);
            if (!hop.name.empty()) text += "  " + hop.name;
            if (!hop.subject.empty()) text += ' ' + m_terminal.bold(hop.subject);
            break;
        case HopKind::event:
            return std::string(shortType(hop.name)) + ' ' + m_terminal.bold(hop.subject) + "  " +
                   m_terminal.dim(hop.eventId);
        case HopKind::route:
            text = "route " + hop.service + " → " + hop.taker;
            break;
        case HopKind::deadLetter:
            text = hop.service + " gave up on " + m_terminal.bold(hop.taker);
            break;
        }
        return text + "  " + outcome(hop) + later(hop);
    }

    std::string outcome(const Hop& hop) const {
        switch (hop.outcome) {
        case HopOutcome::done:
            return m_terminal.good(hop.kind == HopKind::route ? "wants it" : "done");
        case HopOutcome::retried:
            return m_terminal.attention("failed, will be tried again");
        case HopOutcome::refused:
            return m_terminal.bad("refused");
        case HopOutcome::unwanted:
            return m_terminal.dim("does not want it");
        case HopOutcome::kept:
            return m_terminal.attention("kept as a dead letter");
        case HopOutcome::lost:
            return m_terminal.bad("lost");
        }
        return {};
    }

    /// How long after the message, when it was later at all.
    std::string later(const Hop& hop) const {
        const Duration after = hop.at - m_chain.hops.front().at;
        return after == Duration{} ? "" : m_terminal.dim("  +" + shortSeconds(toSeconds(after)));
    }

    void appendExtras(const Hop& hop, const std::string& indent) {
        const auto line = [&](const std::string& text) { m_out += m_terminal.dim(indent) + text + '\n'; };
        if (!hop.payload.empty()) {
            const auto room = static_cast<std::size_t>(m_terminal.width);
            const std::size_t used = std::min(room / 2, displayWidth(indent));
            line(m_terminal.dim(m_full ? hop.payload : fitted(hop.payload, room - used)));
        }
        if (!hop.detail.empty() && hop.kind != HopKind::log && hop.kind != HopKind::error) line(hop.detail);
        if (hop.explanation && !hop.explanation->truth) appendFalse(*hop.explanation, line);
    }

    template <typename Line>
    void appendFalse(const query::Explanation& explanation, const Line& line) const {
        if (explanation.truth) return;
        for (const auto& part : explanation.parts) appendFalse(part, line);
        if (!explanation.parts.empty()) return;
        std::string text = explanation.text + " is false";
        for (const auto& seen : explanation.saw) text += ": " + seen.field + " is " + seen.value;
        line(m_terminal.dim(text));
    }

    const record::Chain& m_chain;
    const Terminal& m_terminal;
    bool m_full;
    std::map<std::uint32_t, std::vector<const Hop*>> m_children; // by parent
    std::string m_out;
};

} // namespace

std::string chainTree(const record::Chain& chain, const Terminal& terminal, bool full) {
    return chain.hops.empty() ? std::string() : Tree(chain, terminal, full).text();
}

std::string answerText(const record::Answer& answer, const std::string& service, const Terminal& terminal) {
    std::string text = answer.arrived ? terminal.good("It arrived at '" + service + "'.")
                                      : terminal.bad("Nothing of it arrived at '" + service + "'.");
    text += '\n';
    for (const record::Reason& reason : answer.reasons) {
        text.append(static_cast<std::size_t>(2 + 2 * reason.depth), ' ');
        text += reason.what.str() + '\n';
    }
    return text;
}

} // namespace twinflow::cli
