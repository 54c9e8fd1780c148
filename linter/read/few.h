// A list that is nearly always empty.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace celint {

/// A vector that takes one pointer while it holds nothing, for what there are millions of in memory.
template <typename T>
class Few {
 public:
  using value_type = T;

  Few() = default;
  Few(std::vector<T> items) {  // NOLINT(google-explicit-constructor): as good as the vector
    if (!items.empty()) items_ = std::make_unique<std::vector<T>>(std::move(items));
  }
  Few(const Few& other) : Few(other.items_ ? *other.items_ : std::vector<T>()) {}
  Few(Few&&) noexcept = default;
  Few& operator=(const Few& other) { return *this = Few(other); }
  Few& operator=(Few&&) noexcept = default;
  ~Few() = default;

  bool empty() const { return !items_ || items_->empty(); }
  std::size_t size() const { return items_ ? items_->size() : 0; }
  T* data() { return items_ ? items_->data() : nullptr; }
  const T* data() const { return items_ ? items_->data() : nullptr; }
  T* begin() { return data(); }
  T* end() { return data() + size(); }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size(); }
  T& operator[](std::size_t index) { return (*items_)[index]; }
  const T& operator[](std::size_t index) const { return (*items_)[index]; }
  const T& front() const { return items_->front(); }
  T& back() { return items_->back(); }
  const T& back() const { return items_->back(); }

  T& push_back(T item) {
    if (!items_) items_ = std::make_unique<std::vector<T>>();
    return items_->emplace_back(std::move(item));
  }

  friend bool operator==(const Few& a, const Few& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  std::unique_ptr<std::vector<T>> items_;
};

}  // namespace celint
