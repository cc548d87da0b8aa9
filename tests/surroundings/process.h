// A running process as the system sees it, and many plain connections to it.

#pragma once

#include <string>
#include <vector>

namespace omzien::surroundings {

// Memory in use, in bytes; 0 when there is no such process.
long MemoryOf(int pid);

// Open file descriptors; -1 when there is no such process.
int FilesOf(int pid);

// True when this program, and so the one that it tests, carries the address
// sanitizer, which keeps memory that was let go.
bool IsSanitized();

// Raises the limit of open files of this process and of what it starts to what
// the system allows; returns that.
int RaiseFileLimit();

// TCP connections to a port of this machine. Closes them when it goes.
class Connections {
 public:
  Connections() = default;
  ~Connections() { Close(); }
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  // Opens so many more and sends `hello` on each. Returns how many there are;
  // fewer when the system refuses.
  int Open(int port, int count, const std::string& hello = "");
  void Close();

  // The server says something on the first of them, within some seconds.
  bool IsAnswered() const;

 private:
  std::vector<int> sockets_;
};

// How an HTTP/2 client begins, with empty settings.
std::string Preface();

}  // namespace omzien::surroundings
