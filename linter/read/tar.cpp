#include "read/tar.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <numeric>
#include <vector>

#include "read/source.h"

namespace celint {
namespace {

/// Longer names and pax headers than any file system takes.
constexpr std::uint64_t kMaxMeta = std::uint64_t{1} << 20;

/// A field of the header: [begin, begin + length).
struct Field {
  std::size_t begin;
  std::size_t length;
};
constexpr Field kName{0, 100}, kSize{124, 12}, kChecksum{148, 8}, kTarget{157, 100}, kMagic{257, 6},
    kPrefix{345, 155};
constexpr std::size_t kType = 156;

template <typename Block>
std::string_view bytes_of(const Block& header, Field field) {
  return {header.data() + field.begin, field.length};
}

/// Up to the first NUL.
template <typename Block>
std::string_view text_of(const Block& header, Field field) {
  const std::string_view bytes = bytes_of(header, field);
  return bytes.substr(0, bytes.find('\0'));
}

/// Octal digits, spaces before and after; GNU: big endian after a first byte of 0x80.
std::optional<std::uint64_t> number_of(std::string_view bytes) {
  std::uint64_t value = 0;
  if (bytes.front() == '\x80' && bytes.size() > 8) {
    if (std::any_of(bytes.begin() + 1, bytes.end() - 8, [](char c) { return c != 0; })) return std::nullopt;
    for (const char c : bytes.substr(bytes.size() - 8)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }
  bytes = bytes.substr(0, bytes.find('\0'));
  while (bytes.starts_with(' ')) bytes.remove_prefix(1);
  while (bytes.ends_with(' ')) bytes.remove_suffix(1);
  if (bytes.empty()) return 0;
  const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), value, 8);
  if (error != std::errc() || end != bytes.data() + bytes.size()) return std::nullopt;
  return value;
}

/// The sum of all bytes, those of the sum itself taken as spaces.
template <typename Block>
bool has_right_checksum(const Block& header) {
  const auto add = [](std::uint64_t sum, char c) { return sum + static_cast<unsigned char>(c); };
  const std::string_view own = bytes_of(header, kChecksum);
  const std::uint64_t all = std::accumulate(header.begin(), header.end(), std::uint64_t{0}, add);
  const std::uint64_t sum =
      all - std::accumulate(own.begin(), own.end(), std::uint64_t{0}, add) + std::uint64_t{' '} * own.size();
  return number_of(own) == sum;
}

TarEntry::Type type_of(char flag) {
  if (flag == '0' || flag == '\0' || flag == '7') return TarEntry::Type::file;
  if (flag == '5') return TarEntry::Type::folder;
  return flag == '1' ? TarEntry::Type::hard_link : TarEntry::Type::other;
}

std::uint64_t padded(std::uint64_t size, std::uint64_t block) { return (size + block - 1) / block * block; }

}  // namespace

void TarReader::fail(const std::string& what) const {
  throw CannotRun("Cannot read the tar stream: " + what + " at byte " + std::to_string(at_) + ".");
}

void TarReader::take(char* to, std::uint64_t count) {
  stream_.read(to, static_cast<std::streamsize>(count));
  const auto got = static_cast<std::uint64_t>(stream_.gcount());
  at_ += got;
  if (got != count) fail("it is cut short");
}

void TarReader::pass_over(std::uint64_t count) {
  std::vector<char> buffer(std::min<std::uint64_t>(count, 1 << 16));
  for (; count > 0; count -= std::min<std::uint64_t>(count, buffer.size()))
    take(buffer.data(), std::min<std::uint64_t>(count, buffer.size()));
}

void TarReader::open(std::uint64_t size) {
  if (size > std::uint64_t{1} << 62) fail("an entry of impossible size");
  size_ = size;
  left_ = padded(size, kBlock);
}

/// False at the end, which is a block of zeros. What follows it is read, so that the writer can end.
bool TarReader::read_header(Block& header) {
  if (ended_) return false;
  take(header.data(), header.size());
  if (std::all_of(header.begin(), header.end(), [](char c) { return c == 0; })) {
    stream_.ignore(std::numeric_limits<std::streamsize>::max());
    ended_ = true;
    return false;
  }
  if (bytes_of(header, {0, 2}) == "\x1f\x8b") fail("it is compressed, pass it through `gzip -dc`,");
  if (!has_right_checksum(header)) fail("no header of an entry");
  return true;
}

