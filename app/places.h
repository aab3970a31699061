// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <filesystem>

namespace app {

/// Where this program finds things: installed, beside a build tree, or where an environment variable says.
std::filesystem::path sessions_folder();
QString sample_folder();
QStringList lesson_folders();  ///< chosen by hand, bundled, and those of the user
bool model_is_there(const QString& name);

}  // namespace app
