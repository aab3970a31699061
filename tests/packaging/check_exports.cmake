# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D READELF=<readelf> -D LIBRARY=<file> -D NAME=<function> -P check_exports.cmake
# Reads back from a plug-in that it shows one function and nothing else, and needs no library of CUDA's.
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND "${READELF}" --wide --dyn-syms --dynamic "${LIBRARY}" OUTPUT_VARIABLE output
    COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "(GLOBAL|WEAK|UNIQUE) +DEFAULT +[0-9]+ [^\n]*" symbols "${output}")
if(NOT symbols MATCHES "^[^;]* ${NAME}(@[^;]*)?$")
  message(FATAL_ERROR "${LIBRARY} shows more or less than ${NAME}: ${symbols}")
endif()
if(output MATCHES "NEEDED[^\n]*(libcuda|libcublas|libnv)[^\n]*")
  message(FATAL_ERROR "${LIBRARY} cannot be loaded where this is not: ${CMAKE_MATCH_0}")
endif()
