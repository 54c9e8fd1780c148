// Independent pieces of work on several threads; results stay in the order of the pieces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace celint {

/// As many threads as the machine runs at once; 1 if it does not say.
unsigned all_cores();

/// How many of `jobs` threads this many bytes are worth: one for each 64 KiB begun, at least one. A thread
/// takes about as long to start as a small file takes to read.
unsigned worth(unsigned jobs, std::uint64_t bytes);

/// Calls `work` once for each index below `count`, on up to `jobs` threads (the calling one included), in
/// order of indices where there is one. Where calls throw, the exception of the lowest index is thrown
/// again, whatever the number of threads; later calls may be left out.
void for_each_index(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work);

/// How many runs of indices up to `jobs` threads are best given: few, but so many that none waits long.
std::size_t run_count(unsigned jobs);

/// The same for work that has something to set up: once for each of `run_count(jobs)` runs of indices, with
/// the run's number and its half-open range.
void for_each_run(std::size_t count, unsigned jobs,
                  const std::function<void(std::size_t run, std::size_t begin, std::size_t end)>& work);

}  // namespace celint
