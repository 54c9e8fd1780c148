#include <random>

#include "report/character.h"
#include "report/headline.h"
#include "report/line_hash.h"
#include "report/mask.h"
#include "report/position.h"
#include "report/source_text.h"
#include "report_case.h"

using namespace celint;

TEST_CASE("positions: LF, CRLF and CR end a line") {
  const Lines lines("a\nbc\r\n\r\rd");
  CHECK(lines.count() == 5);
  CHECK(lines.line(1) == "a");
  CHECK(lines.line(2) == "bc");
  CHECK(lines.line(3).empty());
  CHECK(lines.line(4).empty());
  CHECK(lines.line(5) == "d");
  CHECK(lines.at(8).line == 5);
  CHECK(lines.at(8).column == 1);
  CHECK(lines.at(99).column == 2);
  CHECK(Lines("").count() == 1);
  CHECK(Lines("a\n").count() == 2);
}

TEST_CASE("positions: columns are UTF-16 units, also far into a long line") {
  std::string text;
  std::uint32_t column = 1;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> expected;
  std::mt19937 random(1);  // NOLINT: the same text in every run.
  for (int i = 0; i < 20000; ++i) {
    expected.emplace_back(text.size(), column);
    const unsigned kind = random() % 4;
    text += kind == 0 ? "x" : kind == 1 ? "\u00e4" : kind == 2 ? "\u4e2d" : "\U0001F600";
    column += kind == 3 ? 2 : 1;
  }
  const Lines lines(text);
  for (const auto& [byte, want] : expected) REQUIRE(lines.at(byte).column == want);
}

TEST_CASE("regions: never empty, never with a line end") {
  ReportCase files({file("a.yaml", "ab\r\nc\n"), file("empty.yaml", "")});
  SourceTexts texts(files.sources);
  const auto end_of = [&](Span span) { return extent(texts.of(span.source), span).end; };
  CHECK(end_of({0, 0, 4}).line == 1);
  CHECK(end_of({0, 0, 4}).column == 3);
  CHECK(end_of({0, 1, 1}).column == 3);  // The character behind.
  CHECK(end_of({0, 2, 2}).column == 4);  // None behind.
  CHECK(end_of({1, 0, 0}).column == 2);
  CHECK(end_of({0, 0, 999}).line == 2);
}

TEST_CASE("line hash: as the reference computes it") {
  const auto hashes = [](std::string_view text) {
    std::string all;
    for (const LineHash& hash : line_hashes(text)) all += to_string(hash) + " ";
    return all;
  };
  // Values of an independent implementation of the published algorithm.
  CHECK(hashes("") == "c129715d7a2bc9a3:1 ");
  CHECK(hashes("a b\tc\nabc\n") == "7f0a40e7306551d3:1 861c3fe48942a2fb:1 c129715d7a2bc9a3:1 ");
  CHECK(hashes("x\r\nx\rx\n\n") ==
        "7bc8f7cacdc526a7:1 a5d30319e7ad30cd:1 75897d1b718b7603:1 3c5bef55b72b93c9:1 c129715d7a2bc9a3:1 ");
  CHECK(hashes("\xEF\xBB\xBF{\"k\": \"\u4e2d\U0001F600\"}\n") == "e76858a660287d0f:1 c129715d7a2bc9a3:1 ");
  std::string twice;
  for (int i = 0; i < 3; ++i) twice += std::string(150, 'y') + "\n";
  CHECK(hashes(twice) == "cadd4b5b9d92c51c:1 cadd4b5b9d92c51c:2 cadd4b5b9d92c51c:3 c129715d7a2bc9a3:1 ");
}

