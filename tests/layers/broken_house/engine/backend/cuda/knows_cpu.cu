// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// breaks: cpu and cuda do not know each other
#include "engine/backend/cpu/attention.h"
