// Lines and columns, against a plain count from the beginning of the text.
#include "report/position.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

using namespace celint;

namespace {

/// Every line end that lies before `byte` counts; the column counts UTF-16 units.
Position counted(const std::string& text, std::size_t byte) {
  Position place;
  for (std::size_t at = 0; at < byte; ++at) {
    const auto unit = static_cast<unsigned char>(text[at]);
    if (text[at] == '\n' || (text[at] == '\r' && text.substr(at + 1, 1) != "\n"))
      place = {place.line + 1, 1};
    else
      place.column += ((unit & 0xC0U) != 0x80U ? 1U : 0U) + (unit >= 0xF0U ? 1U : 0U);
  }
  return place;
}

}  // namespace

TEST_CASE("positions are those of a count from the beginning") {
  const std::vector<std::string> parts{
      "a", "\n", "\r", "\r\n", "\u00e4", "\u20ac", "\U0001f600", std::string(40, ' '), std::string(600, 'x')};
  std::mt19937 random(3);
  for (int round = 0; round < 60; ++round) {
    std::string text;
    // Some without line ends, some without characters above ASCII.
    const std::size_t kinds = 1 + random() % parts.size();
    for (std::size_t i = 0, count = random() % 120; i < count; ++i) text += parts[random() % kinds];
    INFO(text);
    const Lines lines(text);
    for (std::size_t byte = 0; byte <= text.size(); byte += 1 + random() % 3) {
      const Position expected = counted(text, byte), found = lines.at(static_cast<std::uint32_t>(byte));
      REQUIRE(found.line == expected.line);
      REQUIRE(found.column == expected.column);
      REQUIRE(lines.begin(found.line) <= byte);
      if (byte < lines.end(found.line))
        REQUIRE(lines.line(found.line).find_first_of("\r\n") == std::string::npos);
    }
    REQUIRE(lines.count() == counted(text, text.size()).line);
    REQUIRE(lines.at(lines.begin(lines.count())).column == 1);
  }
}
