#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "cli/options.h"
#include "cli/output.h"
#include "fixture.h"
#include "program.h"
#include "report_case.h"
#include "temp_folder.h"

using namespace celint;

namespace {

using Strings = std::vector<std::string>;

Options parsed(Strings args) {
  args.insert(args.begin(), "celint");
  std::vector<char*> argv;
  for (std::string& arg : args) argv.push_back(arg.data());
  const std::optional<Options> options = parse_options(static_cast<int>(argv.size()), argv.data());
  REQUIRE(options);
  return *options;
}

constexpr const char* kServiceAccount = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: example}\n";

}  // namespace

TEST_CASE("options: check is the default command") {
  CHECK(parsed({}).command == Command::check);
  CHECK(parsed({}).paths.empty());
  CHECK(parsed({"iam", "k8s"}).paths == Strings{"iam", "k8s"});
  CHECK(parsed({"check", "rules"}).paths == Strings{"rules"});
  CHECK(parsed({"--format", "sarif", "-"}).paths == Strings{"-"});
  CHECK(parsed({"--format", "sarif", "-"}).format == OutputFormat::sarif);
  CHECK(parsed({"rules", "--format", "json"}).command == Command::rules);
  CHECK(parsed({"explain", "some-rule"}).command == Command::explain);
  CHECK(parsed({"explain", "some-rule"}).rule == "some-rule");
}

TEST_CASE("options: what each one sets") {
  const Options options = parsed({"check",    "a",          "--stdin-filename",
                                  "b.json",   "--config",   "c.yaml",
                                  "--root",   "d",          "--max-file-size",
                                  "10MiB",    "--audience", "audit",
                                  "--output", "e",          "--sarif-category",
                                  "f",        "--color",    "never",
                                  "-v",       "--fail-on",  "error",
                                  "--jobs",   "3"});
  CHECK(options.stdin_filename == "b.json");
  CHECK(options.config == "c.yaml");
  CHECK(options.root == "d");
  CHECK(options.max_file_size == std::uint64_t{10} << 20);
  CHECK(options.jobs == 3);
  CHECK(options.selection.audience == Audience::audit);
  CHECK(options.output == "e");
  CHECK(options.sarif_category == "f");
  CHECK(options.colour == Colour::never);
  CHECK(options.verbose);
  CHECK(options.fail_on == Severity::error);
}

TEST_CASE("options: rule lists repeat and take commas, and leave the paths alone") {
  const Options options =
      parsed({"--only", "a-rule,b-rule", "--only", "c-rule", "path", "--ignore", "d-rule", "other"});
  CHECK(options.selection.only == Strings{"a-rule", "b-rule", "c-rule"});
  CHECK(options.selection.ignore == Strings{"d-rule"});
  CHECK(options.paths == Strings{"path", "other"});
}

TEST_CASE("options: focus takes all files behind it") {
  const Options options = parsed({"check", "project", "--focus", "a.json", "b.json"});
  CHECK(options.paths == Strings{"project"});
  CHECK(options.focus == Strings{"a.json", "b.json"});
  CHECK(parsed({"check", "--focus", "a.json"}).paths.empty());
}

TEST_CASE("options: the threshold") {
  CHECK(parsed({}).fail_on == Severity::warning);
  CHECK_FALSE(parsed({"--fail-on", "never"}).fail_on);
  CHECK_FALSE(parsed({"--exit-zero"}).fail_on);
  CHECK_FALSE(parsed({"--exit-zero", "--fail-on", "error"}).fail_on);
}

TEST_CASE("options: usage errors") {
  CHECK_THROWS_WITH(parsed({"--format", "xml"}),
                    "--format: 'xml' is not one of text|concise|json|sarif|html (see 'celint --help')");
  for (const Strings& args : std::vector<Strings>{{"--bogus"},
                                                  {"explain"},
                                                  {"explain", "a", "b"},
                                                  {"rules", "path"},
                                                  {"--max-file-size", "-1"},
                                                  {"--max-file-size", "99999999999TiB"},
                                                  {"--max-file-size", "1x"},
                                                  {"--jobs", "0"},
                                                  {"--output"},
                                                  {"--focus"},
                                                  {"--fail-on", "fatal"}}) {
    CAPTURE(args);
    CHECK_THROWS_AS(parsed(args), CannotRun);
  }
}

TEST_CASE("output: a file is replaced whole, and only if all could be written") {
  const TempFolder folder;
  folder.write("report", "old");
  folder.link("report", "link");
  write_output(folder.path("link"), "new");
  CHECK(content(folder.path("report")) == "new");
  CHECK(std::filesystem::is_symlink(folder.path("link")));
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 2);

  CHECK_THROWS_AS(write_output(folder.path("none/report"), "x"), CannotRun);
  CHECK_THROWS_AS(write_output(folder.path(), "x"), CannotRun);
  CHECK_THROWS_AS(write_output("/dev/full", "x"), CannotRun);
  CHECK_NOTHROW(write_output("/dev/null", "x"));
}

