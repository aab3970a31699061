# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Do the same experts work on English and on Japanese?
include(${CMAKE_CURRENT_LIST_DIR}/ask.cmake)
ask(workshop --ask "What does a router do in a mixture of experts?")
ask(workshop --continue --ask "日本語で一文で言うと？")
ask(workshop --continue --ask "What is a shared expert?")
