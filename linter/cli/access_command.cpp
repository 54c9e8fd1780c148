// Files -> policies by the role they were given in -> answers of the access engine -> text.
#include "cli/access_command.h"

#include <algorithm>
#include <filesystem>

#include "access/simulate.h"
#include "model/model.h"
#include "parse/parse.h"
#include "read/read.h"
#include "report/access_report.h"
#include "report/position.h"

namespace celint {
namespace {

/// The sources with their paths as given; a folder's are below it.
std::vector<Source> read_as_given(const std::string& path) {
  const bool folder = std::filesystem::is_directory(path);
  std::vector<Source> sources = read({.paths = {path}, .root = folder ? path : std::string()});
  for (Source& source : sources)
    source.path = folder ? (std::filesystem::path(path) / source.path).generic_string() : path;
  return sources;
}

[[noreturn]] void refuse(const Source& source, const Problem& problem) {
  const Position place = Lines(source.text).at(problem.span.begin);
  throw CannotRun("'" + source.path + "' is faulty at line " + std::to_string(place.line) + ", column " +
                  std::to_string(place.column) + ": " + problem.message);
}

/// Policy files and all that was read from them. Policies are pointed to: no copies.
class Files {
 public:
  explicit Files(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      first_.push_back(sources_.size());
      for (Source& source : read_as_given(path)) sources_.push_back(std::move(source));
    }
    first_.push_back(sources_.size());
    documents_ = parse(sources_);
    for (const Source& source : sources_)
      if (!source.problems.empty()) refuse(source, source.problems.front());
    for (const Document& document : documents_)
      if (!document.problems.empty()) refuse(sources_[document.root.span.source], document.problems.front());
    models_ = model(documents_, sources_);
  }

  const std::vector<Source>& sources() const { return sources_; }

  /// The policies of the file that was given as number `file`: those of identities, or those with principals.
  std::vector<const Policy*> policies(std::size_t file, bool of_identity) const {
    std::vector<const Policy*> found;
    for (const Policy& policy : models_.policies)
      if ((policy.kind == PolicyKind::identity) == of_identity && policy.span.source >= first_[file] &&
          policy.span.source < first_[file + 1])
        found.push_back(&policy);
    return found;
  }

 private:
  std::vector<Source> sources_;
  std::vector<std::size_t> first_;  ///< Of each file given: its first source.
  std::vector<Document> documents_;
  Models models_;
};

std::vector<std::string> all_paths(const AccessOptions& options) {
  std::vector<std::string> paths = options.policies;
  paths.insert(paths.end(), options.compare.begin(), options.compare.end());
  if (!options.boundary.empty()) paths.push_back(options.boundary);
  paths.insert(paths.end(), options.resource_policies.begin(), options.resource_policies.end());
  return paths;
}

/// The policies of all files by their role on the command line.
struct Given {
  std::vector<std::vector<const Policy*>> identity;  ///< By file.
  const Policy* boundary = nullptr;
  std::vector<const Policy*> resource;

  PolicySet set(std::size_t file) const { return {identity[file], boundary}; }
};

std::vector<const Policy*> policies_in(const Files& files, std::size_t file, const std::string& path,
                                       bool of_identity) {
  std::vector<const Policy*> policies = files.policies(file, of_identity);
  if (policies.empty())
    throw CannotRun("'" + path + "' holds no " +
                    (of_identity ? "identity policy" : "policy with a Principal"));
  return policies;
}

Given given(const AccessOptions& options, const Files& files, const std::vector<std::string>& paths) {
  Given result;
  const std::size_t identities = options.policies.size() + options.compare.size();
  for (std::size_t file = 0; file < paths.size(); ++file) {
    const bool is_boundary = file == identities && !options.boundary.empty();
    const bool of_identity = file < identities || is_boundary;
    const std::vector<const Policy*> policies = policies_in(files, file, paths[file], of_identity);
    if (is_boundary) {
      if (policies.size() > 1) throw CannotRun("'" + paths[file] + "' holds more than one policy");
      result.boundary = policies.front();
    } else if (of_identity) {
      result.identity.push_back(policies);
    } else {
      result.resource.insert(result.resource.end(), policies.begin(), policies.end());
    }
  }
  return result;
}

PolicyInputs inputs_of(const AccessOptions& options, const Given& given) {
  PolicyInputs inputs;
  for (const auto& policies : given.identity)
    inputs.identity.insert(inputs.identity.end(), policies.begin(), policies.end());
  inputs.boundary = given.boundary;
  inputs.resource = given.resource;
  if (!options.principal.empty()) inputs.caller = caller_from(options.principal);
  return inputs;
}

Context context_of(const AccessOptions& options) {
  if (options.context.empty()) return {};
  const auto context = context_from(options.context);
  if (!context) throw CannotRun("--context takes KEY=VALUE (see 'celint access --help')");
  return *context;
}

/// One question for each JSON object of the file.
std::vector<Question> questions_in(const std::string& path) {
  const std::vector<Source> sources = read_as_given(path);
  std::vector<Question> questions;
  for (const Source& source : sources) {
    if (!source.problems.empty()) refuse(source, source.problems.front());
    for (const Document& document : parse_json({source.text, 0, nullptr})) {
      if (!document.problems.empty()) refuse(source, document.problems.front());
      QuestionResult result = question_of(document.root);
      if (result.problem) refuse(source, *result.problem);
      questions.push_back(std::move(*result.question));
    }
  }
  return questions;
}

std::vector<Question> questions(const AccessOptions& options) {
  if (!options.requests.empty()) return questions_in(options.requests);
  Question question;
  question.request = {options.action, options.resource};
  question.context = context_of(options);
  return {question};
}

std::string comparison(const AccessOptions& options, const Given& given, bool json) {
  const PolicySet first = given.set(0), second = given.set(1);
  const Comparison result{options.compare[0], options.compare[1], find_beyond(first, second),
                          find_beyond(second, first)};
  return json ? comparison_json(result) : comparison_text(result);
}

}  // namespace

std::string access_answers(const Options& options) {
  const AccessOptions& access = options.access;
  const bool json = options.format == OutputFormat::json;
  const std::vector<std::string> paths = all_paths(access);
  const Files files(paths);
  const Given policies = given(access, files, paths);
  if (!access.compare.empty()) return comparison(access, policies, json);
  const PolicyInputs inputs = inputs_of(access, policies);
  if (access.list) {
    const auto lines = list_grants({inputs.identity, inputs.boundary}, context_of(access));
    return json ? grants_json(lines) : grants_text(lines);
  }
  SourceTexts texts(files.sources());
  std::string text;
  for (const Question& question : questions(access)) {
    const Reply reply = answer(inputs, question);
    text += json ? reply_json(texts, question, reply) : reply_text(texts, question, reply);
  }
  return text;
}

}  // namespace celint
