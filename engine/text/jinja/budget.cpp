// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/budget.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <ctime>

namespace engine::jinja {
namespace {

/// Processor time, so that a busy machine refuses no template that an idle one runs.
double thread_seconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

}  // namespace

void refuse(const char* code, std::string what, Place place, std::string found, std::string allowed)
{
    throw Error({code, std::move(what), fmt::format("chat template, line {}, column {}", place.line, place.column),
                 printable(found, 200), std::move(allowed), "The template wrote no prompt."});
}

Budget::Budget() : start_(thread_seconds()) {}

void Budget::steps(std::size_t count)
{
    if (count > max_steps - steps_)
        refuse("TPL-BUDGET", "The template does not come to an end", at, {}, fmt::format("{} steps", max_steps));
    steps_ += count;
    if (steps_ < next_look_) return;
    next_look_ = steps_ + 1024;
    if (thread_seconds() - start_ > max_seconds)
        refuse("TPL-BUDGET", "The template takes too long", at, {}, fmt::format("{:.0f} ms", max_seconds * 1000));
}

void Budget::make(std::size_t bytes)
{
    if (bytes > max_made - made_)
        refuse("TPL-BUDGET", "The template makes too much text", at, {}, fmt::format("{} bytes", max_made));
    made_ += bytes;
    scan(bytes);
}

void Budget::check_output(std::size_t bytes) const
{
    if (bytes > max_output)
        refuse("TPL-BUDGET", "The prompt is too long", at, fmt::format("{} bytes", bytes),
               fmt::format("{} bytes", max_output));
}

Budget::Level::Level(Budget& budget) : budget_(budget)
{
    if (budget.depth_ == max_depth)
        refuse("TPL-DEPTH", "The template is nested too deep", budget.at, {}, fmt::format("{} levels", max_depth));
    ++budget.depth_;
}

}  // namespace engine::jinja
