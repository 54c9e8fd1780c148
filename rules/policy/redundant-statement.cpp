#include <algorithm>

#include "access/cover.h"
#include "check/finding.h"
#include "link/world.h"
#include "read/letters.h"

namespace celint {
namespace {

/// IAM takes no longer document (API reference, CreatePolicy); comparing every two entries of one is no use.
constexpr std::size_t kLongest = 131'072;

void check_list(std::span<const Str> entries, Case letters, std::string_view noun, std::string_view code,
                Findings& out) {
  for (const Cover& cover : covers_among(entries, letters)) {
    const std::string outer = "'" + std::string(entries[cover.outer].value) + "'";
    const std::size_t others = cover.members.size() - 1;
    Finding& finding = out.add(entries[cover.members.front()].span,
                               std::string(noun) + " " + outer + " covers " + std::to_string(others) +
                                   (others == 1 ? " other entry" : " other entries") + " of this list.");
    const auto label = [&](std::size_t member) {
      return member == cover.outer ? "covers the others" : "covered";
    };
    finding.label = label(cover.members.front());
    finding.help = "delete what it covers";
    std::vector<std::size_t> dropped;
    for (const std::size_t member : cover.members) {
      if (member != cover.members.front()) finding.notes.push_back({entries[member].span, label(member)});
      if (member != cover.outer) dropped.push_back(member);
    }
    finding.edits = without_entries(entries, dropped);
    finding.fix = FixKind::safe;
    finding.aliases = {code};
  }
}

void check_statement(const Statement& statement, Findings& out) {
  check_list(statement.actions, Case::ignored, "Action", "REDUNDANT_ACTION", out);
  check_list(statement.resources, Case::exact, "Resource", "REDUNDANT_RESOURCE", out);
}

bool covers_list(std::span<const Str> outer, std::span<const Str> inner, Case letters) {
  return std::all_of(inner.begin(), inner.end(), [&](const Str& entry) {
    return std::any_of(outer.begin(), outer.end(),
                       [&](const Str& other) { return covers(other.value, entry.value, letters); });
  });
}

/// In any order.
template <typename T>
bool same(const List<T>& a, const List<T>& b, bool (*equal)(const T&, const T&)) {
  return a.size() == b.size() && std::is_permutation(a.begin(), a.end(), b.begin(), equal);
}

bool equal_text(const Str& a, const Str& b) { return a.value == b.value; }

bool equal_principal(const Principal& a, const Principal& b) {
  return a.type.value == b.type.value && a.value.value == b.value.value;
}

bool equal_condition(const Condition& a, const Condition& b) {
  return a.op.value == b.op.value && equal_ignoring_case(a.key.value, b.key.value) &&
         same(a.values, b.values, equal_text);
}

bool covers_statement(const Statement& outer, const Statement& inner) {
  return outer.effect.known() && inner.effect.known() && outer.effect.value == inner.effect.value &&
         !outer.not_action && !inner.not_action && !outer.not_resource && !inner.not_resource &&
         outer.not_principal == inner.not_principal && !inner.actions.empty() &&
         outer.has_resource == inner.has_resource &&
         same(outer.principals, inner.principals, equal_principal) &&
         same(outer.conditions, inner.conditions, equal_condition) &&
         covers_list(outer.actions, inner.actions, Case::ignored) &&
         covers_list(outer.resources, inner.resources, Case::exact);
}

bool say_the_same(const Statement& a, const Statement& b) {
  return covers_statement(a, b) && covers_statement(b, a);
}

/// The first statement that says all that this one does and more.
const Statement* cover_of(const Policy& policy, const Statement& inner) {
  for (const Statement& outer : policy.statements)
    if (&outer != &inner && covers_statement(outer, inner) && !covers_statement(inner, outer)) return &outer;
  return nullptr;
}

/// The statements that say the same, ascending; none if an earlier one says so too.
std::vector<std::size_t> repeats_of(const Policy& policy, std::size_t first) {
  std::vector<std::size_t> members;
  for (std::size_t i = 0; i < policy.statements.size(); ++i)
    if (i == first || say_the_same(policy.statements[first], policy.statements[i])) members.push_back(i);
  return members.front() == first ? members : std::vector<std::size_t>();
}

void check_repeats(const Policy& policy, std::span<const Str> places, Findings& out) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::vector<std::size_t> members = repeats_of(policy, i);
    if (members.size() < 2) continue;
    members.erase(members.begin());
    Finding& finding = out.add(places[i].span, std::to_string(members.size()) +
                                                   (members.size() == 1 ? " other statement says the same."
                                                                        : " other statements say the same."));
    finding.help = "delete what is repeated";
    for (const std::size_t member : members)
      finding.notes.push_back({opening(places[member].span), "says the same"});
    finding.offer(FixKind::safe, without_entries(places, members));
    finding.aliases = {"REDUNDANT_STATEMENT"};
  }
}

void check_statements(const Policy& policy, Findings& out) {
  std::vector<Str> places;
  for (const Statement& statement : policy.statements) places.push_back({{}, statement.span});
  check_repeats(policy, places, out);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Statement* outer = cover_of(policy, policy.statements[i]);
    if (outer == nullptr) continue;
    Finding& finding =
        out.add(places[i].span, "Statement[" + std::to_string(outer->index) + "] covers this statement.");
    finding.help = "delete it";
    finding.notes = {{opening(outer->span), "covers it"}};
    finding.offer(FixKind::safe, without_entries(places, {i}));
  }
}

void check(const World& /*world*/, const Policy& policy, Findings& out) {
  for (const PolicyFault& fault : policy.faults)
    if (fault.part == PolicyFault::Part::empty)
      out.add(fault.problem.span, fault.problem.message).aliases = {fault.code};
  if (policy.length > kLongest) return;
  for (const Statement& statement : policy.statements) check_statement(statement, out);
  check_statements(policy, out);
}

}  // namespace

extern const Rule redundant_statement{
    .id = "redundant-statement",
    .summary = "A part of a policy adds nothing, because another part covers it or it is empty.",
    .severity = Severity::note,
    .confidence = Confidence::high,
    .audience = Audience::pedantic,
    .security_severity = "",
    .steps = {},
    .fix = FixKind::safe,
    .check_policy = check,
};

}  // namespace celint
