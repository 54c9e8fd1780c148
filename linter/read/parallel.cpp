#include "read/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace celint {
namespace {

// Indices are handed out in order, and whatever is handed out is done: all below one that threw are run.
class Queue {
 public:
  Queue(std::size_t count, const std::function<void(std::size_t)>& work) : count_(count), work_(work) {}

  void run() {
    while (!failed_) {
      const std::size_t index = next_++;
      if (index >= count_) return;
      try {
        work_(index);
      } catch (...) {
        fail(index, std::current_exception());
      }
    }
  }

  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  void fail(std::size_t index, std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    if (!error_ || index < failed_index_) {
      failed_index_ = index;
      error_ = std::move(error);
    }
    failed_ = true;
  }

  const std::size_t count_;
  const std::function<void(std::size_t)>& work_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;
  std::size_t failed_index_ = 0;
  std::exception_ptr error_;
};

}  // namespace

unsigned all_cores() { return std::max(1U, std::thread::hardware_concurrency()); }

unsigned worth(unsigned jobs, std::uint64_t bytes) {
  constexpr std::uint64_t kBytesOfThread = 65536;
  return static_cast<unsigned>(std::min<std::uint64_t>(jobs, bytes / kBytesOfThread + 1));
}

void for_each_index(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work) {
  if (jobs <= 1 || count <= 1) {
    for (std::size_t index = 0; index < count; ++index) work(index);
    return;
  }
  Queue queue(count, work);
  {
    std::vector<std::jthread> helpers;
    try {
      for (std::size_t i = 1; i < std::min<std::size_t>(jobs, count); ++i)
        helpers.emplace_back([&queue] { queue.run(); });
    } catch (const std::system_error&) {
      // The system gives no more threads: those there are do it.
    }
    queue.run();
  }
  queue.rethrow();
}

std::size_t run_count(unsigned jobs) { return jobs <= 1 ? 1 : std::size_t{jobs} * 16; }

void for_each_run(std::size_t count, unsigned jobs,
                  const std::function<void(std::size_t run, std::size_t begin, std::size_t end)>& work) {
  const std::size_t runs = run_count(jobs);
  for_each_index(runs, jobs,
                 [&](std::size_t run) { work(run, count * run / runs, count * (run + 1) / runs); });
}

}  // namespace celint
