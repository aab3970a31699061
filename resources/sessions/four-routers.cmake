# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# One question, answered by the model as it is and under three changes to its routers.
include(${CMAKE_CURRENT_LIST_DIR}/ask.cmake)
ask(workshop --ask "How does the router choose experts?")
ask(workshop --again --top-k-experts 1)
ask(workshop --again --no-bias)
ask(workshop --again --no-shared)
