#include "read/tar.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "read/source.h"
#include "read/world_stream.h"

using namespace celint;
using Type = TarEntry::Type;

namespace {

std::string octal(std::uint64_t value, std::size_t digits) {
  std::string text(digits, '0');
  for (std::size_t i = digits; i-- > 0; value >>= 3) text[i] = static_cast<char>('0' + (value & 7));
  return text;
}

/// One entry with its content, padded to whole blocks.
std::string entry(char type, const std::string& path, const std::string& content = {},
                  const std::string& target = {}, const std::string& prefix = {}) {
  std::string header(512, '\0');
  header.replace(0, path.size(), path);
  header.replace(124, 11, octal(content.size(), 11));
  header[156] = type;
  header.replace(157, target.size(), target);
  header.replace(257, 8,
                 std::string("ustar\0"
                             "00",
                             8));
  header.replace(345, prefix.size(), prefix);
  header.replace(148, 8, 8, ' ');
  std::uint64_t sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  header.replace(148, 7, octal(sum, 6) + '\0');
  return header + content + std::string((512 - content.size() % 512) % 512, '\0');
}

std::string file(const std::string& path, const std::string& content) { return entry('0', path, content); }

const std::string kEnd(1024, '\0');

std::string pax(const std::string& key, const std::string& value) {
  std::string record = " " + key + "=" + value + "\n";
  std::size_t length = record.size() + 1;
  while (std::to_string(length).size() + record.size() != length) ++length;
  return entry('x', "pax", std::to_string(length) + record);
}

struct Read {
  TarEntry entry;
  std::string content;
};

std::vector<Read> read_all(const std::string& bytes) {
  std::istringstream stream(bytes);
  TarReader tar(stream);
  std::vector<Read> result;
  while (auto one = tar.next()) result.push_back({*one, tar.read(1 << 20).text});
  return result;
}

std::string failure(const std::string& bytes) {
  try {
    read_all(bytes);
  } catch (const CannotRun& reason) {
    return reason.what();
  }
  return {};
}

std::vector<StreamedWorld> worlds(const std::string& bytes, const Shard& shard = {}) {
  std::istringstream stream(bytes);
  WorldStream source(stream, shard, 1 << 20, std::nullopt);
  std::vector<StreamedWorld> result;
  while (auto world = source.next()) result.push_back(std::move(*world));
  return result;
}

/// `a: a/x.json a/y.json`
std::string listed(const std::vector<StreamedWorld>& all) {
  std::string text;
  for (const StreamedWorld& world : all) {
    text += world.name + ":";
    for (const Source& source : world.sources) text += " " + source.path;
    text += world.config.empty() ? "\n" : " (" + world.config + ")\n";
  }
  return text;
}

}  // namespace

TEST_CASE("tar: entries of every format with their names, types and contents") {
  const std::string name(150, 'n');
  const auto all = read_all(entry('5', "./a/") + file("./a/x.json", "{}") + file("a/empty.json", "") +
                            entry('1', "a/y.json", "", "./a/x.json") + entry('2', "a/z.json", "", "x.json") +
                            entry('0', "deep.json", "1", "", "a/b") + pax("path", "a/\xc3\xa4.json") +
                            file("a/other", "2") + entry('L', "././@LongLink", name + '\0') +
                            file("short", std::string(700, 'c')) + entry('g', "pax", "18 comment=abcdef\n") +
                            file("last.json", "3") + kEnd);
  REQUIRE(all.size() == 9);
  CHECK(all[0].entry.path == "a");
  CHECK(all[0].entry.type == Type::folder);
  CHECK(all[1].entry.path == "a/x.json");
  CHECK(all[1].content == "{}");
  CHECK(all[2].content.empty());
  CHECK(all[3].entry.type == Type::hard_link);
  CHECK(all[3].entry.target == "a/x.json");
  CHECK(all[4].entry.type == Type::other);
  CHECK(all[5].entry.path == "a/b/deep.json");
  CHECK(all[6].entry.path == "a/\xc3\xa4.json");
  CHECK(all[6].content == "2");
  CHECK(all[7].entry.path == name);
  CHECK(all[7].content == std::string(700, 'c'));
  CHECK(all[8].content == "3");
}

