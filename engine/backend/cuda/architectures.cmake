# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
# What machine code is made for GPUs of compute capabilities such as "8.9": the latest that they run.
function(architectures_for capabilities result)
  set(architectures "")
  foreach(capability IN LISTS capabilities)
    set(latest "")
    foreach(known 75 80 86 89 90 100 120)
      string(REPLACE "." "" number "${capability}")
      if(number MATCHES "^[0-9]+$" AND NOT known GREATER number)
        set(latest ${known})
      endif()
    endforeach()
    list(APPEND architectures ${latest})
  endforeach()
  list(REMOVE_DUPLICATES architectures)
  list(SORT architectures COMPARE NATURAL)
  set(${result} "${architectures}" PARENT_SCOPE)
endfunction()

# The compute capabilities of this machine's GPUs; empty where there is none, or no driver that says so.
function(find_capabilities result)
  set(found "")
  find_program(nvidia_smi nvidia-smi NO_CACHE)
  if(nvidia_smi)
    execute_process(COMMAND ${nvidia_smi} --query-gpu=compute_cap --format=csv,noheader
        OUTPUT_VARIABLE said ERROR_QUIET TIMEOUT 20)
    string(REGEX MATCHALL "[0-9]+[.][0-9]" found "${said}")
  endif()
  set(${result} "${found}" PARENT_SCOPE)
endfunction()
