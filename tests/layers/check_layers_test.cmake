# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D WORK=<folder to use> -P check_layers_test.cmake
# Shows that check_layers.cmake can fail: every file of broken_house breaks the one rule named in its line
# `// breaks:`, and exactly these breaches must be found.
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE "${WORK}")
file(COPY "${CMAKE_CURRENT_LIST_DIR}/broken_house/" DESTINATION "${WORK}")
string(REPEAT "int number;\n" 500 body)
file(WRITE "${WORK}/app/long_file.cpp" "// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// breaks: the file is longer than 500 lines
${body}")

execute_process(COMMAND "${CMAKE_COMMAND}" -D ROOT=${WORK} -P "${CMAKE_CURRENT_LIST_DIR}/check_layers.cmake"
    RESULT_VARIABLE status ERROR_VARIABLE output OUTPUT_VARIABLE output)
if(status EQUAL 0)
  message(FATAL_ERROR "A broken house passed:\n${output}")
endif()

set(expected 0)
file(GLOB_RECURSE files RELATIVE "${WORK}" "${WORK}/*.cpp" "${WORK}/*.cu" "${WORK}/*.h")
foreach(file IN LISTS files)
  file(STRINGS "${WORK}/${file}" reason REGEX "^// breaks: ")
  if(reason)
    math(EXPR expected "${expected} + 1")
    string(REPLACE "// breaks: " "${file}: " breach "${reason}")
    string(FIND "${output}" "${breach}" at)
    if(at EQUAL -1)
      message(FATAL_ERROR "Not found: ${breach}\nin\n${output}")
    endif()
  endif()
endforeach()

string(REGEX MATCHALL "[.](cpp|cu|h): " breaches "${output}")
list(LENGTH breaches found)
if(NOT found EQUAL expected OR expected EQUAL 0)
  message(FATAL_ERROR "${expected} breaches were made, ${found} found:\n${output}")
endif()
message(STATUS "All ${found} breaches were found")
