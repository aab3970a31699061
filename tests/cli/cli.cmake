# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# For the scripts beside it: CLI is the program, GOLDEN a tiny model without tokenizer, WORK a folder to use.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")

# run(STATUS ARGUMENT...): runs the program, demands its exit status, and sets out and err.
function(run status)
  execute_process(COMMAND "${CLI}" ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE out ERROR_VARIABLE err)
  if(NOT result EQUAL status)
    message(FATAL_ERROR "${ARGN}\nended with ${result}, not ${status}\n${out}\n${err}")
  endif()
  set(out "${out}" PARENT_SCOPE)
  set(err "${err}" PARENT_SCOPE)
endfunction()

# refused(CODE ARGUMENT...): the program fails with this error, says so in one sentence and prints nothing else.
function(refused code)
  run(1 ${ARGN})
  if(NOT err MATCHES "^${code} - [^\n]+\n$" OR NOT out STREQUAL "")
    message(FATAL_ERROR "${ARGN}\nshould fail with ${code}, printed\n${out}\n${err}")
  endif()
endfunction()

function(expect_equal found expected what)
  if(NOT found STREQUAL expected)
    message(FATAL_ERROR "${what}: found\n${found}\nexpected\n${expected}")
  endif()
endfunction()

function(expect_match text pattern what)
  if(NOT text MATCHES "${pattern}")
    message(FATAL_ERROR "${what}: ${pattern}\nnot in\n${text}")
  endif()
endfunction()

# expect_json(TEXT VALUE PATH...): the JSON text holds this value.
function(expect_json text value)
  string(JSON found GET "${text}" ${ARGN})
  expect_equal("${found}" "${value}" "${ARGN}")
endfunction()

# expect_length(TEXT LENGTH PATH...): the JSON array or object there has as many elements.
function(expect_length text length)
  string(JSON found LENGTH "${text}" ${ARGN})
  expect_equal("${found}" "${length}" "length of ${ARGN}")
endfunction()
