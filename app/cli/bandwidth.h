// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app {

/// Bytes per second that `threads` threads (0: all cores) together read from memory: the best of several passes
/// over a buffer that does not fit in any cache.
double measured_bandwidth(int threads);

}  // namespace app
