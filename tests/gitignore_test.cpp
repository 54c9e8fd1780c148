#include "read/gitignore.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <set>

#include "read/read.h"
#include "read/walk.h"
#include "temp_folder.h"

namespace celint {
namespace {

bool glob(std::string_view pattern, std::string_view text) { return matches(parse_glob(pattern), text); }

std::optional<bool> verdict(std::string_view text, const std::string& path, bool is_folder = false) {
  return ignores(parse_ignore(text, "/top"), "/top/" + path, is_folder);
}

std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  for (int c = fgetc(pipe); c != EOF; c = fgetc(pipe)) output += static_cast<char>(c);
  pclose(pipe);
  return output;
}

std::set<std::string> relative(const std::vector<std::string>& files, const std::string& folder) {
  std::set<std::string> names;
  for (const std::string& file : files) names.insert(file.substr(folder.size() + 1));
  return names;
}

// What git leaves of the files below `folder` that have a document's name.
std::set<std::string> kept_by_git(const TempFolder& folder) {
  const std::string output = output_of("git -c core.excludesFile= -C '" + folder.path() +
                                       "' ls-files --others --exclude-standard -z 2>/dev/null");
  std::set<std::string> names;
  for (std::size_t begin = 0; begin < output.size();) {
    const std::size_t end = output.find('\0', begin);
    const std::string name = output.substr(begin, end - begin);
    if (name.ends_with(".json")) names.insert(name);
    begin = end + 1;
  }
  return names;
}

void make_work_tree(const TempFolder& folder) {
  REQUIRE(std::system(("git init -q '" + folder.path() + "'").c_str()) == 0);
}

// A pattern line that looks like one, made of what patterns are made of.
std::string random_line(std::mt19937& random) {
  constexpr const char* kParts[] = {
      "a",   "b",     "ab",    "*",           "**",    "/",      "/", "**/", "/**", "?", "[ab]", "[!a]", "\\",
      "\\a", "[a-b]", "[^b/]", "[[:alpha:]]", ".json", "*.json", " ", "!",   "]",   "[", "[]a]", "-"};
  std::string line = random() % 5 == 0 ? "!" : "";
  for (std::size_t parts = 1 + random() % 5; parts > 0; --parts) line += kParts[random() % std::size(kParts)];
  if (random() % 6 == 0) line += "/";
  return line + (random() % 8 == 0 ? "\r\n" : "\n");
}

}  // namespace

TEST_CASE("globs match as in git") {
  CHECK(glob("a*c", "abbc"));
  CHECK_FALSE(glob("a*c", "ab/c"));
  CHECK(glob("**/c", "c"));
  CHECK(glob("**/c", "a/b/c"));
  CHECK_FALSE(glob("**/c", "a/bc"));
  CHECK(glob("a/**/c", "a/c"));
  CHECK(glob("a/**/c", "a/x/y/c"));
  CHECK(glob("a/**", "a/b/c"));
  CHECK_FALSE(glob("a/**", "a"));
  CHECK_FALSE(glob("?*b**c", "aab/c"));
  CHECK(glob("?", "a"));
  CHECK_FALSE(glob("?", "/"));
  CHECK(glob("[a-c]x", "bx"));
  CHECK_FALSE(glob("[!a-c]x", "bx"));
  CHECK(glob("[]-]", "]"));
  CHECK(glob("[[:digit:]_]", "7"));
  CHECK_FALSE(glob("[[:digits:]]", "7"));
  CHECK(glob("\\*", "*"));
  CHECK_FALSE(glob("\\*", "a"));
  CHECK_FALSE(glob("a\\", "a"));
  CHECK_FALSE(glob("a[", "a["));
}

TEST_CASE("lines of a .gitignore are read as git reads them") {
  CHECK(verdict("x.json", "a/x.json") == true);
  CHECK(verdict("/x.json", "a/x.json") == std::nullopt);
  CHECK(verdict("a/x.json", "b/a/x.json") == std::nullopt);
  CHECK(verdict("*.json\n!x.json\n", "x.json") == false);
  CHECK(verdict("!x.json\n*.json\n", "x.json") == true);
  CHECK(verdict("out/", "out") == std::nullopt);
  CHECK(verdict("out/", "out", true) == true);
  CHECK(verdict("# x.json", "# x.json") == std::nullopt);
  CHECK(verdict("\\# x.json", "# x.json") == true);
  CHECK(verdict("\\!x", "!x") == true);
  CHECK(verdict("x.json   ", "x.json") == true);
  CHECK(verdict("x\\ ", "x ") == true);
  CHECK(verdict("x.json\r\n", "x.json") == true);
  CHECK(verdict("\xEF\xBB\xBFx.json", "x.json") == true);
  CHECK(verdict("\n\n!\n/\n", "x.json") == std::nullopt);
}

