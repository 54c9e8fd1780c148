#include "check/check.h"

#include "report_case.h"

using namespace celint;

namespace {

std::vector<std::string> ids(const std::vector<const Rule*>& rules) {
  std::vector<std::string> names;
  for (const Rule* rule : rules) names.emplace_back(rule->id);
  return names;
}

std::vector<Rule> three_rules() {
  std::vector<Rule> rules{make_rule("aws-auth-role-path", Severity::error),
                          make_rule("subject-malformed", Severity::error),
                          make_rule("subject-mismatch", Severity::warning)};
  rules[1].audience = Audience::pedantic;
  rules[2].audience = Audience::audit;
  return rules;
}

using Names = std::vector<std::string>;

/// Finds the first byte of every source, last source first.
void find_in_all(const World& world, Findings& out) {
  for (std::size_t i = world.sources->size(); i-- > 0;) out.add({static_cast<SourceId>(i), 0, 1}, "M.");
}

}  // namespace

TEST_CASE("select: an audience includes the ones before it") {
  const std::vector<Rule> rules = three_rules();
  CHECK(ids(select(rules, {})) == Names{"aws-auth-role-path"});
  CHECK(ids(select(rules, {.audience = Audience::pedantic, .only = {}, .ignore = {}})) ==
        Names{"aws-auth-role-path", "subject-malformed"});
  CHECK(ids(select(rules, {.audience = Audience::audit, .only = {}, .ignore = {}})).size() == 3);
}

TEST_CASE("select: only asks for rules of any audience, ignore takes away from both") {
  const std::vector<Rule> rules = three_rules();
  CHECK(ids(select(rules, {.audience = Audience::everyone, .only = {"subject-mismatch"}, .ignore = {}})) ==
        Names{"subject-mismatch"});
  CHECK(ids(select(rules, {.audience = Audience::audit, .only = {}, .ignore = {"subject-malformed"}})) ==
        Names{"aws-auth-role-path", "subject-mismatch"});
  CHECK(select(rules,
               {.audience = Audience::audit, .only = {"subject-mismatch"}, .ignore = {"subject-mismatch"}})
            .empty());
}

TEST_CASE("select: a name that is no rule is refused with the nearest ones") {
  const std::vector<Rule> rules = three_rules();
  CHECK_THROWS_WITH(
      select(rules, {.audience = Audience::everyone, .only = {}, .ignore = {"subject-mismach"}}),
      "there is no rule 'subject-mismach'; did you mean 'subject-mismatch'?");
  CHECK_THROWS_WITH(find_rule(rules, "subject-m"),
                    "there is no rule 'subject-m'; did you mean 'subject-malformed', 'subject-mismatch'?");
  CHECK_THROWS_AS(find_rule(rules, std::string(100000, 'x')), CannotRun);
  CHECK_THROWS_WITH(find_rule(rules, ""), "there is no rule ''; 'celint rules' lists them");
  CHECK(&find_rule(rules, "subject-mismatch") == &rules[2]);
}

TEST_CASE("check: sorted by path, position, rule, whatever the order of sources and rules") {
  ReportCase files({file("b.yaml", "k: v"), file("a.yaml", "k: v"), file("a/c.yaml", "k: v")});
  Rule first = make_rule("a-rule", Severity::note);
  Rule second = make_rule("b-rule", Severity::error);
  first.check = find_in_all;
  second.check = [](const World& world, Findings& out) {
    out.add({1, 2, 3}, "M.");
    out.add({1, 0, 3}, "M.");
    find_in_all(world, out);
  };
  second.confidence = Confidence::medium;
  std::string order;
  for (const Finding& finding : check(files.world, {&second, &first})) {
    order += files.sources[finding.span.source].path + ":" + std::to_string(finding.span.begin) + "-" +
             std::to_string(finding.span.end) + " " + std::string(finding.rule->id) + "\n";
    CHECK(finding.confidence == finding.rule->confidence);
  }
  CHECK(order ==
        "a.yaml:0-1 a-rule\n"
        "a.yaml:0-1 b-rule\n"
        "a.yaml:0-3 b-rule\n"
        "a.yaml:2-3 b-rule\n"
        "a/c.yaml:0-1 a-rule\n"
        "a/c.yaml:0-1 b-rule\n"
        "b.yaml:0-1 a-rule\n"
        "b.yaml:0-1 b-rule\n");
}

TEST_CASE("focus: primary or related places decide") {
  ReportCase files({file("a.yaml", "k: v"), file("b.yaml", "k: v"), file("c.yaml", "k: v")});
  files.add({0, 0, 1}, "In a.");
  files.add({1, 0, 1}, "In b, related to c.").notes = {{{2, 0, 1}, "here"}};
  files.add({2, 0, 1}, "In c.");
  const auto left = [&](const std::vector<std::string>& paths) {
    std::string messages;
    for (const Finding& finding : focus(files.findings, files.sources, paths)) messages += finding.message;
    return messages;
  };
  CHECK(left({"c.yaml"}) == "In b, related to c.In c.");
  CHECK(left({"a.yaml", "b.yaml"}) == "In a.In b, related to c.");
  CHECK(left({"d.yaml"}).empty());
}
