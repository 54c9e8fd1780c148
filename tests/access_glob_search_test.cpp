#include <bit>
#include <catch2/catch.hpp>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "access/glob_search.h"
#include "access/resource_template.h"

using namespace celint;
using Result = GlobSearch::Result;

namespace {

/// Matching by the definition, to compare with.
bool matches_by_definition(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*')
    return matches_by_definition(pattern.substr(1), text) ||
           (!text.empty() && matches_by_definition(pattern, text.substr(1)));
  return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) &&
         matches_by_definition(pattern.substr(1), text.substr(1));
}

/// Every text over `ab` and a third letter up to `size` letters, shorter ones first.
std::vector<std::string> all_texts(std::size_t size) {
  std::vector<std::string> texts{""};
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (texts[i].size() < size)
      for (const char c : {'a', 'b', 'x'}) texts.push_back(texts[i] + c);
  return texts;
}

GlobSearch find_common(const Glob& a, const Glob& b) { return find_text({{&a}, {&b}}, {}); }

std::string random_pattern(std::mt19937& random) {
  std::string pattern;
  for (std::size_t size = random() % 5; pattern.size() < size;) pattern += "aabb?**"[random() % 7];
  return pattern;
}

}  // namespace

TEST_CASE("matching agrees with the definition") {
  std::mt19937 random(7);
  const auto texts = all_texts(5);
  for (int i = 0; i < 2000; ++i) {
    const std::string pattern = random_pattern(random) + random_pattern(random);
    const Glob glob = parse_glob(pattern);
    for (const std::string& text : texts)
      if ((matches(glob, text) == Truth::yes) != matches_by_definition(pattern, text))
        FAIL(pattern << " " << text);
  }
}

TEST_CASE("common text and difference agree with brute force on 100,000 pairs") {
  // Patterns of up to 4 tokens differ, if at all, in a text of at most 7 letters.
  std::mt19937 random(11);
  const auto texts = all_texts(7);
  std::vector<std::string> patterns;
  for (int i = 0; i < 320; ++i) patterns.push_back(random_pattern(random));
  // One bit for each text.
  using Mask = std::vector<std::uint64_t>;
  std::vector<Mask> matched(patterns.size(), Mask(texts.size() / 64 + 1));
  std::vector<Glob> globs;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    globs.push_back(parse_glob(patterns[i]));
    for (std::size_t t = 0; t < texts.size(); ++t)
      if (matches_by_definition(patterns[i], texts[t])) matched[i][t / 64] |= std::uint64_t{1} << (t % 64);
  }
  const auto first = [&](const Mask& a, const Mask& b, bool both) -> GlobSearch {
    for (std::size_t word = 0; word < a.size(); ++word)
      if (const std::uint64_t bits = a[word] & (both ? b[word] : ~b[word]))
        return {Result::found, texts[word * 64 + static_cast<std::size_t>(std::countr_zero(bits))]};
    return {};
  };
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < patterns.size(); ++i)
    for (std::size_t j = 0; j < patterns.size(); ++j, ++pairs) {
      const GlobSearch common = find_common(globs[i], globs[j]), outside = find_outside(globs[i], {globs[j]});
      const GlobSearch true_common = first(matched[i], matched[j], true);
      const GlobSearch true_outside = first(matched[i], matched[j], false);
      const bool agree = common.result == true_common.result && outside.result == true_outside.result &&
                         have_common_text(globs[i], globs[j]) == (common.result == Result::found) &&
                         common.text.size() == true_common.text.size() &&
                         outside.text.size() == true_outside.text.size();
      const bool true_witness =
          (common.result != Result::found ||
           (matches(globs[i], common.text) == Truth::yes && matches(globs[j], common.text) == Truth::yes)) &&
          (outside.result != Result::found ||
           (matches(globs[i], outside.text) == Truth::yes && matches(globs[j], outside.text) == Truth::no));
      if (!agree || !true_witness)
        FAIL(patterns[i] << " " << patterns[j] << ": " << common.text << "/" << true_common.text << " "
                         << outside.text << "/" << true_outside.text);
    }
  CHECK(pairs >= 100000);
}

TEST_CASE("a pattern against a union") {
  const std::vector<Glob> outer{parse_glob("a*"), parse_glob("b*"), parse_glob("")};
  CHECK(find_outside(parse_glob("a?c*"), outer).result == Result::none);
  CHECK(find_outside(parse_glob("?"), outer).text == "x");
  const std::vector<Glob> by_length{parse_glob("?"), parse_glob("??*"), parse_glob("")};
  CHECK(find_outside(parse_glob("*"), by_length).result == Result::none);
  CHECK(find_outside(parse_glob("*"), {}).result == Result::found);
}

TEST_CASE("ARN patterns: parts stay apart, letters before the fifth colon fold") {
  const Glob wide = parse_arn_glob("arn:aws:s3:::b*"), narrow = parse_arn_glob("ARN:aws:S3:::b/k/*");
  CHECK(find_outside(narrow, {wide}).result == Result::none);
  CHECK(find_outside(wide, {narrow}).text == "arn:aws:s3:::b");
  CHECK_FALSE(have_common_text(parse_arn_glob("arn:aws:*:role/x"), parse_arn_glob("arn:aws:iam::1:role/x")));
  CHECK(find_outside(parse_arn_glob("arn:aws:s3:::B"), {wide}).result == Result::found);
}

TEST_CASE("whether ARN patterns and templates have a text in common is what the search finds") {
  std::vector<Glob> globs{parse_glob("Ab?", Case::ignored), parse_glob("aB*"), parse_arn_glob("*")};
  for (const char* text :
       {"arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::*", "arn:*", "ARN:aws:S3:::b?",
        "arn:aws:s3:*:1:*", "arn:aws:s3:eu-?:1:accesspoint/*", "arn:aws:s3:::${aws:userid}"})
    globs.push_back(parse_arn_glob(text));
  for (const char* format :
       {"arn:${Partition}:s3:::${BucketName}", "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
        "arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}"})
    for (const ArnHead& head : {ArnHead{}, ArnHead{"aws", "eu-x", "1"}})
      globs.push_back(resource_template(format, head));
  std::size_t common = 0;
  for (const Glob& a : globs)
    for (const Glob& b : globs) {
      const bool found = find_common(a, b).result == Result::found;
      common += found ? 1 : 0;
      CHECK(have_common_text(a, b) == found);
    }
  CHECK((common > globs.size() && common < globs.size() * globs.size()));
}

TEST_CASE("hard patterns end, in an answer or in unknown, never in a wrong one") {
  std::string many_a, many_b;
  for (int i = 0; i < 40; ++i) many_a += "*a", many_b += "*b";
  const auto begin = std::chrono::steady_clock::now();
  CHECK(find_outside(parse_glob(many_a + "*"), {parse_glob(many_a + "*")}).result != Result::found);
  const GlobSearch both = find_common(parse_glob(many_a + "*"), parse_glob(many_b + "*"));
  CHECK((both.result == Result::unknown || both.text.size() == 80));
  CHECK(have_common_text(parse_glob(many_a + "*"), parse_glob(many_b + "*")));
  std::vector<Glob> unions;
  for (std::size_t i = 0; i < 60; ++i)
    unions.push_back(parse_glob(std::string(1, '*').append(i, '?').append("a*b")));
  CHECK(find_outside(parse_glob("*c*d*"), unions).result == Result::found);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}
