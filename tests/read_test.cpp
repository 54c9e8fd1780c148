#include "read/read.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "temp_folder.h"

namespace celint {
namespace {

std::vector<std::string> read_paths(const ReadOptions& options) {
  std::vector<std::string> paths;
  for (const Source& source : read(options)) paths.push_back(source.path);
  return paths;
}

std::vector<std::string> read_paths(const std::vector<std::string>& paths) {
  return read_paths(ReadOptions{.paths = paths});
}

// Standard input from a file, the working directory elsewhere, for the length of a scope.
class Redirected {
 public:
  explicit Redirected(const std::string& file) : saved_(dup(STDIN_FILENO)) {
    REQUIRE(freopen(file.c_str(), "r", stdin) != nullptr);
  }
  ~Redirected() {
    dup2(saved_, STDIN_FILENO);
    close(saved_);
  }

 private:
  int saved_;
};

class WorkingFolder {
 public:
  explicit WorkingFolder(const std::string& path) : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(path);
  }
  ~WorkingFolder() { std::filesystem::current_path(before_); }

 private:
  std::filesystem::path before_;
};

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("a folder is walked for names that may hold a document") {
  const TempFolder folder;
  for (const char* name :
       {"b.json", "a/z.yaml", "a/b/c.yml", "t.template", "u.tpl", "v.txt", "W.JSON", "x.tf.json"})
    folder.write(name);
  for (const char* name :
       {"readme.md", "policy", "main.tf", "json", ".hidden.json", ".git2/x.json", "a.json.bak"})
    folder.write(name);
  CHECK(read_paths(Paths{folder.path()}) ==
        Paths{"W.JSON", "a/b/c.yml", "a/z.yaml", "b.json", "t.template", "u.tpl", "v.txt", "x.tf.json"});
}

TEST_CASE("what is named is taken, hidden or not, whatever its name") {
  const TempFolder folder;
  folder.write("policy");
  folder.write(".hidden/a.json");
  CHECK(read_paths(Paths{folder.path("policy")}) == Paths{"policy"});
  CHECK(read_paths(Paths{folder.path(".hidden")}) == Paths{"a.json"});
  CHECK(read({.paths = {folder.path("policy")}}).front().named);
  CHECK_FALSE(read({.paths = {folder.path(".hidden")}}).front().named);
}

TEST_CASE("a file is read once, and named if any path names it") {
  const TempFolder folder;
  folder.write("a/x.json");
  folder.link("a/x.json", "same.json");
  folder.link("a", "b");
  const std::vector<Source> sources =
      read({.paths = {folder.path(), folder.path("b/x.json"), folder.path("a")}});
  REQUIRE(sources.size() == 1);
  CHECK(sources[0].path == "a/x.json");
  CHECK(sources[0].named);
}

TEST_CASE("a link is followed only to what lies under a given path") {
  const TempFolder folder;
  folder.write("in/.kept/real.json");
  folder.write("out/secret.json");
  folder.link(".kept", "in/kept");
  folder.link(".kept/real.json", "in/link.json");
  folder.link("../out", "in/escape");
  folder.link("../out/secret.json", "in/secret.json");
  folder.link("..", "in/up");
  folder.link("circle", "in/circle");
  folder.link("nowhere", "in/dangling.json");
  CHECK(read_paths(Paths{folder.path("in")}) == Paths{".kept/real.json"});
  CHECK(read_paths(Paths{folder.path("in"), folder.path("out")}) ==
        Paths{"in/.kept/real.json", "out/secret.json"});
}

TEST_CASE("a folder that links to its parent is walked once") {
  const TempFolder folder;
  folder.write("a/b/x.json");
  folder.link("../..", "a/b/root");
  folder.link(".", "a/self");
  CHECK(read_paths(Paths{folder.path()}) == Paths{"a/b/x.json"});
}

TEST_CASE("a pipe found by walking is not opened") {
  const TempFolder folder;
  folder.write("x.json");
  REQUIRE(mkfifo(folder.path("pipe.json").c_str(), 0600) == 0);
  CHECK(read_paths(Paths{folder.path()}) == Paths{"x.json"});
}

TEST_CASE("bytes are kept as they are") {
  const TempFolder folder;
  const std::string text = "\xEF\xBB\xBF{\r\n \"a\": \"\xC3\xA9\"}\r\n";
  folder.write("x.json", text);
  const std::vector<Source> sources = read({.paths = {folder.path("x.json")}});
  CHECK(sources[0].text == text);
  CHECK(sources[0].problems.empty());
}

TEST_CASE("a file over the limit is a problem, not a failure") {
  const TempFolder folder;
  folder.write("a.json", "12345");
  folder.write("b.json", "123456");
  const std::vector<Source> sources = read({.paths = {folder.path()}, .max_file_size = 5});
  CHECK(sources[0].text == "12345");
  CHECK(sources[0].problems.empty());
  CHECK(sources[1].text.empty());
  REQUIRE(sources[1].problems.size() == 1);
  CHECK(sources[1].problems[0].message == "The file is larger than the limit of 5 bytes.");
  CHECK(sources[1].problems[0].span == Span{1, 0, 0});
}

TEST_CASE("files of every size are read whole, found or named") {
  const TempFolder folder;
  constexpr std::size_t kBuffer = 65536;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, kBuffer - 1, kBuffer, kBuffer + 1, 3 * kBuffer}) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i * 7 % 26 + i / kBuffer);
    const std::string name = std::to_string(size) + "/a.json";
    folder.write(name, text);
    for (const std::string& path : {folder.path(std::to_string(size)), folder.path(name)}) {
      const std::vector<Source> whole = read({.paths = {path}, .max_file_size = size});
      CHECK(whole.front().text == text);
      CHECK(whole.front().problems.empty());
      if (size == 0) continue;
      CHECK(read({.paths = {path}, .max_file_size = size - 1}).front().problems.size() == 1);
    }
  }
}

