# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Every sentence of the window has a Japanese translation. -D LUPDATE=program -D ROOT=tree -D WORK=folder
set(words ${WORK}/expertscope_ja.ts)
configure_file(${ROOT}/resources/translations/expertscope_ja.ts ${words} COPYONLY)
execute_process(COMMAND ${LUPDATE} -silent -extensions cpp,h -locations none -I . ui app -ts ${words}
    WORKING_DIRECTORY ${ROOT} RESULT_VARIABLE status ERROR_QUIET)
file(STRINGS ${words} lines ENCODING UTF-8 REGEX "<source>|type=\"unfinished\"")
set(missing "")
foreach(line IN LISTS lines)
  if(line MATCHES "unfinished")
    string(APPEND missing "${sentence}\n")
  endif()
  set(sentence "${line}")
endforeach()
list(LENGTH lines count)
if(NOT status EQUAL 0 OR count LESS 100 OR missing)
  message(FATAL_ERROR "lupdate ended with ${status}; ${count} sentences were read. Not translated:\n${missing}")
endif()
