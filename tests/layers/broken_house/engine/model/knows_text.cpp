// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// breaks: model stands on backend and io
#include "engine/text/tokenizer.h"
