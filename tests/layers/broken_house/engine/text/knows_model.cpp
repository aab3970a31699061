// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// breaks: text stands on io
#include "engine/model/model.h"
