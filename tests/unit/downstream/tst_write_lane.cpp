// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The lane: one order of writes, whatever the threads.
#include "downstream/write_lane.h"
#include "support.h"

#include <string>

using namespace twinflow;
using namespace twinflow::downstream;

class WriteLaneTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void piecesArriveAsPostedAndInOrder_data() {
        QTest::addColumn<bool>("ownThread");
        QTest::newRow("inline") << false;
        QTest::newRow("own thread") << true;
    }
    void piecesArriveAsPostedAndInOrder() {
        QFETCH(bool, ownThread);
        std::string written, expected;
        WriteLane lane(ownThread);
        const auto writerThat = [&](char name) {
            return lane.add([&written, name](std::string_view bytes) -> Result<void> {
                written.append(1, name).append(bytes).append(1, '\n');
                return {};
            });
        };
        const std::size_t a = writerThat('a');
        const std::size_t b = writerThat('b');
        for (int i = 0; i < 20'000; ++i) {
            const std::string piece(static_cast<std::size_t>(i % 97), static_cast<char>('0' + i % 10));
            lane.post(i % 3 == 0 ? a : b, piece);
            expected.append(1, i % 3 == 0 ? 'a' : 'b').append(piece).append(1, '\n');
        }
        const std::string large(300'000, 'x');
        lane.post(a, large);
        lane.post(b, "");
        expected.append("a").append(large).append("\nb\n");
        lane.drain();
        QVERIFY(written == expected);
        QVERIFY(!lane.failure());
    }

    void theDestructorWritesWhatWasPosted() {
        std::string written;
        {
            WriteLane lane(true);
            const std::size_t writer = lane.add([&](std::string_view bytes) -> Result<void> {
                written += bytes;
                return {};
            });
            lane.post(writer, "kept");
        }
        TF_COMPARE(written, "kept");
    }

    void drainingTwiceAndWithNothingPostedReturns() {
        WriteLane lane(true);
        lane.drain();
        lane.drain();
        QVERIFY(!lane.failure());
    }

    void theFirstFailureIsKeptAndEndsAllWriting_data() { piecesArriveAsPostedAndInOrder_data(); }
    void theFirstFailureIsKeptAndEndsAllWriting() {
        QFETCH(bool, ownThread);
        std::string written;
        WriteLane lane(ownThread);
        const std::size_t writer = lane.add([&](std::string_view bytes) -> Result<void> {
            if (bytes.starts_with("bad")) return refuse(fault("test-failed", "It was {0}.", bytes));
            written += bytes;
            return {};
        });
        for (const char* piece : {"good", "bad", "good", "bad again"}) lane.post(writer, piece);
        lane.drain();
        TF_COMPARE(written, "good");
        TF_COMPARE(lane.failure().value().what.str(), "It was bad.");
        for (int i = 0; i < 1000; ++i) lane.post(writer, std::string(20'000, 'x')); // more than the queue holds
        lane.drain();
        TF_COMPARE(written, "good");
    }
};

QTEST_APPLESS_MAIN(WriteLaneTest)
#include "tst_write_lane.moc"
