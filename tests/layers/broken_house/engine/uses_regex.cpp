// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// breaks: regular expressions overflow the stack on foreign text
#include <regex>
