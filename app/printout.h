// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/conversation.h"
#include "ui/models/timeline.h"

#include <string>

namespace app {

/// The last reply as text for a terminal, then the routing of three of its tokens:
/// `token “ experts”: L2 E7 0.41, E11 0.22; L3 ...`
std::string printout(const ui::Conversation& conversation, const ui::Timeline& timeline);

}  // namespace app
