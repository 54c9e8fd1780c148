// Memory that is given back all at once.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <memory_resource>
#include <string_view>
#include <type_traits>
#include <vector>

namespace celint {

/// A list in an Arena, which must outlive it: one pointer, as there are millions in memory, short or empty.
template <typename T>
class List {
 public:
  using value_type = T;

  List() = default;

  bool empty() const { return size_ == nullptr; }
  std::size_t size() const { return empty() ? 0 : *size_; }
  const T* data() const { return empty() ? nullptr : reinterpret_cast<const T*>(size_ + 1); }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size(); }
  /// These three: not of an empty list.
  const T& operator[](std::size_t index) const { return data()[index]; }
  const T& front() const { return *begin(); }
  const T& back() const { return *(end() - 1); }

 private:
  friend class Arena;
  const std::size_t* size_ = nullptr;  // null if it is empty; its items lie behind it
};

/// Memory of a document, or of models: it only grows, and is not there before it is needed.
class Arena {
 public:
  Arena() = default;
  /// Whose first piece is of about this many bytes; the next pieces grow.
  explicit Arena(std::size_t first) : memory_(std::make_unique<std::pmr::monotonic_buffer_resource>(first)) {}

  void* allocate(std::size_t bytes, std::size_t alignment) const {
    if (!memory_) memory_ = std::make_unique<std::pmr::monotonic_buffer_resource>(kFirst);
    return memory_->allocate(bytes, alignment);
  }
  /// A copy of `bytes` in it.
  std::string_view keep(std::string_view bytes) const;
  /// A list of up to `most` items in it. `fill` writes them from a `T*` on and says how many there are.
  template <typename T, typename Fill>
  List<T> list(std::size_t most, const Fill& fill) const {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= alignof(std::size_t));
    List<T> list;
    if (most == 0) return list;
    auto* size =
        static_cast<std::size_t*>(allocate(sizeof(std::size_t) + most * sizeof(T), alignof(std::size_t)));
    *size = fill(reinterpret_cast<T*>(size + 1));
    if (*size > 0) list.size_ = size;
    return list;
  }
  /// A copy of the items in it.
  template <typename T>
  List<T> list(const std::vector<T>& items) const {
    return list<T>(items.size(), [&](T* at) {
      std::memcpy(static_cast<void*>(at), items.data(), items.size() * sizeof(T));
      return items.size();
    });
  }

 private:
  static constexpr std::size_t kFirst = 256;
  mutable std::unique_ptr<std::pmr::monotonic_buffer_resource> memory_;
};

}  // namespace celint
