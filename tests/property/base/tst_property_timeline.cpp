// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline held against a plain list: the earliest first, equals in the order of asking, whatever is asked for
// while it fires.
#include "base/timeline.h"
#include "support.h"

#include <rapidcheck.h>

#include <map>

using namespace twinflow;

namespace {

/// Gaps of every size, so that timers lie in every bucket; some are equal.
Duration anyGap() {
    const int bits = *rc::gen::inRange(0, 56);
    return Duration(*rc::gen::inRange<std::int64_t>(0, 4) << bits);
}

/// A timeline and the list, which must tell the same.
class Twice final : public TimerTarget {
public:
    Twice()
        : m_timeline(Instant(Duration(*rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000)))) {}

    void ask(Duration gap) {
        const Duty duty = m_asked % 3 == 0 ? Duty::background : Duty::work;
        m_expected.emplace(m_timeline.now() + gap, m_asked);
        if (duty == Duty::work) ++m_work;
        m_timeline.after(gap, *this, m_asked++, duty);
    }
    void step(Instant limit) {
        const bool due = !m_expected.empty() && m_expected.begin()->first <= limit;
        const Instant before = m_timeline.now();
        RC_ASSERT(m_timeline.step(limit) == due);
        if (!due) RC_ASSERT(m_timeline.now() == before);
        RC_ASSERT(m_timeline.empty() == m_expected.empty());
        RC_ASSERT(m_timeline.pendingWork() == m_work);
        if (!m_expected.empty()) RC_ASSERT(m_timeline.next() == m_expected.begin()->first);
    }
    void advance(Duration gap) {
        const Instant to = m_timeline.now() + gap;
        const bool free = m_expected.empty() || m_expected.begin()->first >= to;
        const Instant expected = free ? to : m_timeline.now();
        m_timeline.advanceTo(to);
        RC_ASSERT(m_timeline.now() == expected);
    }
    void onTimer(std::uint64_t token) override {
        const auto first = m_expected.begin();
        RC_ASSERT(first->first == m_timeline.now());
        RC_ASSERT(first->second == token);
        if (token % 3 != 0) --m_work;
        m_expected.erase(first);
        for (int i = *rc::gen::inRange(0, 3); i > 0 && m_asked < 400; --i) ask(anyGap());
    }
    Instant now() const { return m_timeline.now(); }

private:
    Timeline m_timeline;
    std::multimap<Instant, std::uint64_t> m_expected; // equal keys stay in the order of insertion
    std::uint64_t m_asked = 0;
    std::size_t m_work = 0;
};

} // namespace

class TimelinePropertyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itFiresAsAPlainListWould() {
        QVERIFY(rc::check([] {
            Twice both;
            for (int i = *rc::gen::inRange(0, 40); i > 0; --i) both.ask(anyGap());
            for (int i = *rc::gen::inRange(0, 300); i > 0; --i) {
                switch (*rc::gen::inRange(0, 6)) {
                case 0:
                    both.ask(anyGap());
                    break;
                case 1:
                    both.advance(anyGap());
                    break;
                case 2:
                    both.step(both.now() + anyGap());
                    break;
                default:
                    both.step(Instant::max());
                }
            }
        }));
    }
};

QTEST_APPLESS_MAIN(TimelinePropertyTest)
#include "tst_property_timeline.moc"
