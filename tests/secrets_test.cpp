// Secrets by their form, wherever they stand in a file.
#include "link/secrets.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace celint;

namespace {

std::string letters(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "aB3xY7qLm9Zk2Vw5"[i % 16];
  return text;
}

/// A text that holds one secret, and what of it is the secret.
struct Sample {
  std::string before, secret;
};

std::vector<Sample> samples() {
  std::vector<Sample> all;
  for (const char* name : {"secretKey: ", "\"secret_access_key\": \"", "AWS_SECRET_ACCESS_KEY=",
                           "SecretAccessKey = '", "\\\"secretKey\\\":\\\"", "\u017fecret_key:"})
    all.push_back({name, letters(40)});
  for (const char* start : {"IQoJb3JpZ2lu", "FwoGZXIvYXdz", "FQoGZXIvYXdz"})
    all.push_back({"", start + letters(64)});
  for (const char* start : {"ghp_", "gho_", "ghs_", "ghr_", "ghu_", "github_pat_", "glpat-", "eyJ0aWQiO"})
    all.push_back({"", start + letters(44)});
  all.push_back({"", "eyJ" + letters(16) + ".eyJ" + letters(16) + "." + letters(24)});
  all.push_back({"", "AKIAQ3EGXY7LM9ZK2VW5"});
  all.push_back({"", "ASIAQ3EGXY7LM9ZK2VW5"});
  return all;
}

/// What is found in the text, as it is written there.
std::vector<std::string> found(const std::string& text) {
  std::vector<std::string> all;
  for (const SecretText& secret : find_secrets({"a.txt", text, true, {}}, 0))
    all.push_back(text.substr(secret.span.begin, secret.span.end - secret.span.begin));
  return all;
}

}  // namespace

TEST_CASE("secrets: found at any place of a file") {
  for (const Sample& sample : samples())
    for (std::size_t at = 0; at < 140; ++at) {
      const std::string text = std::string(at, ' ') + sample.before + sample.secret;
      INFO(text);
      REQUIRE(found(text) == std::vector{sample.secret});
      REQUIRE(found(text + " " + std::string(at, '.')) == std::vector{sample.secret});
    }
  const std::string key = "-----BEGIN RSA PRIVATE KEY-----";
  for (std::size_t at = 0; at < 140; ++at)
    REQUIRE(found(std::string(at, ' ') + key + "\n" + letters(32)) == std::vector{key});
}

TEST_CASE("secrets: one behind the other, each is found") {
  std::string text;
  std::vector<std::string> all;
  for (const Sample& sample : samples()) {
    text += sample.before + sample.secret + " ";
    all.push_back(sample.secret);
  }
  // Key ids have a secret beside them, which speaks for both.
  CHECK(found(text).size() >= all.size() - 2);
}

TEST_CASE("secrets: a masked value, a word and the start of a form are none") {
  for (const char* text :
       {"\"secretKey\": \"****************************************\"", "secretsmanager:GetSecretValue",
        "secretKey:", "the secret key is elsewhere", "AKIA", "eyJ", "ghp_", "-----BEGIN", "glpat-",
        "secret_access_key: ${AWS_SECRET_ACCESS_KEY}", "", "s", "xxAKIAQ3EGXY7LM9ZK2VW5"})
    CHECK(found(text).empty());
}
