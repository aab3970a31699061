# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What is different while the model thinks?
include(${CMAKE_CURRENT_LIST_DIR}/ask.cmake)
ask(workshop-rl --thinking --ask "What is 17 + 25?")
ask(workshop-rl --thinking --continue --ask "Compute 34 + 58 step by step.")
ask(workshop-rl --thinking --continue --ask "Compute 28 + 47 step by step.")