TEST_CASE("program: exit status") {
  const TempFolder folder;
  folder.write("good.yaml", kServiceAccount);
  folder.write("bad.json", "{\"Version\": \"2012-10-17\", \"Statement\": [],,}");
  folder.write("other/notes.txt", "nothing");
  CHECK(run(folder, "good.yaml").status == 0);
  CHECK(run(folder, "bad.json").status == 1);
  CHECK(run(folder, "check").status == 1);
  CHECK(run(folder, "--exit-zero bad.json").status == 0);
  CHECK(run(folder, "missing.json").status == 2);
  CHECK(run(folder, "--bogus").status == 2);
  CHECK(run(folder, "--only no-such-rule good.yaml").status == 2);
  CHECK(run(folder, "--output none/report good.yaml").status == 2);
  CHECK(run(folder, "good.yaml >/dev/full").status == 2);
  CHECK(run(folder, "other").status == 3);
  CHECK(run(folder, "--help").status == 0);
  CHECK(run(folder, "rules").status == 0);
  CHECK(run(folder, "explain no-such-rule").status == 2);
}

TEST_CASE("program: a reason is said once, on standard error, without control characters") {
  const TempFolder folder;
  const Ran ran = run(folder, "\"$(printf 'a\\033b')\"");
  CHECK(ran.status == 2);
  CHECK(ran.out.empty());
  CHECK(ran.error.starts_with("celint: "));
  CHECK(ran.error.find('\n') == ran.error.size() - 1);
  CHECK(ran.error.find('\x1b') == std::string::npos);
  CHECK(run(folder, "--format json").error == "celint: nothing to check: no document was recognised\n");
}

TEST_CASE("program: focus reports on some files of the whole project") {
  const TempFolder folder;
  folder.write("a.json", "{\"Version\": \"2012-10-17\", \"Statement\": [],,}");
  folder.write("sub/b.json", "{\"Version\": \"2012-10-17\", \"Statement\": [],,}");
  const Ran one = run(folder, "check --format concise --focus sub/b.json");
  CHECK(one.status == 1);
  CHECK(one.out.find("sub/b.json:1:") == 0);
  CHECK(one.out.find("a.json:1:") == std::string::npos);
  CHECK(run(folder, "check . --focus a.json sub/b.json --format concise").out.find("a.json:1:") == 0);
}

TEST_CASE("program: the same bytes from another folder, run again, and to a file") {
  const TempFolder folder;
  folder.write("project/celint.yaml", "accounts: []\n");
  folder.write("project/iam/a.json", "{\"Version\": \"2012-10-17\", \"Statement\": [],,}");
  for (const std::string format : {"text", "concise", "json", "sarif"}) {
    const Ran here = run(folder, "project --format " + format);
    CHECK(here.status == 1);
    CHECK(here.out.find(folder.path()) == std::string::npos);
    CHECK(run(folder, folder.path("project") + " --output report --format " + format).status == 1);
    CHECK(content(folder.path("report")) == here.out);
  }
}

TEST_CASE("program: the same bytes for any number of threads") {
  const TempFolder folder;
  const std::string statement = R"({"Effect":"Allow","Action":"s3:GetObjct","Resource":"*"})";
  for (int i = 0; i < 200; ++i)
    folder.write("iam/" + std::to_string(i) + ".json", R"({"Version":"2012-10-17","Statement":[)" +
                                                           statement + std::string(500, ' ') +
                                                           (i % 3 == 0 ? ",,]}" : "]}"));
  const Ran one = run(folder, "iam --format concise --jobs 1");
  CHECK(std::count(one.out.begin(), one.out.end(), '\n') >= 67);
  for (const std::string jobs : {"2", "8"})
    CHECK(run(folder, "iam --format concise --jobs " + jobs).out == one.out);
}

TEST_CASE("program: every subfolder by itself gives what each gives alone") {
  const std::string environments = (repository() / "fixtures/environments").string();
  const TempFolder folder;
  std::string alone;
  for (const auto& world : folders(repository() / "fixtures/environments"))
    alone +=
        run(folder, world.string() + " --root " + environments + " --format concise --audience audit").out;
  CHECK_FALSE(alone.empty());
  for (const std::string jobs : {"1", "2", "8"})
    CHECK(run(folder, "--each " + environments + " --root " + environments +
                          " --format concise --audience audit --jobs " + jobs)
              .out == alone);
}

