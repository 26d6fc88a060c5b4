// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/write_lane.h"

#include "base/bounded_queue.h"

#include <atomic>
#include <cassert>
#include <condition_variable>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace twinflow::downstream {

namespace {

constexpr std::size_t kBlockBytes = 64 * 1024;
constexpr std::size_t kMaxQueuedBytes = 8 * 1024 * 1024;

/// Stands before each piece of a block.
struct PieceHead {
    std::uint32_t writer;
    std::uint32_t bytes;
};

} // namespace

struct WriteLane::State {
    using Block = std::string; // pieces, each behind its head

    explicit State(bool own)
        : ownThread(own) {
        if (ownThread) thread = std::thread([this] { work(); });
    }

    void write(std::size_t writer, std::string_view bytes) {
        if (failed.load(std::memory_order_relaxed)) return;
        if (Result<void> result = writers[writer](bytes); !result) {
            const std::lock_guard lock(mutex);
            failure = std::move(result.error());
            failed.store(true, std::memory_order_relaxed);
        }
    }

    void work() {
        while (std::optional<Block> block = queue.pop()) {
            for (std::size_t at = 0; at < block->size();) {
                PieceHead head;
                std::memcpy(&head, block->data() + at, sizeof head);
                at += sizeof head;
                write(head.writer, std::string_view(*block).substr(at, head.bytes));
                at += head.bytes;
            }
            block->clear();
            const std::lock_guard lock(mutex);
            spare.push_back(std::move(*block));
            ++blocksDone;
            done.notify_one();
        }
    }

    /// Gives the open block to the thread and begins another, one that was used before where there is one.
    void handOver() {
        if (open.empty()) return;
        const std::size_t bytes = open.size();
        queue.push(std::move(open), bytes);
        ++blocksHanded;
        open = Block();
        const std::lock_guard lock(mutex);
        if (spare.empty()) return;
        open = std::move(spare.back());
        spare.pop_back();
    }

    const bool ownThread;

    // The engine's thread only.
    std::vector<Write> writers; // complete before the first block is handed over
    bool started = false;
    Block open;
    std::uint64_t blocksHanded = 0;

    BoundedQueue<Block> queue{kMaxQueuedBytes};
    std::atomic<bool> failed = false;

    std::mutex mutex; // guards what follows
    std::condition_variable done;
    std::uint64_t blocksDone = 0;
    std::vector<Block> spare;
    std::optional<Error> failure;

    std::thread thread; // started when everything above is there
};

WriteLane::WriteLane(bool ownThread)
    : m_state(std::make_unique<State>(ownThread)) {}

WriteLane::~WriteLane() {
    if (!m_state->ownThread) return;
    m_state->handOver();
    m_state->queue.close();
    m_state->thread.join();
}

std::size_t WriteLane::add(Write write) {
    assert(!m_state->started && "writers are registered before the first post");
    m_state->writers.push_back(std::move(write));
    return m_state->writers.size() - 1;
}

void WriteLane::post(std::size_t writer, std::string_view bytes) {
    assert(writer < m_state->writers.size());
    m_state->started = true;
    if (m_state->failed.load(std::memory_order_relaxed)) return;
    if (!m_state->ownThread) {
        m_state->write(writer, bytes);
        return;
    }
    const PieceHead head{static_cast<std::uint32_t>(writer), static_cast<std::uint32_t>(bytes.size())};
    m_state->open.append(reinterpret_cast<const char*>(&head), sizeof head);
    m_state->open.append(bytes);
    if (m_state->open.size() >= kBlockBytes) m_state->handOver();
}

void WriteLane::drain() {
    if (!m_state->ownThread) return;
    m_state->handOver();
    std::unique_lock lock(m_state->mutex);
    m_state->done.wait(lock, [this] { return m_state->blocksDone == m_state->blocksHanded; });
}

std::optional<Error> WriteLane::failure() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->failure;
}

} // namespace twinflow::downstream
