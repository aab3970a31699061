# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
include(${CMAKE_CURRENT_LIST_DIR}/cli.cmake)
set(file "${WORK}/out.safetensors")

run(0 eval ${GOLDEN} --ids 80,26,12,30,40 --out ${file})
expect_equal("${out}" "" "eval prints nothing")

# The header's length is the first eight bytes, little-endian; two of them are enough here.
file(READ "${file}" length LIMIT 8 HEX)
string(SUBSTRING "${length}" 0 2 low)
string(SUBSTRING "${length}" 2 2 high)
math(EXPR length "0x${high}${low}")
file(READ "${file}" header OFFSET 8 LIMIT ${length})

# expect_tensor(NAME DTYPE DIMENSION...)
function(expect_tensor name dtype)
  expect_json("${header}" ${dtype} ${name} dtype)
  string(JSON shape GET "${header}" ${name} shape)
  string(REGEX REPLACE "[^0-9,]" "" shape "${shape}")
  list(JOIN ARGN "," expected)
  expect_equal("${shape}" "${expected}" "shape of ${name}")
endfunction()
expect_tensor(logits F32 5 96)
expect_tensor(moe_layers I32 1)
expect_tensor(experts I32 5 1 4)
expect_tensor(weights F32 5 1 4)
expect_tensor(scores F32 5 1 16)
expect_tensor(latent_norm F32 5 3)

run(0 eval ${GOLDEN}/model-new.gguf --ids 80,26,12,30,40 --out ${WORK}/gguf.safetensors)

refused("[A-Z]+-[A-Z-]+" eval ${GOLDEN} --ids 1,96 --out ${WORK}/none.safetensors)
refused("[A-Z]+-[A-Z-]+" eval ${GOLDEN} --ids 1,2 --out ${WORK}/no/folder.safetensors)
if(EXISTS "${WORK}/none.safetensors")
  message(FATAL_ERROR "a refused evaluation wrote a file")
endif()
