# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
# cmake -D ROOT=<source tree> -D FOLDER=<scratch> -P cuda_architectures.cmake
cmake_minimum_required(VERSION 3.25)
include(${ROOT}/engine/backend/cuda/architectures.cmake)

function(expect capabilities wanted)
  architectures_for("${capabilities}" found)
  if(NOT found STREQUAL wanted)
    message(SEND_ERROR "${capabilities}: ${found} instead of ${wanted}")
  endif()
endfunction()
expect("" "")
expect("7.5" "75")
expect("8.7" "86")
expect("9.0;9.0;8.0" "80;90")
expect("10.3;11.0;12.1" "100;120")
expect("6.1" "")  # too old for the kernels
expect("13.0" "120")
expect("what" "")

# A driver's tool that answers, and one that knows no such question.
function(expect_of_tool script wanted)
  file(REMOVE_RECURSE ${FOLDER})
  file(WRITE ${FOLDER}/nvidia-smi "#!/bin/sh\n${script}\n")
  file(CHMOD ${FOLDER}/nvidia-smi PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
  set(ENV{PATH} "${FOLDER}")
  find_capabilities(found)
  if(NOT found STREQUAL wanted)
    message(SEND_ERROR "${script}: ${found} instead of ${wanted}")
  endif()
endfunction()
expect_of_tool("echo 9.0; echo 8.6" "9.0;8.6")
expect_of_tool("echo 'Field \"compute_cap\" is not a valid field to query.'; exit 2" "")
