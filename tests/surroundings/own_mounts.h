// A small file system of a test's own, which nobody else on the machine sees.

#pragma once

#include <string>

namespace omzien::surroundings {

// Mounted over an empty folder for as long as it lives, for this thread and the
// programs that it starts. Needs the rights of root, or of a user namespace.
class OwnMount {
 public:
  // `options` as of tmpfs: "size=8m".
  OwnMount(std::string folder, const std::string& options);
  ~OwnMount();
  OwnMount(const OwnMount&) = delete;
  OwnMount& operator=(const OwnMount&) = delete;

  // Empty when it is there; else why the system does not allow it.
  const std::string& problem() const { return problem_; }

  // "size=64m", or "ro" for a file system that takes no writes.
  bool Change(const std::string& options);

 private:
  const std::string folder_;
  std::string problem_;
};

}  // namespace omzien::surroundings