TEST_CASE("tar: sizes beyond octal, and what is not asked for is passed over") {
  std::string large = file("a/x.json", "abc");
  large.replace(124, 12, std::string("\x80\0\0\0\0\0\0\0\0\0\0\x03", 12));
  large.replace(148, 8, 8, ' ');
  std::uint64_t sum = 0;
  for (const char c : large.substr(0, 512)) sum += static_cast<unsigned char>(c);
  large.replace(148, 7, octal(sum, 6) + '\0');
  CHECK(read_all(large + kEnd).at(0).content == "abc");
  CHECK(read_all(pax("size", "3") + file("a/x.json", "abc") + kEnd).at(0).content == "abc");

  std::istringstream stream(file("a", std::string(2000, 'a')) + file("b", "b") + kEnd);
  TarReader tar(stream);
  REQUIRE(tar.next());
  CHECK(tar.read(1999).too_large);
  REQUIRE(tar.next());
  CHECK(tar.read(1).text == "b");
  CHECK_FALSE(tar.next());
}

TEST_CASE("tar: what is no tar, cut short or hostile is said, with the place") {
  const std::string good = file("a/x.json", std::string(600, 'x')) + kEnd;
  for (const std::size_t size : {std::size_t{0}, std::size_t{100}, std::size_t{700}, good.size() - 1024})
    CHECK(failure(good.substr(0, size)) ==
          "Cannot read the tar stream: it is cut short at byte " + std::to_string(size) + ".");
  CHECK(failure(std::string(600, 'x')) == "Cannot read the tar stream: no header of an entry at byte 512.");
  CHECK(failure("\x1f\x8b" + std::string(600, 'x')).find("gzip -dc") != std::string::npos);
  CHECK(failure(file("../a", "") + kEnd).find("leads out of the stream") != std::string::npos);
  CHECK(failure(file("/etc/a", "") + kEnd).find("an absolute path") != std::string::npos);
  CHECK(failure(pax("path", "a/../b") + file("a", "") + kEnd).find("leads out") != std::string::npos);
  CHECK(failure(entry('x', "pax", "99 path=a\n") + file("a", "") + kEnd).find("faulty pax") !=
        std::string::npos);
  CHECK(failure(entry('S', "a/x.json") + kEnd).find("sparse") != std::string::npos);
  // A claim of 2^62 bytes takes no memory.
  CHECK(failure(pax("size", "4611686018427387904") + file("a", "x") + kEnd).find("cut short") !=
        std::string::npos);
}

TEST_CASE("worlds of a tar stream are its top-level folders, with the files that a walk would take") {
  const std::string bytes =
      entry('5', "./") + file("celint.yaml", "") + file("loose.json", "{}") + entry('5', "b/") +
      file("b/y.json", "{}") + file("b/.git/config.json", "{}") + file("b/x.YAML", "") +
      file("b/notes.md", "") + entry('1', "b/z.json", "", "b/y.json") + file(".hidden/x.json", "{}") +
      entry('5', "empty/") + file("a/celint.yaml", "") + file("a/deep/x.json", "{}") + kEnd;
  CHECK(listed(worlds(bytes)) ==
        "b: b/x.YAML b/y.json b/z.json celint.yaml (celint.yaml)\n"
        "empty: celint.yaml (celint.yaml)\n"
        "a: a/celint.yaml a/deep/x.json (a/celint.yaml)\n");
  CHECK(worlds(bytes).at(0).sources.at(2).text == "{}");
  std::string shares;
  for (std::size_t index = 1; index <= 3; ++index) shares += listed(worlds(bytes, {index, 3}));
  CHECK(shares.size() == listed(worlds(bytes)).size());
}

TEST_CASE("worlds of a tar stream whose files are apart cannot be checked one by one") {
  CHECK_THROWS_WITH(worlds(file("a/x.json", "") + file("b/x.json", "") + file("a/y.json", "") + kEnd),
                    "The files of 'a' do not stand together in the tar stream.");
  CHECK_THROWS_WITH(worlds(file("a/x.json", "") + file("celint.yaml", "") + kEnd),
                    Catch::Contains("comes after 'a'"));
  CHECK_THROWS_WITH(worlds(entry('1', "a/x.json", "", "b/x.json") + kEnd), Catch::Contains("hard link"));
}