TEST_CASE("a file that says nothing of its size is read whole, and not past the limit") {
  CHECK_FALSE(read({.paths = {"/proc/self/status"}}).front().text.empty());
  CHECK(read({.paths = {"/dev/zero"}, .max_file_size = 1 << 20}).front().problems.size() == 1);
}

TEST_CASE("what cannot be read ends the run and is named") {
  const TempFolder folder;
  CHECK_THROWS_AS(read({.paths = {folder.path("absent.json")}}), CannotRun);
  CHECK_THROWS_WITH(read({.paths = {folder.path("absent.json")}}),
                    "Cannot read '" + folder.path("absent.json") + "': No such file or directory.");
  CHECK_THROWS_WITH(read({.paths = {"/proc/self/mem"}}), "Cannot read '/proc/self/mem': Input/output error.");
  CHECK_THROWS_AS(read({.paths = {""}}), CannotRun);
  if (geteuid() == 0) {
    WARN("Running as root: nothing on disk is unreadable, that part is not tested.");
    return;
  }
  folder.write("x.json");
  chmod(folder.path("x.json").c_str(), 0);
  CHECK_THROWS_WITH(read({.paths = {folder.path()}}),
                    "Cannot read '" + folder.path("x.json") + "': Permission denied.");
}

TEST_CASE("standard input takes the name it is given, and the place of the file of that name") {
  const TempFolder folder;
  folder.write("sub/x.json", "[1]");
  folder.write("y.json", "[2]");
  folder.write("input", "[3]");
  {
    const Redirected input(folder.path("input"));
    const std::vector<Source> sources = read({.paths = {"-"}});
    REQUIRE(sources.size() == 1);
    CHECK(sources[0].path == "stdin");
    CHECK(sources[0].text == "[3]");
    CHECK(sources[0].named);
  }
  const Redirected input(folder.path("input"));
  const std::vector<Source> sources =
      read({.paths = {folder.path(), "-"}, .stdin_filename = folder.path("sub/x.json")});
  REQUIRE(sources.size() == 2);
  CHECK(sources[0].path == "sub/x.json");
  CHECK(sources[0].text == "[3]");
  CHECK(sources[1].path == "y.json");
}

TEST_CASE("the configuration is read with the rest") {
  const TempFolder folder;
  folder.write("celint.yaml");
  folder.write("iam/x.json");
  CHECK(read_paths(ReadOptions{.paths = {folder.path("iam")}, .config = folder.path("celint.yaml")}) ==
        Paths{"celint.yaml", "iam/x.json"});
}

