# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
include(${CMAKE_CURRENT_LIST_DIR}/cli.cmake)
set(question --ask "What does a router do?" -n 12)

# Greedy: the same reply every time, with and without its routing.
run(0 generate workshop ${question} --temp 0)
set(reply "${out}")
expect_match("${err}" "^12 tokens, " "how many tokens, on standard error")
run(0 generate workshop ${question} --temp 0 --json --threads 1)
string(REGEX MATCHALL "[^\n]+" lines "${out}")
list(LENGTH lines count)
expect_equal("${count}" 12 "one line per token")

run(0 info workshop --json)
string(JSON layers LENGTH "${out}" moe_layers)
string(JSON chosen GET "${out}" num_experts_per_tok)
string(JSON experts GET "${out}" n_routed_experts)
set(text "")
foreach(line IN LISTS lines)
  expect_length("${line}" ${layers} experts)
  expect_length("${line}" ${chosen} experts 0)
  expect_length("${line}" ${chosen} weights 0)
  expect_length("${line}" ${experts} scores 0)
  string(JSON piece GET "${line}" text)
  string(APPEND text "${piece}")
endforeach()
expect_equal("${text}\n" "${reply}" "the tokens' texts are the reply")

# Sampled: the same seed gives the same reply.
run(0 generate workshop ${question} --temp 1 --seed 7)
set(sampled "${out}")
run(0 generate workshop ${question} --temp 1 --seed 7)
expect_equal("${out}" "${sampled}" "a seed decides the reply")

run(0 generate workshop -p "A router" -n 1)
expect_match("${err}" "^1 tokens, " "raw text")
file(WRITE "${WORK}/chat.json" "[{\"role\": \"user\", \"content\": \"What does a router do?\"}]")
run(0 generate workshop --chat ${WORK}/chat.json -n 12 --temp 0)
expect_equal("${out}" "${reply}" "a chat of one question is that question")

refused("PROMPT-TOO-LONG" generate workshop ${question} --ctx 4)
refused("[A-Z]+-[A-Z-]+" generate ${GOLDEN} ${question})
refused("DEVICE[A-Z-]*" generate workshop ${question} --device cuda)
