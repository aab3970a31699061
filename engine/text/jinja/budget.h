// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace engine::jinja {

/// Where something stands in a template, both counted from 1.
struct Place {
    int line = 1;
    int column = 1;
};

/// Throws Error{code}: TPL-SYNTAX (no template), TPL-NAME (a name, filter or statement that is not available),
/// TPL-VALUE (an operation its values do not allow), TPL-DEPTH, TPL-BUDGET, TPL-RAISED (by the template itself).
[[noreturn]] void refuse(const char* code, std::string what, Place place, std::string found = {},
                         std::string allowed = {});

/// What one template may use up. Every loop over values or bytes spends from it before it starts.
class Budget {
public:
    static constexpr std::size_t max_source = std::size_t(256) << 10;  ///< bytes
    static constexpr std::size_t max_nodes = 8192;                     ///< of the parsed template
    static constexpr int max_depth = 100;
    static constexpr std::size_t max_steps = 1'000'000;
    static constexpr std::size_t max_made = std::size_t(8) << 20;    ///< bytes of all values made
    static constexpr std::size_t max_output = std::size_t(4) << 20;  ///< bytes
    static constexpr double max_seconds = 0.25;                      ///< of this thread's processor time

    Budget();
    void steps(std::size_t count);
    void scan(std::size_t bytes) { steps(1 + bytes / 64); }
    void make(std::size_t bytes);
    void check_output(std::size_t bytes) const;

    /// A level of nesting, left when this goes out of scope.
    class Level {
    public:
        explicit Level(Budget& budget);
        ~Level() { --budget_.depth_; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

    private:
        Budget& budget_;
    };

    Place at;  ///< what is being done, for errors

private:
    int depth_ = 0;
    std::size_t steps_ = 0;
    std::size_t next_look_ = 0;  // steps at which the clock is read again
    std::size_t made_ = 0;
    double start_ = 0;
};

}  // namespace engine::jinja