/// `LENGTH KEY=VALUE\n`, LENGTH counting the whole record.
void TarReader::read_pax(std::string_view records, Ahead& ahead) const {
  while (!records.empty()) {
    std::size_t length = 0;
    const auto [space, error] = std::from_chars(records.data(), records.data() + records.size(), length);
    const auto digits = static_cast<std::size_t>(space - records.data());
    if (error != std::errc() || length < digits + 2 || length > records.size()) fail("a faulty pax header");
    const std::string_view record = records.substr(digits + 1, length - digits - 2);
    const std::size_t equals = std::min(record.find('='), record.size());
    const std::string_view key = record.substr(0, equals);
    const std::string_view value = record.substr(std::min(equals + 1, record.size()));
    if (key == "path") ahead.path = value;
    if (key == "linkpath") ahead.target = value;
    if (key == "size") {
      std::uint64_t size = 0;
      if (std::from_chars(value.data(), value.data() + value.size(), size).ec != std::errc())
        fail("a faulty pax header");
      ahead.size = size;
    }
    records.remove_prefix(length);
  }
}

std::string TarReader::clean(std::string_view path) const {
  if (path.starts_with('/')) fail("an absolute path");
  std::string result;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    if (part == "..") fail("a path that leads out of the stream");
    if (!part.empty() && part != ".") result.append(result.empty() ? "" : "/").append(part);
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return result;
}

TarEntry TarReader::entry_of(const Block& header, const Ahead& ahead) const {
  std::string path(text_of(header, kName));
  // GNU writes `ustar ` and other fields where ustar has the prefix.
  if (bytes_of(header, kMagic) == std::string_view("ustar\0", 6) && !text_of(header, kPrefix).empty())
    path = std::string(text_of(header, kPrefix)) + "/" + path;
  if (!ahead.path.empty()) path = ahead.path;
  const std::string target = ahead.target.empty() ? std::string(text_of(header, kTarget)) : ahead.target;
  TarEntry entry{type_of(header[kType]), clean(path), {}, 0};
  // A path that ends in a slash is a folder's, whatever an old program says.
  if (path.ends_with('/')) entry.type = TarEntry::Type::folder;
  if (entry.type == TarEntry::Type::hard_link) entry.target = clean(target);
  if (header[kType] == 'S') fail("'" + path + "' is a sparse file, which is not supported,");
  return entry;
}

std::optional<TarEntry> TarReader::next() {
  Ahead ahead;
  for (Block header;;) {
    pass_over(left_);
    left_ = 0;
    if (!read_header(header)) return std::nullopt;
    const auto size = number_of(bytes_of(header, kSize));
    if (!size) fail("an entry of impossible size");
    const char type = header[kType];
    const bool is_meta = type == 'x' || type == 'L' || type == 'K';
    if (!is_meta && type != 'g') {
      TarEntry entry = entry_of(header, ahead);
      // Links and folders may carry the size of what they name.
      const bool is_bare = entry.type == TarEntry::Type::hard_link || type == '2' || type == '5';
      entry.size = is_bare ? 0 : ahead.size.value_or(*size);
      open(entry.size);
      return entry;
    }
    open(*size);
    if (type == 'g') continue;  // Comments, as of git archive.
    const Bytes text = read(kMaxMeta);
    if (text.too_large) fail("a name that is too long");
    if (type == 'x') read_pax(text.text, ahead);
    if (type == 'L') ahead.path = text.text.c_str();
    if (type == 'K') ahead.target = text.text.c_str();
  }
}

Bytes TarReader::read(std::uint64_t limit) {
  if (size_ > limit) return {{}, true};
  Bytes bytes;
  // Grows as bytes come: the size in a header is a claim.
  while (bytes.text.size() < size_) {
    const std::size_t had = bytes.text.size();
    const std::uint64_t more = std::min<std::uint64_t>(size_ - had, std::max<std::uint64_t>(had, 1 << 16));
    bytes.text.resize(had + more);
    take(bytes.text.data() + had, more);
  }
  left_ -= size_;
  size_ = 0;
  return bytes;
}

}  // namespace celint
