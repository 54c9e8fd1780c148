#include "access/condition_value.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <vector>

namespace celint {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

template <typename Number>
std::optional<Number> whole(std::string_view text, int base = 10) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Takes `size` digits from the front, after `before` if that is not NUL.
std::optional<int> take_digits(std::string_view& text, std::size_t size, char before = '\0') {
  if (before != '\0') {
    if (!text.starts_with(before)) return std::nullopt;
    text.remove_prefix(1);
  }
  if (text.size() < size || !all_digits(text.substr(0, size))) return std::nullopt;
  const auto value = whole<int>(text.substr(0, size));
  text.remove_prefix(size);
  return value;
}

/// `Z`, `+01:00`, `-0800` or nothing, in seconds.
std::optional<int> take_offset(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return 0;
  const int sign = text.front() == '-' ? -1 : 1;
  if (text.front() != '+' && text.front() != '-') return std::nullopt;
  text.remove_prefix(1);
  const auto hours = take_digits(text, 2);
  const auto minutes = take_digits(text, 2, text.starts_with(':') ? ':' : '\0');
  if (!hours || !minutes || !text.empty()) return std::nullopt;
  return sign * (*hours * 3600 + *minutes * 60);
}

std::optional<double> take_time(std::string_view text) {
  const auto hours = take_digits(text, 2, 'T');
  const auto minutes = take_digits(text, 2, ':');
  if (!hours || !minutes || *hours > 24 || *minutes > 59) return std::nullopt;
  double seconds = *hours * 3600 + *minutes * 60;
  if (text.starts_with(':')) {
    const auto whole_seconds = take_digits(text, 2, ':');
    if (!whole_seconds || *whole_seconds > 60) return std::nullopt;
    seconds += *whole_seconds;
    if (text.starts_with('.')) {
      const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
      if (end == 1) return std::nullopt;
      seconds += parse_number(text.substr(0, end)).value_or(0);
      text.remove_prefix(end);
    }
  }
  const auto offset = take_offset(text);
  if (!offset) return std::nullopt;
  return seconds - *offset;
}

bool parse_v4(std::string_view text, std::uint8_t* bytes) {
  for (int i = 0; i < 4; ++i) {
    const std::size_t end = i < 3 ? text.find('.') : text.size();
    if (end == std::string_view::npos || end > 3 || !all_digits(text.substr(0, end))) return false;
    const auto value = whole<unsigned>(text.substr(0, end));
    if (!value || *value > 255) return false;
    bytes[i] = static_cast<std::uint8_t>(*value);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

/// The 16-bit groups between colons; nothing if one is no group.
std::optional<std::vector<std::uint16_t>> parse_groups(std::string_view text) {
  std::vector<std::uint16_t> groups;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(':'), text.size());
    const auto group = end > 4 ? std::nullopt : whole<std::uint16_t>(text.substr(0, end), 16);
    if (!group || groups.size() == 8 || end + 1 == text.size()) return std::nullopt;
    groups.push_back(*group);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return groups;
}

bool parse_v6(std::string_view text, std::uint8_t* bytes) {
  const std::size_t gap = text.find("::");
  const auto left = parse_groups(text.substr(0, gap));
  const auto right = parse_groups(gap == std::string_view::npos ? std::string_view() : text.substr(gap + 2));
  if (!left || !right) return false;
  const std::size_t count = left->size() + right->size();
  if (gap == std::string_view::npos ? count != 8 : count > 7) return false;
  const auto put = [&](std::size_t index, std::uint16_t group) {
    bytes[2 * index] = static_cast<std::uint8_t>(group >> 8);
    bytes[2 * index + 1] = static_cast<std::uint8_t>(group & 0xff);
  };
  for (std::size_t i = 0; i < left->size(); ++i) put(i, (*left)[i]);
  for (std::size_t i = 0; i < right->size(); ++i) put(8 - right->size() + i, (*right)[i]);
  return true;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.starts_with('+')) text.remove_prefix(1);
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || digits.find_first_not_of("0123456789.") != std::string_view::npos)
    return std::nullopt;
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> parse_date(std::string_view text) {
  if (all_digits(text) && text.size() != 4) return parse_number(text);
  const auto year = take_digits(text, 4);
  if (!year) return std::nullopt;
  const auto month = text.empty() ? 1 : take_digits(text, 2, '-');
  const auto day = text.empty() ? 1 : take_digits(text, 2, '-');
  if (!month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  const double midnight =
      86400.0 * static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count());
  if (text.empty()) return midnight;
  const auto time = take_time(text);
  if (!time) return std::nullopt;
  return midnight + *time;
}

std::optional<AddressRange> parse_address_range(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  AddressRange range;
  range.v6 = address.find(':') != std::string_view::npos;
  if (!(range.v6 ? parse_v6(address, range.bytes.data()) : parse_v4(address, range.bytes.data())))
    return std::nullopt;
  const unsigned bits = range.v6 ? 128 : 32;
  range.prefix = bits;
  if (slash == std::string_view::npos) return range;
  const auto prefix = whole<unsigned>(text.substr(slash + 1));
  if (!prefix || *prefix > bits) return std::nullopt;
  range.prefix = *prefix;
  return range;
}

bool contains(const AddressRange& outer, const AddressRange& inner) {
  if (outer.v6 != inner.v6 || outer.prefix > inner.prefix) return false;
  for (unsigned bit = 0; bit < outer.prefix; ++bit)
    if (((outer.bytes[bit / 8] ^ inner.bytes[bit / 8]) >> (7 - bit % 8) & 1) != 0) return false;
  return true;
}

}  // namespace celint
