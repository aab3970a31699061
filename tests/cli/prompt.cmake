# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
include(${CMAKE_CURRENT_LIST_DIR}/cli.cmake)

set(chat "${WORK}/chat.json")
file(WRITE "${chat}" [=[[{"role": "system", "content": "Be short."}, {"role": "user", "content": "What is a gate?"},
    {"role": "assistant", "content": "A router."}, {"role": "user", "content": "Why?"}]]=])
run(0 prompt workshop --chat ${chat})
expect_match("${out}" "Be short[.].*What is a gate[?].*A router[.].*Why[?]" "all messages in order")
set(silent "${out}")
run(0 prompt workshop --chat ${chat} --thinking off)
expect_equal("${out}" "${silent}" "thinking is off unless asked for")
run(0 prompt workshop --chat ${chat} --ids)
expect_match("${out}" "^\\[[0-9,]+\\]\n$" "ids are one JSON array")

refused("FILE-MISSING" prompt workshop --chat ${WORK}/nothing)
file(WRITE "${chat}" "[{\"role\": \"user\"")
refused("CHAT-SYNTAX" prompt workshop --chat ${chat})
file(WRITE "${chat}" "[{\"role\": \"wizard\", \"content\": \"Hi\"}]")
refused("CHAT-ROLE" prompt workshop --chat ${chat})
file(WRITE "${chat}" "[{\"role\": \"user\", \"content\": 7}]")
refused("CHAT-MESSAGE" prompt workshop --chat ${chat})

# A template that does not work is replaced by the family's own prompt, and the reader is told why.
file(COPY $ENV{EXPERTSCOPE_MODELS}/workshop/tokenizer.json DESTINATION ${WORK}/broken)
file(WRITE "${chat}" "[{\"role\": \"user\", \"content\": \"Hi\"}]")
run(0 prompt ${WORK}/broken --chat ${chat})
expect_equal("${err}" "" "no template, no complaint")
set(built_in "${out}")
file(WRITE ${WORK}/broken/chat_template.jinja "<｜Assistant｜>{{ 1 + nothing }}")
run(0 prompt ${WORK}/broken --chat ${chat})
expect_match("${err}" "^TPL-VALUE - .*chat template, line 1, column [0-9]+.*built-in prompt of [-.a-z0-9]+ .*\n$" "why")
expect_match("${out}" "Hi" "the prompt that stands in")

# A bare tokenizer.json is model enough.
run(0 prompt ${WORK}/broken/tokenizer.json --chat ${chat} --ids)
expect_match("${out}" "^\\[[0-9,]+\\]\n$" "ids by a bare tokenizer")
