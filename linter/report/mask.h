// Secrets are never shown: not in frames, snippets or messages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace celint {

/// The text with every byte of a secret replaced by `*`, so that lengths and columns stay true. A secret is:
/// the value of a key named as one (`secretKey`, `accessKey`, `password`, `token`, `aws_secret_access_key`,
/// ...), the body of a PEM private key, a JSON web token, a token of GitHub, GitLab or Seqera Platform.
std::string masked(std::string_view text);

/// The same for pieces of one large text: only the neighbourhood of what is asked for is searched, once. A
/// secret longer than 8 KiB may be cut.
class MaskedText {
 public:
  /// The text must outlive this.
  explicit MaskedText(std::string_view text) : text_(text) {}

  /// The bytes [begin, end), masked.
  std::string excerpt(std::size_t begin, std::size_t end);

 private:
  struct Range {
    std::size_t begin;
    std::size_t end;
  };
  const std::vector<Range>& secrets_of(std::size_t block);

  std::string_view text_;
  std::unordered_map<std::size_t, std::vector<Range>> blocks_;
};

}  // namespace celint