TEST_CASE("paths are relative to the git top level, else to celint.yaml, else to the argument") {
  const TempFolder folder;
  folder.write("top/a/x.json");
  folder.write("top/b/y.json");
  CHECK(find_root({folder.path("top/a")}) == folder.path("top/a"));
  CHECK(find_root({folder.path("top/a/x.json")}) == folder.path("top/a"));
  CHECK(find_root({folder.path("top/a"), folder.path("top/b/y.json")}) == folder.path("top"));
  folder.write("top/celint.yaml");
  CHECK(find_root({folder.path("top/a")}) == folder.path("top"));
  folder.write(".git/HEAD");
  CHECK(find_root({folder.path("top/a")}) == folder.path());
  folder.write("top/a/.git", "gitdir: ../../.git/modules/a\n");
  CHECK(find_root({folder.path("top/a")}) == folder.path("top/a"));
  CHECK(find_root({folder.path("top/a"), folder.path("top/b")}) == folder.path());
}

TEST_CASE("celint.yaml is found upwards, as far as the root") {
  const TempFolder folder;
  folder.write("celint.yaml");
  folder.write("a/b/x.json");
  CHECK(find_config({folder.path("a/b/x.json")}, folder.path()) == folder.path("celint.yaml"));
  CHECK(find_config({folder.path("a/b")}, folder.path("a")).empty());
  folder.write("a/celint.yaml");
  CHECK(find_config({folder.path("a/b")}, folder.path()) == folder.path("a/celint.yaml"));
}

TEST_CASE("a printed path never climbs") {
  const TempFolder folder;
  folder.write("a/x.json");
  folder.write("b/y.json");
  folder.link("../b/y.json", "a/link.json");
  CHECK(printed_path(folder.path("a/x.json"), folder.path()) == "a/x.json");
  CHECK(printed_path(folder.path("a/../a/./x.json"), folder.path("a/")) == "x.json");
  CHECK(printed_path(folder.path("b/y.json"), folder.path("a")) == "y.json");
  CHECK(printed_path(folder.path("a/link.json"), folder.path()) == "b/y.json");
  CHECK(printed_path(folder.path("a/link.json"), folder.path("a")) == "link.json");
  CHECK(printed_path(folder.path("a/gone/z.json"), folder.path()) == "a/gone/z.json");
  CHECK(printed_path(folder.path("ab"), folder.path("a")) == "ab");
}

TEST_CASE("the working directory plays no part") {
  const TempFolder folder;
  folder.write("a/x.json");
  folder.write("a/celint.yaml");
  const Paths expected{"celint.yaml", "x.json"};
  CHECK(read_paths(Paths{folder.path("a")}) == expected);
  {
    const WorkingFolder here(folder.path());
    CHECK(read_paths(Paths{"a"}) == expected);
    CHECK(read_paths(Paths{"./a/../a/"}) == expected);
    CHECK(printed_path("a/x.json", "a") == "x.json");
  }
  const WorkingFolder here(folder.path("a"));
  CHECK(read_paths(Paths{}) == expected);
  CHECK(read_paths(Paths{"x.json"}) == Paths{"x.json"});
}

TEST_CASE("the problem of a source carries the source's number") {
  const TempFolder folder;
  folder.write("a.json");
  folder.write("b.json", "\"\x80\"");
  const std::vector<Source> sources = read({.paths = {folder.path()}});
  REQUIRE(sources[1].problems.size() == 1);
  CHECK(sources[1].problems[0].span == Span{1, 1, 2});
}

TEST_CASE("every file of the extra corpus is read") {
  const char* corpus = std::getenv("CELINT_CORPUS");
  if (corpus == nullptr) {
    WARN("CELINT_CORPUS is not set: skipped.");
    return;
  }
  for (const Source& source : read({.paths = {corpus}})) {
    std::ifstream file(std::filesystem::path(corpus) / source.path, std::ios::binary);
    if (!file) continue;  // printed relative to a folder above
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    CHECK(source.text == text);
  }
}

}  // namespace celint
