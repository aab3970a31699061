# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D ROOT=<source tree> -P check_layers.cmake
# Reads every source file and says which ones break the house rules of CONTRIBUTING.md; fails when any does.
cmake_minimum_required(VERSION 3.25)

set(longest_line 120)
set(longest_file 500)  # lines

# What may be part of several views; every other file in ui/views is a view of its own.
set(view_parts view view_style caption sentence_label safe_text_view visible_text markdown.* message_view composer
    error_bar plain_tool_tip sampling_panel session_delegate choice_list experiment_panel lesson_step_view
    difference_charts expert_changes figure lens_bar
    reply_box span_button)
list(JOIN view_parts "|" view_parts)

# include_rule(REASON FILES INCLUDED [EXCEPT]): no file that matches FILES includes what matches INCLUDED, except
# its own header and where "FILE INCLUDED" matches EXCEPT.
set(include_rules "")
macro(include_rule reason files included)
  list(LENGTH include_rules rule)
  list(APPEND include_rules ${rule})
  set(rule_${rule}_reason "${reason}")
  set(rule_${rule}_files "${files}")
  set(rule_${rule}_included "${included}")
  set(rule_${rule}_except "${ARGN}")
endmacro()

include_rule("the engine knows no Qt" "^engine/" "^(Q[A-Z]|Qt|qcustomplot)")
include_rule("nothing knows app" "^(engine|ui)/" "^app/")
include_rule("the engine knows no window" "^engine/" "^ui/")
include_rule("only the engine sees the engine's folders" "^(ui|app)/" "^engine/.+/")
include_rule("backend knows nothing above it" "^engine/backend/" "^engine/"
    " engine/((error|sampling|draw_math|cuda_devices)[.]h|backend/)")  # plain values and arithmetic
include_rule("io knows nothing above it" "^engine/io/" "^engine/" " engine/(error[.]h|io/)")
include_rule("text stands on io" "^engine/text/" "^engine/.+/" " engine/(text|io)/")
include_rule("model stands on backend and io" "^engine/model/" "^engine/.+/" " engine/(model|backend|io)/")
include_rule("store stands on io" "^engine/store/" "^engine/.+/" " engine/(store|io)/")
include_rule("cpu and cuda do not know each other" "^engine/backend/cpu/" "^engine/backend/cuda/")
include_rule("cpu and cuda do not know each other" "^engine/backend/cuda/" "^engine/backend/cpu/")
include_rule("regular expressions overflow the stack on foreign text" "^engine/" "^regex$")
include_rule("models know no screen" "^ui/models/"
    "^(QtGui|QtWidgets|Q(.*(Widget|Painter|Pixmap|Image|Color|Font)|Gui.*|Application)$|ui/(views|plots)/)")
include_rule("models know only models" "^ui/models/" "^ui/[^/]*$")
include_rule("plots know nothing of ours" "^ui/plots/" "^(engine|ui)/" " ui/plots/")
include_rule("only plots draw with QCustomPlot" "" "qcustomplot[.]h$" "^ui/plots/[^/]+[.]cpp ")
include_rule("views know neither the feed nor the main window" "^ui/views/" "^ui/(feed|main_window)")
include_rule("a view knows no other view" "^ui/views/" "^ui/views/" " ui/views/(${view_parts})[.]h$")

# text_rule(REASON FILES REGEX [EXCEPT]): no line of a file that matches FILES, but not EXCEPT, matches REGEX.
set(text_rules "")
macro(text_rule reason files regex)
  list(LENGTH text_rules rule)
  list(APPEND text_rules ${rule})
  set(text_${rule}_reason "${reason}")
  set(text_${rule}_files "${files}")
  set(text_${rule}_regex "${regex}")
  set(text_${rule}_except "${ARGN}")
endmacro()

text_rule("the engine never ends the program" "^engine/.*[.](h|cpp|cu|cuh)$"
    "(^|[^A-Za-z0-9_.>])(exit|_Exit|quick_exit|abort|terminate) ?[(]|assert ?[(] ?false")
text_rule("the window invents no numbers" "^ui/" "QRandomGenerator|mt19937|random_device|(^|[^A-Za-z0-9_])s?rand ?[(]"
    "^ui/views/sampling_panel[.]cpp$")  # draws a seed when asked for another one
# A generator of one's own is one as well: what is mixed puts labels in another order for a permutation test, no more.
text_rule("numbers are mixed for orders of labels only" "^ui/"
    "9[eE]3779[bB]9|[bB][fF]58476[dD]|94[dD]049[bB][bB]|[sS]plitmix|xorshift|models/shuffle[.]h"
    "^ui/models/(shuffle[.]h|label_test[.]cpp)$")

