# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# ask(MODEL ARGUMENT...): one reply more in ${SESSION}. Greedy, so that every build tells the same stories.
file(REMOVE ${SESSION})
get_filename_component(folder ${SESSION} DIRECTORY)
file(MAKE_DIRECTORY ${folder})

function(ask model)
  execute_process(COMMAND ${CLI} generate ${MODELS}/${model} --temp 0 --trace ${SESSION} ${ARGN}
      RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE errors)
  if(NOT status EQUAL 0)
    file(REMOVE ${SESSION})
    message(FATAL_ERROR "${SESSION} was not recorded: ${errors}")
  endif()
endfunction()
