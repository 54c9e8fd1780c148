#include "read/encoding.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>

namespace celint {
namespace {

// The bytes [begin, end) of the first problem of a text; -1 if there is none.
std::pair<int, int> fault(std::string_view text) {
  const auto problem = encoding_problem(text);
  if (!problem) return {-1, -1};
  return {static_cast<int>(problem->span.begin), static_cast<int>(problem->span.end)};
}

constexpr std::pair<int, int> kNone{-1, -1};

TEST_CASE("the first byte that is not UTF-8 is found") {
  CHECK(fault("") == kNone);
  CHECK(fault("plain text of more than eight bytes\t\r\n\x7F") == kNone);
  CHECK(fault("\xEF\xBB\xBF{}") == kNone);
  CHECK(fault("\xC2\x80 \xDF\xBF \xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xF0\x90\x80\x80 \xF4\x8F\xBF\xBF") ==
        kNone);
  for (const char* bad :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2 ", "\xE0\x9F\xBF", "\xE2\x82", "\xED\xA0\x80",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xF0\x9F\x98"})
    for (std::size_t before = 0; before < 20; ++before) {
      const int at = static_cast<int>(before);
      CHECK(fault(std::string(before, 'x') + bad) == std::pair(at, at + 1));
      CHECK(fault(std::string(before, 'x') + bad + "12345678") == std::pair(at, at + 1));
    }
}

TEST_CASE("NUL is found at any offset") {
  for (std::size_t size = 1; size < 40; ++size)
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, '\x01');
      text[at] = '\0';
      CHECK(fault(text) == std::pair(static_cast<int>(at), static_cast<int>(at) + 1));
    }
}

TEST_CASE("a problem of the encoding says which byte") {
  CHECK(encoding_problem("abc\xE9")->message == "The byte at offset 3 (0xE9) is not valid UTF-8.");
  CHECK(encoding_problem(std::string_view("a\0b", 3))->message ==
        "The byte at offset 1 is NUL (0x00): text cannot hold it.");
  CHECK(encoding_problem(std::string_view("\xFF\xFE{\0", 4))->message ==
        "The file is UTF-16: the byte at offset 0 is not valid UTF-8. Save it as UTF-8.");
}

}  // namespace
}  // namespace celint
