// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Bounds in order, of which many may change at any time and the first ones up to a limit are read.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace twinflow::routes {

/// Pieces of a bounded size: a change moves one piece, not all that is behind it.
class SortedList {
public:
    /// Equal bounds may have several items, an item has one bound.
    void add(std::uint64_t bound, std::uint32_t item) {
        const auto place = pieceOf(bound);
        if (place == m_pieces.end()) {
            m_pieces.emplace_back().push_back({bound, item});
            return;
        }
        Piece& piece = *place;
        piece.insert(std::upper_bound(piece.begin(), piece.end(), bound, before), {bound, item});
        if (piece.size() < kPiece) return;
        Piece rest(piece.begin() + kPiece / 2, piece.end());
        piece.resize(kPiece / 2);
        m_pieces.insert(place + 1, std::move(rest));
    }
    /// The item is in the list with that bound.
    void remove(std::uint64_t bound, std::uint32_t item) {
        for (auto piece = pieceOf(bound);; ++piece) { // equal bounds may go on in the next piece
            const auto found =
                std::find_if(piece->begin(), piece->end(), [&](const Entry& e) { return e.item == item; });
            if (found == piece->end()) continue;
            piece->erase(found);
            if (piece->empty()) m_pieces.erase(piece);
            return;
        }
    }
    bool empty() const { return m_pieces.empty(); }

    /// Takes the items whose bounds are at most `limit`, in the order of these.
    template <typename Take>
    void upTo(std::uint64_t limit, Take& take) const {
        for (const Piece& piece : m_pieces) {
            for (const Entry& entry : piece) {
                if (entry.bound > limit) return;
                take(entry.item);
            }
        }
    }

private:
    static constexpr std::size_t kPiece = 128;
    struct Entry {
        std::uint64_t bound;
        std::uint32_t item;
    };
    using Piece = std::vector<Entry>;
    static bool before(std::uint64_t bound, const Entry& entry) { return bound < entry.bound; }

    /// The first piece whose last bound is not less, else the last one; the end only where there is none.
    std::vector<Piece>::iterator pieceOf(std::uint64_t bound) {
        const auto found = std::partition_point(m_pieces.begin(), m_pieces.end(),
                                                [&](const Piece& piece) { return piece.back().bound < bound; });
        return found == m_pieces.end() && !m_pieces.empty() ? found - 1 : found;
    }

    std::vector<Piece> m_pieces; // none of them empty
};

} // namespace twinflow::routes
