// Made-up inputs in the shapes people have, the same for the same seed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace bench {

/// How much to make. Files, bytes and environments scale the time of a run; shapes stay.
struct Scale {
  std::size_t policies = 20000;             ///< (b)
  std::size_t account_bytes = 100U << 20U;  ///< (c)
  std::size_t cluster_bytes = 50U << 20U;   ///< (d)
  std::size_t environments = 2000;          ///< (e)
};

/// (b) identity policies of 1 to 2 KB, one a file.
void write_policies(const std::filesystem::path& folder, std::size_t count, unsigned seed);
/// (c) one get-account-authorization-details of at least this size; also returns how many roles it has.
std::size_t write_account(const std::filesystem::path& file, std::size_t bytes, unsigned seed);
/// The same with this number of roles.
void write_roles(const std::filesystem::path& file, std::size_t roles, unsigned seed);
/// (d) `kubectl get -o yaml` of service accounts, roles, bindings, pods, one document each.
void write_cluster(const std::filesystem::path& file, std::size_t bytes, unsigned seed);
/// (a), (e) copies of a healthy environment, each in an account of its own; every second one is faulty.
void write_fleet(const std::filesystem::path& folder, const std::filesystem::path& healthy,
                 std::size_t count);

}  // namespace bench
