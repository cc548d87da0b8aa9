#include "tests/surroundings/process.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace omzien::surroundings {

long MemoryOf(int pid) {
  std::ifstream status(absl::StrCat("/proc/", pid, "/status"));
  for (std::string word; status >> word;) {
    long kilobytes = 0;
    if (word == "VmRSS:" && status >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

int FilesOf(int pid) {
  std::error_code error;
  const std::filesystem::directory_iterator files(
      absl::StrCat("/proc/", pid, "/fd"), error);
  if (error) return -1;
  return static_cast<int>(std::distance(begin(files), end(files)));
}

bool IsSanitized() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return true;
#else
  return false;
#endif
}

int RaiseFileLimit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<int>(limit.rlim_cur);
}

int Connections::Open(int port, int count, const std::string& hello) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (int i = 0; i < count; ++i) {
    const int socket_in = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket_in < 0) break;
    sockets_.push_back(socket_in);
    if (connect(socket_in, reinterpret_cast<const sockaddr*>(&address),
                sizeof(address)) != 0) {
      break;
    }
    if (!hello.empty()) {
      send(socket_in, hello.data(), hello.size(), MSG_NOSIGNAL);
    }
  }
  return static_cast<int>(sockets_.size());
}

bool Connections::IsAnswered() const {
  constexpr int kPatienceMs = 20'000;
  if (sockets_.empty()) return false;
  pollfd first{sockets_[0], POLLIN, 0};
  char byte = 0;
  return poll(&first, 1, kPatienceMs) == 1 && read(first.fd, &byte, 1) == 1;
}

void Connections::Close() {
  for (const int each : sockets_) close(each);
  sockets_.clear();
}

std::string Preface() {
  return absl::StrCat("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                      std::string("\0\0\0\4\0\0\0\0\0", 9));
}

}  // namespace omzien::surroundings