function(report file reason)
  set_property(GLOBAL APPEND_STRING PROPERTY breaches "${file}: ${reason}\n")
endfunction()

function(check_includes file)
  file(STRINGS "${ROOT}/${file}" lines ENCODING UTF-8 REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"]")
  string(REGEX REPLACE "[.](cpp|cu)$" ".h" own_header "${file}")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^[^<\"]*[<\"]([^>\"]*)[>\"].*$" "\\1" included "${line}")
    foreach(rule IN LISTS include_rules)
      if(file MATCHES "${rule_${rule}_files}" AND included MATCHES "${rule_${rule}_included}"
          AND NOT included STREQUAL own_header
          AND NOT (rule_${rule}_except AND "${file} ${included}" MATCHES "${rule_${rule}_except}"))
        report("${file}" "${rule_${rule}_reason} (includes ${included})")
      endif()
    endforeach()
  endforeach()
endfunction()

function(check_text file)
  foreach(rule IN LISTS text_rules)
    if(file MATCHES "${text_${rule}_files}" AND NOT (text_${rule}_except AND file MATCHES "${text_${rule}_except}"))
      file(STRINGS "${ROOT}/${file}" found ENCODING UTF-8 LIMIT_COUNT 1 REGEX "${text_${rule}_regex}")
      if(found)
        report("${file}" "${text_${rule}_reason} (${found})")
      endif()
    endif()
  endforeach()
endfunction()

# Characters, not bytes: of UTF-8's bytes only those that begin a character count.
function(count_columns line result)
  string(HEX "${line}" digits)
  string(REGEX REPLACE "(..)" "\\1;" bytes "${digits}")
  list(FILTER bytes EXCLUDE REGEX "^([89ab].)?$")
  list(LENGTH bytes columns)
  set(${result} ${columns} PARENT_SCOPE)
endfunction()

string(REPEAT "." ${longest_line} full_line)
function(check_size file)
  file(STRINGS "${ROOT}/${file}" long_lines ENCODING UTF-8 REGEX "^${full_line}.")
  foreach(line IN LISTS long_lines)
    count_columns("${line}" columns)
    if(columns GREATER longest_line)
      report("${file}" "a line is longer than ${longest_line} columns (${line})")
    endif()
  endforeach()
  file(READ "${ROOT}/${file}" content)
  string(REGEX MATCHALL "\n" ends "${content}")
  list(LENGTH ends lines)
  if(lines GREATER longest_file)
    report("${file}" "the file is longer than ${longest_file} lines (${lines})")
  endif()
endfunction()

function(check_licence file)
  set(licence "GPL-3.0-or-later")
  if(file MATCHES "^(engine|tests/engine|tests/reference|resources/models)/")
    set(licence "Apache-2.0")
  endif()
  file(STRINGS "${ROOT}/${file}" lines ENCODING UTF-8 LIMIT_COUNT 4 REGEX "SPDX-")
  if(NOT lines MATCHES "SPDX-FileCopyrightText: 2026 The Expertscope authors.*SPDX-License-Identifier: ${licence}")
    report("${file}" "no SPDX lines for ${licence} at the top")
  endif()
endfunction()

set(patterns "")
foreach(folder app cmake engine ui resources tests packaging)
  foreach(kind *.h *.cpp *.cu *.cuh *.py *.sh *.cmake CMakeLists.txt)
    list(APPEND patterns "${ROOT}/${folder}/${kind}")
  endforeach()
endforeach()
file(GLOB_RECURSE files RELATIVE "${ROOT}" ${patterns})
file(GLOB root_files RELATIVE "${ROOT}" "${ROOT}/*.sh" "${ROOT}/CMakeLists.txt")
list(FILTER files EXCLUDE REGEX "^tests/layers/broken_house/")
list(APPEND files ${root_files})

foreach(file IN LISTS files)
  check_licence("${file}")
  if(file MATCHES "[.](h|cpp|cu|cuh)$")
    check_includes("${file}")
    check_text("${file}")
  endif()
  if(NOT file MATCHES "[.]py$|^tests/(app|engine|ui)/")  # test tables and training text have long rows
    check_size("${file}")
  endif()
endforeach()

list(LENGTH files count)
get_property(breaches GLOBAL PROPERTY breaches)
if(count EQUAL 0 OR breaches)
  message(NOTICE "${breaches}")
  message(FATAL_ERROR "The house rules are broken; ${count} files were read.")
endif()
message(STATUS "${count} files keep the house rules")
