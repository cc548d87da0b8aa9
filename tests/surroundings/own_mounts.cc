#include "tests/surroundings/own_mounts.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

namespace omzien::surroundings {
namespace {

std::string Why(const std::string& doing) {
  return absl::StrCat(doing, ": ", std::generic_category().message(errno));
}

// From then on this thread's mounts are its own.
std::string LeaveTheMachinesMounts() {
  static const std::string& problem = *new std::string([]() -> std::string {
    if (unshare(CLONE_NEWNS) != 0) return Why("unshare");
    if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
      return Why("make mounts private");
    }
    return "";
  }());
  return problem;
}

}  // namespace

OwnMount::OwnMount(std::string folder, const std::string& options)
    : folder_(std::move(folder)), problem_(LeaveTheMachinesMounts()) {
  mkdir(folder_.c_str(), 0700);
  if (problem_.empty() &&
      mount("tmpfs", folder_.c_str(), "tmpfs", 0, options.c_str()) != 0) {
    problem_ = Why("mount a tmpfs");
  }
}

OwnMount::~OwnMount() {
  if (problem_.empty()) umount2(folder_.c_str(), MNT_DETACH);
}

bool OwnMount::Change(const std::string& options) {
  const char* const folder = folder_.c_str();
  return options == "ro" ? mount("tmpfs", folder, "tmpfs",
                                 MS_REMOUNT | MS_RDONLY, nullptr) == 0
                         : mount("tmpfs", folder, "tmpfs", MS_REMOUNT,
                                 options.c_str()) == 0;
}

}  // namespace omzien::surroundings