TEST_CASE("characters: broken UTF-8 is taken byte by byte") {
  for (const char* const broken :
       {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe4\xb8", "\x80"}) {
    CAPTURE(broken);
    CHECK_FALSE(character_at(broken, 0).valid);
    CHECK(character_at(broken, 0).size == 1);
  }
  CHECK(character_at("\U0001F600", 0).code_point == 0x1F600);
  CHECK(character_begin("a\u4e2d", 3) == 1);
  CHECK(character_begin("\x80\x80\x80\x80\x80", 4) == 4);
  CHECK(printable("tab\t, bell\x07, tag\U000E0041, \xfe") == "tab\\u0009, bell\\u0007, tag\\u{e0041}, \\xfe");
  CHECK(printable("\u00e4\u4e2d\U0001F600") == "\u00e4\u4e2d\U0001F600");
}

TEST_CASE("headline: the first sentence without its full stop") {
  CHECK(headline("Action 's3:GetObjct' does not exist. Did you mean 's3:GetObject'?") ==
        "Action 's3:GetObjct' does not exist");
  CHECK(after_headline("Action 's3:GetObjct' does not exist. Did you mean 's3:GetObject'?") ==
        "Did you mean 's3:GetObject'?");
  CHECK(headline("Version 1.2 is old, e.g. in 'x'") == "Version 1.2 is old, e.g. in 'x'");
  CHECK(after_headline("One.").empty());
  CHECK(headline("").empty());
}

TEST_CASE("secrets are masked, byte for byte") {
  const auto hidden = [](std::string text, std::string_view secret) {
    const std::size_t at = text.find(secret);
    REQUIRE(at != std::string::npos);
    std::string want = text;
    want.replace(at, secret.size(), std::string(secret.size(), '*'));
    CAPTURE(text);
    CHECK(masked(text) == want);
  };
  const std::string key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  hidden("\"secretKey\": \"" + key + "\"", key);
  hidden("{\"accessKey\":\"AKIAIOSFODNN7EXAMPLE\",\"x\":1}", "AKIAIOSFODNN7EXAMPLE");
  hidden("aws_secret_access_key = " + key + "\n", key);
  hidden("password: 'two words'  # no", "two words");
  hidden("\"password\": \"with \\\"quotes\\\" and, commas\"", "with \\\"quotes\\\" and, commas");
  hidden("\"pw\": 1, \"text\": \"{\\\"token\\\": \\\"abcdef\\\"}\"", "abcdef");
  hidden("key eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl end",
         "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl");
  hidden("Bearer eyJ0aWQiOiAxMjM0fS5hYmNkZWZnaGlqa2xt;", "eyJ0aWQiOiAxMjM0fS5hYmNkZWZnaGlqa2xt");
  hidden("url: https://ghp_" + std::string(36, 'a') + "@example.com", "ghp_" + std::string(36, 'a'));
  hidden("glpat-" + std::string(20, 'b'), "glpat-" + std::string(20, 'b'));
  CHECK(masked("-----BEGIN RSA PRIVATE KEY-----\n  MIIE\n  abcd\n-----END RSA PRIVATE KEY-----") ==
        "-----BEGIN RSA PRIVATE KEY-----\n******\n******\n-----END RSA PRIVATE KEY-----");
}

TEST_CASE("what is no secret stays") {
  for (const char* const text :
       {"\"password\": null, \"automountServiceAccountToken\": false", "token: ${TOKEN}",
        "\"secretKey\": \"<YOUR_SECRET_KEY>\"", "\"secretKey\": \"\"", "serviceAccountToken:\n  path: x",
        "resources: [serviceaccounts/token]", "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----",
        "eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/example", "aws:TokenIssueTime: 2020"}) {
    CHECK(masked(text) == text);
  }
}

TEST_CASE("secrets are masked alike in pieces of a large text") {
  std::string text;
  while (text.size() < 200'000)
    text += "{\"name\": \"example\", \"password\": \"secret" + std::to_string(text.size()) + "\"},\n";
  const std::string whole = masked(text);
  MaskedText pieces(text);
  for (std::size_t begin = 0; begin + 3000 < text.size(); begin += 1777)
    REQUIRE(pieces.excerpt(begin, begin + 3000) == whole.substr(begin, 3000));
  CHECK(pieces.excerpt(0, text.size()) == whole);
}
