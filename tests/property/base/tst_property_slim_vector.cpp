// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A slim vector is a vector, whatever is done to it.
#include "base/slim_vector.h"
#include "support.h"

#include <rapidcheck.h>

#include <algorithm>
#include <utility>
#include <vector>

using namespace twinflow;

class SlimVectorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itIsAVector() {
        static_assert(sizeof(SlimVector<int>) == sizeof(void*));
        QVERIFY(rc::check([] {
            SlimVector<int> slim;
            std::vector<int> plain;
            for (int steps = *rc::gen::inRange(0, 60); steps > 0; --steps) {
                const int item = *rc::gen::inRange(0, 8);
                switch (*rc::gen::weightedElement<int>({{8, 0}, {3, 1}, {1, 2}, {1, 3}, {1, 4}, {1, 5}})) {
                case 0:
                    slim.push_back(item);
                    plain.push_back(item);
                    break;
                case 1:
                    slim.remove(item);
                    std::erase(plain, item);
                    break;
                case 2:
                    slim.assign(static_cast<std::size_t>(item), item);
                    plain.assign(static_cast<std::size_t>(item), item);
                    break;
                case 3: {
                    SlimVector<int> copy = slim;
                    copy.push_back(item); // is its own
                    slim = SlimVector<int>(std::as_const(slim));
                    break;
                }
                case 4: {
                    SlimVector<int> moved = std::move(slim);
                    slim.clear();
                    slim = std::move(moved);
                    break;
                }
                default:
                    if (plain.empty()) break;
                    slim[plain.size() - 1] = item;
                    plain.back() = item;
                }
                RC_ASSERT(slim.size() == plain.size());
                RC_ASSERT(slim.empty() == plain.empty());
                RC_ASSERT(std::equal(slim.begin(), slim.end(), plain.begin(), plain.end()));
            }
            SlimVector<int> other;
            for (const int item : plain) other.push_back(item);
            RC_ASSERT(other == slim);
            other.push_back(0);
            RC_ASSERT(!(other == slim));
        }));
    }
};

QTEST_GUILESS_MAIN(SlimVectorTest)
#include "tst_property_slim_vector.moc"