TEST_CASE("no pattern is slow") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += i % 2 == 0 ? "*a" : "**/";
  const auto start = std::chrono::steady_clock::now();
  CHECK_FALSE(glob(pattern + "*b*", std::string(3000, 'a')));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
}

TEST_CASE("ignore files hold inside a git work tree and nowhere else") {
  const TempFolder folder;
  folder.write(".gitignore", "out/\n/x.json\n");
  folder.write("x.json");
  folder.write("out/y.json");
  folder.write("a/x.json");
  CHECK(find_files({folder.path()}).size() == 3);
  make_work_tree(folder);
  CHECK(relative(find_files({folder.path()}), folder.path()) == std::set<std::string>{"a/x.json"});
  // A folder that is given is walked, ignored or not.
  CHECK(find_files({folder.path("out")}).size() == 1);
}

TEST_CASE("the ignore files above a given folder hold in it") {
  const TempFolder folder;
  make_work_tree(folder);
  folder.write(".gitignore", "*.tmp.json\n/a/b/x.json\n");
  folder.write("a/.gitignore", "!keep.tmp.json\n");
  for (const char* name : {"a/b/x.json", "a/b/y.tmp.json", "a/b/keep.tmp.json", "a/b/z.json"})
    folder.write(name);
  CHECK(relative(find_files({folder.path("a/b")}), folder.path("a/b")) ==
        std::set<std::string>{"keep.tmp.json", "z.json"});
}

TEST_CASE("info/exclude holds in plain, linked and nested work trees") {
  const TempFolder folder;
  const std::string git = "git -c user.name=n -c user.email=n@example.com -C '" + folder.path() + "/main' ";
  REQUIRE(std::system(("git init -q '" + folder.path("main") + "'").c_str()) == 0);
  folder.write("main/.git/info/exclude", "secret.json\n");
  folder.write("main/secret.json");
  folder.write("main/x.json");
  folder.write("main/.gitignore", "x.json\n");
  REQUIRE(std::system((git + "commit -q --allow-empty -m first").c_str()) == 0);
  REQUIRE(std::system((git + "worktree add -q ../linked 2>&1").c_str()) == 0);
  folder.write("linked/secret.json");
  folder.write("linked/y.json");
  // A repository inside a work tree follows its own files only.
  REQUIRE(std::system(("git init -q '" + folder.path("main/nested") + "'").c_str()) == 0);
  folder.write("main/nested/x.json");
  CHECK(relative(find_files({folder.path()}), folder.path()) ==
        std::set<std::string>{"linked/y.json", "main/nested/x.json"});
}

TEST_CASE("a .gitignore that is a link is not opened") {
  const TempFolder folder;
  make_work_tree(folder);
  folder.write("list", "x.json\n");
  folder.write("x.json");
  folder.link("list", ".gitignore");
  CHECK(find_files({folder.path()}).size() == 1);
  CHECK(kept_by_git(folder).size() == 1);
}

TEST_CASE("random ignore files leave the same files as git leaves") {
  std::mt19937 random(20240229);
  const TempFolder folder;
  make_work_tree(folder);
  for (const char* top : {"", "a/", "b/", "ab/", "a/b/", "a/a/", "b/ab/", "a/b/a/"})
    for (const char* name :
         {"a.json", "b.json", "ab.json", "a b.json", "-.json", "].json", "a!.json", "a\\b.json"})
      folder.write(std::string(top) + name);
  const char* rounds = std::getenv("CELINT_ROUNDS");  // more of them, for a long run by hand
  for (int round = rounds != nullptr ? std::atoi(rounds) : 60; round > 0; --round) {
    std::string files;
    for (const char* name : {".gitignore", "a/.gitignore", "a/b/.gitignore", ".git/info/exclude"}) {
      std::string text;
      for (std::size_t lines = random() % 4; lines > 0; --lines) text += random_line(random);
      folder.write(name, text);
      files += std::string(name) + ":\n" + text;
    }
    INFO(files);
    CHECK(relative(find_files({folder.path()}), folder.path()) == kept_by_git(folder));
  }
}

}  // namespace celint
