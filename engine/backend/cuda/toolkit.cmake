# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
# Turns CUDA on where EXPERTSCOPE_CUDA asks for it and a toolkit is there; sets EXPERTSCOPE_WITH_CUDA. Included by the
# top folder, where languages must be enabled.
set(EXPERTSCOPE_WITH_CUDA OFF)
set_property(CACHE EXPERTSCOPE_CUDA PROPERTY STRINGS AUTO ON OFF)
if(EXPERTSCOPE_SANITIZE OR (NOT EXPERTSCOPE_CUDA STREQUAL "AUTO" AND NOT EXPERTSCOPE_CUDA))
  message(STATUS "Building for the CPU only")  # sanitizers cannot see into kernels; tests/cuda_on_cpu lets them
  return()
endif()

# NVIDIA's packages do not put nvcc on the PATH.
if(NOT DEFINED CMAKE_CUDA_COMPILER AND NOT DEFINED ENV{CUDACXX})
  find_program(nvcc nvcc HINTS /usr/local/cuda/bin /opt/cuda/bin NO_CACHE)
  if(nvcc)
    set(ENV{CUDACXX} ${nvcc})
  endif()
endif()
set(CMAKE_CUDA_ARCHITECTURES ${EXPERTSCOPE_CUDA_ARCHITECTURES})
if(NOT CMAKE_CUDA_ARCHITECTURES)  # what a GPU must translate first makes its first token wait
  include(${CMAKE_CURRENT_LIST_DIR}/architectures.cmake)
  find_capabilities(capabilities)
  architectures_for("${capabilities}" CMAKE_CUDA_ARCHITECTURES)
endif()
if(NOT CMAKE_CUDA_ARCHITECTURES)
  set(CMAKE_CUDA_ARCHITECTURES 80)
endif()
include(CheckLanguage)
check_language(CUDA)
set(needed 12.8)  # the first with C++20, all these architectures and --compress-mode
if(CMAKE_CUDA_COMPILER)
  enable_language(CUDA)
  if(CMAKE_CUDA_COMPILER_VERSION VERSION_GREATER_EQUAL needed)
    set(EXPERTSCOPE_WITH_CUDA ON)
    if(NOT CMAKE_CUDA20_STANDARD_COMPILE_OPTION)  # CMake 3.25 does not know that nvcc can
      set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION -std=c++20)
      set(CMAKE_CUDA20_COMPILE_FEATURES cuda_std_20)
      list(APPEND CMAKE_CUDA_COMPILE_FEATURES cuda_std_20)
    endif()
    message(STATUS "CUDA ${CMAKE_CUDA_COMPILER_VERSION}: building the plug-in for GPUs (${CMAKE_CUDA_ARCHITECTURES})")
  endif()
endif()
if(NOT EXPERTSCOPE_WITH_CUDA)
  set(reason "No CUDA toolkit ${needed} or newer (nvcc on the PATH, in CUDACXX or in /usr/local/cuda/bin)")
  if(EXPERTSCOPE_CUDA STREQUAL "AUTO")
    message(STATUS "${reason}: building for the CPU only")
  else()
    message(FATAL_ERROR "${reason}: EXPERTSCOPE_CUDA=${EXPERTSCOPE_CUDA} needs it")
  endif()
endif()
