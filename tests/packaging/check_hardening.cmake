# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D READELF=<readelf> -D PROGRAM=<file> -P check_hardening.cmake
# Reads back from a program that it was built with the hardening the build asks for.
cmake_minimum_required(VERSION 3.25)

function(elf_of option result)
  execute_process(COMMAND "${READELF}" --wide ${option} "${PROGRAM}"
      OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

function(expect text pattern promise)
  if(NOT text MATCHES "${pattern}")
    message(SEND_ERROR "${PROGRAM}: ${promise}")
  endif()
endfunction()

elf_of(--file-header header)
elf_of(--program-headers segments)
elf_of(--dynamic dynamic)
elf_of(--dyn-syms symbols)
expect("${header}" "Type:[ ]+DYN" "its address is not random (no PIE)")
expect("${segments}" "GNU_RELRO" "its relocations stay writable (no relro)")
expect("${segments}" "GNU_STACK[^\n]* RW [^\n]*" "its stack can be executed")
expect("${dynamic}" "BIND_NOW|FLAGS_1[^\n]*NOW" "its symbols are bound lazily (no -z now)")
expect("${symbols}" "__stack_chk_fail" "its stack frames have no guard")
expect("${symbols}" "__[a-z]+_chk" "its library calls are not fortified")
