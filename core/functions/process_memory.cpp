// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/process_memory.h"

#ifdef __linux__
#include <unistd.h>

#include <fstream>
#endif

namespace twinflow::functions {

std::uint64_t residentBytes() {
#ifdef __linux__
    std::ifstream pages("/proc/self/statm");
    std::uint64_t reserved = 0;
    std::uint64_t resident = 0;
    if (!(pages >> reserved >> resident)) return 0;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
#else
    return 0;
#endif
}

} // namespace twinflow::functions
