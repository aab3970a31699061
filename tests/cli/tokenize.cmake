# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
include(${CMAKE_CURRENT_LIST_DIR}/cli.cmake)

set(text "Hello, router! 12345 \t 専門家は 🦊 です。\n\n  def f(x):\n")
file(WRITE "${WORK}/text" "${text}")
run(0 tokenize workshop --file ${WORK}/text)
string(STRIP "${out}" ids)
string(JSON count LENGTH "${ids}")
if(count LESS 10)
  message(FATAL_ERROR "only ${count} tokens: ${ids}")
endif()
run(0 detokenize workshop ${ids})
expect_equal("${out}" "${text}" "text after tokenize and detokenize")

run(0 tokenize workshop "Hello, router!")
set(hello "${out}")
file(WRITE "${WORK}/lines.jsonl" "{\"text\": \"Hello, router!\"}\n{\"text\": \"\"}\n")
run(0 tokenize workshop --jsonl ${WORK}/lines.jsonl)
expect_equal("${out}" "${hello}[]\n" "one array a line")

# What a user typed never becomes a control token.
file(WRITE "${WORK}/chat.json" "[{\"role\": \"user\", \"content\": \"Hi\"}]")
run(0 prompt workshop --chat ${WORK}/chat.json)
file(WRITE "${WORK}/prompt" "${out}")
run(0 prompt workshop --chat ${WORK}/chat.json --ids)
set(prompt_ids "${out}")
run(0 tokenize workshop --special --file ${WORK}/prompt)
expect_equal("${out}" "${prompt_ids}" "ids of the prompt's text")
run(0 tokenize workshop --file ${WORK}/prompt)
if(out STREQUAL prompt_ids)
  message(FATAL_ERROR "control tokens were recognised in plain text")
endif()

refused("FILE-MISSING" tokenize workshop --file ${WORK}/nothing)
file(WRITE "${WORK}/lines.jsonl" "{\"words\": 1}\n")
refused("JSONL-LINE" tokenize workshop --jsonl ${WORK}/lines.jsonl)
refused("[A-Z]+-[A-Z-]+" tokenize ${GOLDEN} text)
refused("TOK-ID" detokenize workshop 99999999)
