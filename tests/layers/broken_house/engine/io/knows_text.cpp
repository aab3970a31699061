// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// breaks: io knows nothing above it
#include "engine/text/tokenizer.h"
