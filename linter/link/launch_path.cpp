#include "link/launch_path.h"

namespace celint {

std::string_view to_string(StepId step) {
  switch (step) {
    case StepId::credentials:
      return "credentials";
    case StepId::describe:
      return "describe";
    case StepId::authenticate:
      return "authenticate";
    case StepId::authorise:
      return "authorise";
    case StepId::head_account:
      return "head-account";
    case StepId::head_role:
      return "head-role";
    case StepId::compute_role:
      return "compute-role";
    case StepId::head_trust:
      return "head-trust";
    case StepId::compute_trust:
      return "compute-trust";
    case StepId::head_storage:
      return "head-storage";
    case StepId::compute_storage:
      return "compute-storage";
    case StepId::region:
      return "region";
    case StepId::storage:
      return "storage";
    case StepId::read_logs:
      return "read-logs";
  }
  return "credentials";
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::proven:
      return "proven";
    case Verdict::refuted:
      return "refuted";
    case Verdict::unknown:
      return "unknown";
  }
  return "unknown";
}

}  // namespace celint