TEST_CASE("program: of several worlds that cannot be read the first one says why") {
  const TempFolder folder;
  for (const char* world : {"a", "b", "c", "d", "e", "f"})
    folder.write(std::string(world) + "/policy.json", R"({"Version": "2012-10-17", "Statement": []})");
  folder.write("c/celint.yaml", "nowhere: 1\n");
  folder.write("e/celint.yaml", "other: [\n");
  const Ran alone = run(folder, "check --each . --jobs 1");
  CHECK(alone.status == 2);
  CHECK(alone.error.find("Unknown key 'nowhere'") != std::string::npos);
  CHECK(alone.error.find("e/celint.yaml") == std::string::npos);
  for (int i = 0; i < 20; ++i) CHECK(run(folder, "check --each . --jobs 4").error == alone.error);
}

TEST_CASE("program: shares merged are the report of one run") {
  const TempFolder folder;
  for (const std::string world : {"a", "a-b", "b c", "d", "e/nested"}) {
    folder.write("all/" + world + "/x.json", "{\"Version\": \"2012-10-17\", \"Statement\": [],,}");
    folder.write("all/" + world + "/y.yaml", kServiceAccount);
  }
  folder.write("all/.hidden/x.json", "{\"Version\": \"2012-10-17\", \"Statement\": [],,}");
  folder.write("all/loose.json", "{\"Version\": \"2012-10-17\", \"Statement\": [],,}");
  folder.link("a", "all/link");
  for (const std::string format : {"json", "sarif"}) {
    const Ran whole = run(folder, "--each all --format " + format);
    CHECK(whole.status == 1);
    CHECK((whole.out.find("b%20c/x.json") != std::string::npos) == (format == "sarif"));
    CHECK(whole.out.find("all/.hidden") == std::string::npos);
    CHECK(whole.out.find("all/loose") == std::string::npos);
    CHECK(whole.out.find("all/link/") == std::string::npos);
    std::string files;
    for (const std::string share : {"3", "1", "2"}) {
      const int status =
          run(folder, "--each all --shard " + share + "/3 --format " + format + " --output r" + share).status;
      CHECK((status == 0 || status == 1));
      files += " r" + share;
    }
    const Ran merged = run(folder, "merge" + files);
    CHECK(merged.status == 1);
    CHECK(merged.out == whole.out);
    CHECK(run(folder, "merge --exit-zero --output m" + files).status == 0);
    CHECK(content(folder.path("m")) == whole.out);
  }
  CHECK(run(folder, "--each all --format json --output j").status == 1);
  CHECK(run(folder, "--each all --format sarif --output s").status == 1);
  CHECK(run(folder, "merge j s").status == 2);
  CHECK(run(folder, "merge j all/a/x.json").status == 2);
  CHECK(run(folder, "--each all --format sarif --sarif-category other --output o").status == 1);
  CHECK(run(folder, "merge s o").status == 2);
}

TEST_CASE("program: an empty share is clean, a folder without documents is not") {
  const TempFolder folder;
  folder.write("all/only/y.yaml", kServiceAccount);
  folder.write("none/world/notes.txt", "nothing");
  int shares = 0;
  for (const std::string share : {"1/2", "2/2"}) {
    const Ran ran = run(folder, "--each all --format json --shard " + share);
    CHECK(ran.status == 0);
    shares += ran.out.find("\"files\":1") != std::string::npos ? 1 : 0;
  }
  CHECK(shares == 1);
  CHECK(run(folder, "--each none").status == 3);
  CHECK(run(folder, "--each missing").status == 2);
  CHECK(run(folder, "--each all all/only").status == 2);
  CHECK(run(folder, "--shard 1/2 all").status == 2);
  for (const std::string share : {"0/2", "3/2", "1", "1/", "/2", "x/2", "1/2x", "-1/2"})
    CHECK(run(folder, "--each all --shard " + share).status == 2);
}

TEST_CASE("program: standard input under a name") {
  const TempFolder folder;
  folder.write("text", "{\"Version\": \"2012-10-17\", \"Statement\": [],,}");
  const Ran ran = run(folder, "--format concise --stdin-filename x.json - <text");
  CHECK(ran.out.find("x.json:1:") == 0);
}

TEST_CASE("options: trace") {
  const Options options = parsed({"trace", "prod", "infra", "--require", "proven", "--format", "mermaid"});
  CHECK(options.command == Command::trace);
  CHECK(options.paths == Strings{"prod", "infra"});
  CHECK(options.require_proven);
  CHECK(options.format == OutputFormat::mermaid);
  CHECK(parsed({"trace", "infra", "--can", "role", "s3:GetObject", "*"}).can ==
        Strings{"role", "s3:GetObject", "*"});
  CHECK_THROWS_AS(parsed({"trace", "--can", "role", "s3:GetObject"}), CannotRun);
  CHECK_THROWS_AS(parsed({"trace", "--format", "sarif"}), CannotRun);
}
