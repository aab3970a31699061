# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
include(${CMAKE_CURRENT_LIST_DIR}/cli.cmake)

run(0 bench workshop -p 16 -n 8 -d 4 -r 2 --json)
foreach(rate prefill_tokens_per_second decode_tokens_per_second decode_untraced_tokens_per_second
        observing_ms_per_token)
  expect_length("${out}" 2 ${rate} values)
  string(JSON median GET "${out}" ${rate} median)
  if(NOT median GREATER 0)
    message(FATAL_ERROR "${rate} is ${median}")
  endif()
endforeach()
foreach(number bytes_per_token bandwidth_bytes_per_second bandwidth_share)
  string(JSON value GET "${out}" ${number})
  if(NOT value GREATER 0)
    message(FATAL_ERROR "${number} is ${value}")
  endif()
endforeach()

run(0 bench workshop -p 0 -n 8 -r 1)
expect_match("${out}" "decode +8 tokens at depth 0" "the table")
