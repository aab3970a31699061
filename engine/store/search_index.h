// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/store/database.h"

#include <map>
#include <string>
#include <vector>

namespace engine {

/// The full-text index over the documents of one folder: an SQLite file that can be lost without loss. Documents
/// go by their file names. Throws TRACE-* when the file is damaged: remove it and make it anew.
class SearchIndex {
public:
    explicit SearchIndex(const std::filesystem::path& file);

    struct Entry {
        std::string name, stamp;  ///< stamp: of the document's file when it was read
        std::string title, body;
        std::int64_t updated_ms = 0;
        bool changed = false;  ///< holds a reply made under an experiment
    };
    void put(const Entry& entry);
    void forget(const std::string& name);

    std::map<std::string, std::string> stamps();  ///< by name
    std::vector<Entry> newest(int limit);         ///< without bodies and stamps
    /// Documents in which all words stand, newest first, without stamps. Words of less than three characters are
    /// looked for in the text itself: trigrams do not hold them.
    std::vector<Entry> search(const std::vector<std::string>& words, int limit);

private:
    Database database_;
};

}  // namespace engine
