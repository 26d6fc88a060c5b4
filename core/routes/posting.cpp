// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/posting.h"

#include "base/growth.h"

#include <algorithm>
#include <cassert>

namespace twinflow::routes {

std::uint32_t PostingPool::take(unsigned room) {
    if (!m_gaps[room].empty()) {
        const std::uint32_t begin = m_gaps[room].back();
        m_gaps[room].pop_back();
        return begin;
    }
    const auto begin = static_cast<std::uint32_t>(m_postings.size());
    growGently(m_postings, std::size_t{1} << room);
    m_postings.resize(m_postings.size() + (std::size_t{1} << room));
    return begin;
}

void PostingPool::add(Bucket& bucket, const Posting& posting) {
    switch (bucket.kind()) {
    case Bucket::Kind::empty:
        bucket = Bucket::one(posting);
        return;
    case Bucket::Kind::one: {
        const std::uint32_t begin = take(1);
        m_postings[begin] = bucket.posting();
        m_postings[begin + 1] = posting;
        bucket = Bucket::list(begin, 2, 1);
        return;
    }
    default:
        break;
    }
    const std::uint32_t size = bucket.size();
    if (size == std::uint32_t{1} << bucket.room()) {
        assert(bucket.room() < kMaxRoom);
        const std::uint32_t begin = take(bucket.room() + 1);
        std::copy_n(m_postings.begin() + bucket.begin(), size, m_postings.begin() + begin);
        m_gaps[bucket.room()].push_back(bucket.begin());
        bucket = Bucket::list(begin, size, bucket.room() + 1);
    }
    m_postings[bucket.begin() + size] = posting;
    bucket = Bucket::list(bucket.begin(), size + 1, bucket.room());
}

bool PostingPool::remove(Bucket& bucket, const Posting& way) {
    if (bucket.kind() == Bucket::Kind::empty) return false;
    if (bucket.kind() == Bucket::Kind::one) {
        if (!bucket.posting().isWayOf(way)) return false;
        bucket = Bucket();
        return true;
    }
    Posting* const begin = m_postings.data() + bucket.begin();
    Posting* const end = begin + bucket.size();
    Posting* const found = std::find_if(begin, end, [&](const Posting& one) { return one.isWayOf(way); });
    if (found == end) return false;
    *found = end[-1];
    if (bucket.size() == 2) {
        const Posting left = *begin;
        clear(bucket);
        bucket = Bucket::one(left);
    } else {
        bucket = Bucket::list(bucket.begin(), bucket.size() - 1, bucket.room());
    }
    return true;
}

void PostingPool::clear(Bucket& bucket) {
    if (bucket.kind() == Bucket::Kind::list) m_gaps[bucket.room()].push_back(bucket.begin());
    bucket = Bucket();
}

} // namespace twinflow::routes
