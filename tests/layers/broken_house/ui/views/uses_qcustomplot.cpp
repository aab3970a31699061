// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// breaks: only plots draw with QCustomPlot
#include "qcustomplot.h"
