#include <algorithm>
#include <string>

#include "check/finding.h"
#include "link/world.h"

namespace celint {
namespace {

/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
bool is_bucket_name(std::string_view name) {
  const auto alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const auto fits = [&](char c) { return alnum(c) || c == '-' || c == '.'; };
  return name.size() >= 3 && name.size() <= 63 && std::all_of(name.begin(), name.end(), fits) &&
         alnum(name.front()) && alnum(name.back());
}

std::string collapsed(std::string_view path) {
  std::string result;
  for (const char c : path)
    if (c != '/' || !result.ends_with('/')) result += c;
  return result;
}

void check_bucket(const S3Folder& work, const Str& text, Findings& out) {
  if (is_bucket_name(work.bucket)) return;
  Finding& finding = out.add(part_of(text, 5, 5 + work.bucket.size()),
                             "'" + work.bucket + "' cannot be the name of a bucket.");
  finding.label = "3 to 63 lower case letters, digits, - and .";
  finding.help = "write the bucket's name";
}

void check(const World& world, Findings& out) {
  for (const Environment& environment : world.environments) {
    if (!environment.work) continue;
    const StrField& field = environment.ce->work_dir;
    const Str text{field.value, field.span};
    const std::string_view path = field.value.substr(5);
    check_bucket(*environment.work, text, out);
    if (environment.work->prefix.empty()) {
      Finding& finding =
          out.add(field.span, "The work directory is the whole bucket '" + environment.work->bucket +
                                  "': Fusion and Nextflow need a directory in it.");
      finding.label = "no directory";
      finding.help = "use a directory, such as 's3://" + environment.work->bucket + "/work'";
    } else if (const std::size_t empty = path.find("//"); empty != std::string_view::npos) {
      Finding& finding =
          out.add(part_of(text, 5 + empty, 5 + empty + 2),
                  "The work directory has an empty part: S3 takes '//' for a directory without a name.");
      finding.help = "write one slash";
      finding.edits = {{field.span, "\"s3://" + collapsed(path) + "\""}};
      finding.fix = FixKind::safe;
    }
  }
}

}  // namespace

extern const Rule workdir_ill_formed{
    .id = "workdir-ill-formed",
    .summary = "The S3 work directory is the bucket itself, has an empty part, or names no possible bucket.",
    .severity = Severity::warning,
    .confidence = Confidence::high,
    .audience = Audience::everyone,
    .security_severity = "",
    .steps = {StepId::storage},
    .fix = FixKind::safe,
    .check = check,
};

}  // namespace celint
